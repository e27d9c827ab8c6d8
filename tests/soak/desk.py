"""Agents of the soak: they go through what waits for a word, and approve it."""

from collections import Counter
from itertools import groupby
from random import Random

from sqlalchemy import select

from monitor.bootstrap.house import House
from monitor.domain.drafts import DraftState
from monitor.domain.errors import AsideError, Conflict, Rejected
from monitor.services.approve import Wanted
from monitor.store.schema import drafts

LEADS = ("greta", "ida")


class Agents:
    """Approve two thirds of what waits each time they look; leads give the word that is missing."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)  # noqa: S311 - chance of a rehearsal, not of a key
        self._signed = 0
        self.counts: Counter[str] = Counter()

    async def look(self, house: House) -> None:
        for case_id, waiting in await self._waiting(house):
            if self._chance.random() < 0.67:
                await self._approve(house, case_id, waiting)

    async def _waiting(self, house: House) -> list[tuple[int, list]]:
        open_ones = select(drafts).where(drafts.c.state.in_([DraftState.PROPOSED, DraftState.SUBMITTED]))
        async with house.store._readers.begin() as connection:
            rows = (await connection.execute(open_ones.order_by(drafts.c.case_id, drafts.c.id.desc()))).all()
        return [(case_id, list(group)) for case_id, group in groupby(rows, key=lambda row: row.case_id)]

    async def _approve(self, house: House, case_id: int, waiting: list) -> None:
        submitted = any(row.state == DraftState.SUBMITTED for row in waiting)
        actor = self._chance.choice(LEADS) if submitted else "ona"
        chosen = {row.move in {"private_reply", "message"}: row for row in reversed(waiting)}
        wanted = [Wanted(row.id, row.version, row.text if submitted else self._worded(row)) for row in chosen.values()]
        try:
            await house.answering.approve.texts(case_id, wanted, actor=actor)
            self.counts[f"by {'a lead' if submitted else 'an agent'}"] += 1
        except Conflict:
            self.counts["too late: somebody wrote"] += 1
        except Rejected as error:
            self.counts[f"refused: {error.rule}"] += 1
        except AsideError as error:
            self.counts[f"refused: {type(error).__name__}"] += 1

    def _worded(self, row) -> str:
        """Sign it, as X publishes no text twice a day; where no room is left it stays as drafted."""
        self._signed += 1
        letters, rest = "", self._signed
        for _ in range(4):
            rest, letter = divmod(rest, 26)
            letters += chr(ord("A") + letter)
        return f"{row.text} ^{letters}" if len(row.text) < 230 or row.move == "message" else row.text
