"""Assess what is new, join it to its case, rank the case."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import timedelta

import structlog

from config.settings import AccountSettings, BrandSettings
from monitor.domain import joining
from monitor.domain.assessments import Assessment, not_assessed
from monitor.domain.cases import Case, CaseState
from monitor.domain.errors import Conflict, Retryable
from monitor.domain.mentions import Direction, Mention, StoredMention
from monitor.ports import Assess, Now, Prepare, Prioritise, Store, Transaction
from monitor.services.keep_word import answered
from monitor.services.surroundings import Around
from monitor.services.unanswered import answers_nothing, unanswered

log = structlog.get_logger("triage")
Seen = tuple[StoredMention, Assessment | None]
"""A mention and what was found in it, None for our own texts."""
TOGETHER = 3
"""Mentions joined in one transaction, at 5 ms of one core each: on SQLite webhooks wait for it to end, and are to be
answered within 50 ms. Larger ones are no faster."""


class Triage:
    """Takes stored mentions without an assessment, oldest first.

    One that cannot be joined holds up no other: it is named in the log once, and tried again after the next start.
    """

    def __init__(
        self,
        store: Store,
        *,
        assess: Assess,
        prioritise: Prioritise,
        accounts: Mapping[str, AccountSettings],
        brands: Mapping[str, BrandSettings],
        now: Now,
        prepare: Prepare | None = None,
    ) -> None:
        self._store = store
        self._assess = assess
        self._prioritise = prioritise
        self._around = Around(accounts, brands)
        self._now = now
        self._prepare = prepare
        self._aside: set[tuple[int, int]] = set()

    async def sweep(self, *, limit: int = 200) -> int:
        """Triage up to `limit` mentions and return how many were; assessing runs off the event loop."""
        async with self._store.read() as tx:
            waiting = await tx.mentions.unassessed(limit=limit + len(self._aside))
        waiting = [each for each in waiting if (each.id, each.revision) not in self._aside][:limit]
        if not waiting:
            return 0
        found = list(zip(waiting, await asyncio.to_thread(self._assess_all, waiting), strict=True))
        return sum([await self._join_some(found[start : start + TOGETHER]) for start in range(0, len(found), TOGETHER)])

    async def _join_some(self, some: Sequence[Seen]) -> int:
        """Join these together, and where that fails one by one."""
        try:
            return await self._join_together(some)
        except Retryable:  # the database, not the text
            raise
        except Conflict:  # somebody changed a case meanwhile: what is left over waits for the next sweep
            return 0 if len(some) == 1 else await self._join_singly(some)
        except Exception as error:  # noqa: BLE001 - one that cannot be joined must not hold up all others
            if len(some) > 1:
                return await self._join_singly(some)
            stored, _ = some[0]
            self._aside.add((stored.id, stored.revision))
            log.warning("triage.not_joined", mention=stored.id, error=type(error).__name__)
            return 0

    async def _join_singly(self, some: Sequence[Seen]) -> int:
        return sum([await self._join_some([each]) for each in some])

    async def _join_together(self, some: Sequence[Seen]) -> int:
        async with self._store.write() as tx:
            waiting = await tx.mentions.still_unassessed([stored for stored, _ in some])
            left = [(stored, found) for stored, found in some if stored.id in waiting]
            for stored, found in left:
                await self._join(tx, stored, found)
        return len(left)

    def _assess_all(self, waiting: Sequence[StoredMention]) -> list[Assessment | None]:
        self._make_ready([each.mention for each in waiting if each.mention.direction is Direction.INBOUND])
        return [
            self._assess_one(stored) if stored.mention.direction is Direction.INBOUND else None for stored in waiting
        ]

    def _make_ready(self, mentions: Sequence[Mention]) -> None:
        """Let an analyser that is faster with many texts see them together."""
        if self._prepare is None:
            return
        try:
            self._prepare([(mention.text, self._around.of(mention)) for mention in mentions])
        except Exception as error:  # noqa: BLE001 - each text is assessed by itself afterwards, and named if it fails
            log.warning("triage.not_prepared", error=type(error).__name__)

    def _assess_one(self, stored: StoredMention) -> Assessment:
        try:
            return self._assess(stored.mention.text, self._around.of(stored.mention))
        except Exception as error:  # noqa: BLE001 - a text the analyser breaks on must not hold up all others
            log.warning("triage.not_assessed", mention=stored.id, error=type(error).__name__)
            return not_assessed(stored.mention.text)

    async def _join(self, tx: Transaction, stored: StoredMention, found: Assessment | None) -> None:
        ties = await self._ties(tx, stored)
        case = joining.case_of(stored.mention, ties)
        if found is None:
            await self._take_answer(tx, stored, case)
            return
        case = await self._adopt(tx, stored, await self._take_words(tx, stored, found, case))
        await tx.mentions.assessed(stored.id, found, case.id, now=self._now(), revision=stored.revision)
        await tx.events.append("case.changed", now=self._now(), case_id=case.id, data={"why": "customer wrote"})

    async def _adopt(self, tx: Transaction, stored: StoredMention, case: Case) -> Case:
        """Join our own answers that were read before this mention: pages bring the newest first."""
        mention = stored.mention
        for orphan in await tx.mentions.orphans(mention.account, mention.conversation_id):
            if not joining.answers(mention, orphan.mention):
                continue
            await tx.mentions.assessed(orphan.id, None, case.id, now=self._now(), revision=orphan.revision)
            after = joining.answered(case, orphan.mention.created_at)
            case = case if after is case else await tx.cases.save(after)
        return case

    async def _ties(self, tx: Transaction, stored: StoredMention) -> joining.Ties:
        mention = stored.mention
        cases = await tx.mentions.case_ids_of_conversations(mention.account, [mention.conversation_id])
        by_conversation = cases.get(mention.conversation_id)
        parent = await tx.mentions.by_remote_id(mention.account, mention.parent_id) if mention.parent_id else None
        by_parent = parent.case_id if parent else None
        return joining.Ties(
            by_conversation=await tx.cases.get(by_conversation) if by_conversation else None,
            by_parent=await tx.cases.get(by_parent) if by_parent else None,
            by_author=await tx.cases.latest_of_author(mention.account, joining.author_key(mention)),
        )

    async def _take_words(self, tx: Transaction, stored: StoredMention, found: Assessment, case: Case | None) -> Case:
        if case is None:
            priority = self._prioritise(stored.mention, found, repeats=1, replying=False)
            brand = self._around.brand_of(stored.mention).name
            return await tx.cases.add(joining.opened(stored.mention, stored.id, brand, found, priority))
        edited = stored.case_id == case.id
        before = [] if edited else await unanswered(tx, case.id)
        replying = case.state is CaseState.ANSWERED
        since = min([each.mention.created_at for each in before], default=stored.mention.created_at)
        waited = max(timedelta(0), stored.mention.created_at - since)
        priority = self._prioritise(stored.mention, found, repeats=len(before) + 1, replying=replying, waited=waited)
        return await tx.cases.save(joining.written_again(case, stored.mention, stored.id, found, priority))

    async def _take_answer(self, tx: Transaction, stored: StoredMention, case: Case | None) -> None:
        """One of our own texts: written here and already known, or answered elsewhere (the clock stops either way)."""
        joined = case.id if case else None
        await tx.mentions.assessed(stored.id, None, joined, now=self._now(), revision=stored.revision)
        if case is None or await answers_nothing(tx, case.id, stored):
            return
        await answered(tx, case.id, at=stored.mention.created_at)
        after = joining.answered(case, stored.mention.created_at)
        if after is not case:
            await tx.cases.save(after)
            await tx.events.append("case.changed", now=self._now(), case_id=case.id, data={"why": "answered elsewhere"})
