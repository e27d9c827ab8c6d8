"""Erasing everything of one author, and the requests for it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.mentions import MentionKind
from monitor.domain.outbox import OutboxState
from monitor.ports.erasure import Deletion
from monitor.store.dialect import insert_into, is_postgresql, serialise
from monitor.store.repositories.absorption import ERASED, FINISHED, MOST_KEYS, erase_copies
from monitor.store.repositories.outbox import NAMELESS
from monitor.store.schema import cases, deletions, drafts, mentions, outbox, quarantine, removals, webhooks

_NOBODY: dict[str, Any] = {
    "author_id": "",
    "author_handle": None,
    "author_name": None,
    "author_followers": None,
    "permalink": None,
}
_SHORTEST = 5
"""Characters of an id that is searched for in raw bodies: a shorter one would be found everywhere."""


class SqlErasures:
    """`monitor.ports.erasure.Erasures` on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def author(self, network: str, author_id: str, *, now: datetime) -> int:
        """Erase texts, names, raw records, drafts and links of an author on all accounts of a network."""
        if not author_id:
            return 0
        await serialise(self._connection, await self._accounts(network))
        their_cases = await self._cases(network, author_id)
        theirs = await self._mentions(network, author_id, their_cases)
        await self._remember(theirs, now)
        for start in range(0, len(theirs), MOST_KEYS):
            some = theirs[start : start + MOST_KEYS]
            erased = ERASED | _NOBODY | {"deleted_at": func.coalesce(mentions.c.deleted_at, now)}
            await self._connection.execute(update(mentions).where(mentions.c.id.in_(some)).values(**erased))
            await self._forget_conversations(some)
            await erase_copies(self._connection, some)
        await self._forget_in_cases(their_cases)
        await self._forget_in_bodies(author_id)
        return len(theirs)

    async def _accounts(self, network: str) -> list[str]:
        return list(
            await self._connection.scalars(select(mentions.c.account).where(mentions.c.network == network).distinct())
        )

    async def _cases(self, network: str, author_id: str) -> list[int]:
        theirs = select(cases.c.id).where(cases.c.network == network, cases.c.author_key == author_id)
        return list(await self._connection.scalars(theirs))

    async def _mentions(self, network: str, author_id: str, case_ids: Sequence[int]) -> list[int]:
        """What they wrote, and what we wrote in their cases."""
        which = (mentions.c.network == network) & or_(
            mentions.c.author_id == author_id, mentions.c.case_id.in_(case_ids)
        )
        return list(await self._connection.scalars(select(mentions.c.id).where(which).order_by(mentions.c.id)))

    async def _forget_conversations(self, mention_ids: Sequence[int]) -> None:
        """Names of private conversations go too: X makes them of both people's ids; later words begin a new case."""
        private = mentions.c.id.in_(mention_ids) & (mentions.c.kind == MentionKind.MESSAGE)
        nameless = literal("erased-").concat(cast(mentions.c.id, String))
        await self._connection.execute(update(mentions).where(private).values(conversation_id=nameless))

    async def _remember(self, mention_ids: Sequence[int], now: datetime) -> None:
        """Note a removal of each, which holds against its coming again, whatever time the network gives it."""
        for start in range(0, len(mention_ids), MOST_KEYS):
            which = mentions.c.id.in_(mention_ids[start : start + MOST_KEYS])
            found = await self._connection.execute(
                select(mentions.c.account, mentions.c.remote_id, mentions.c.created_at).where(which)
            )
            rows = [{"account": r.account, "remote_id": r.remote_id, "at": max(now, r.created_at)} for r in found]
            statement = insert_into(self._connection, removals)
            later = statement.on_conflict_do_update(
                index_elements=["account", "remote_id"], set_={"at": statement.excluded.at}
            )
            await self._connection.execute(later, rows)

    async def _forget_in_cases(self, case_ids: Sequence[int]) -> None:
        """Cases stay as figures under a key of their own; what the author writes later begins a new one."""
        for start in range(0, len(case_ids), MOST_KEYS):
            some = case_ids[start : start + MOST_KEYS]
            key = literal("erased-").concat(cast(cases.c.id, String))
            values = {"author_key": key, "version": cases.c.version + 1}
            await self._connection.execute(update(cases).where(cases.c.id.in_(some)).values(**values))
            theirs = outbox.c.case_id.in_(some)
            await self._connection.execute(
                update(drafts).where(drafts.c.case_id.in_(some)).values(text="", findings=[])
            )
            await self._connection.execute(
                update(outbox).where(theirs, outbox.c.state.in_(_WAITING)).values(state=OutboxState.CANCELLED)
            )
            await self._connection.execute(
                update(outbox).where(theirs, outbox.c.state.in_(FINISHED)).values(**NAMELESS)
            )

    async def _forget_in_bodies(self, author_id: str) -> None:
        """Raw webhook bodies and quarantined records that name the author; their digests stay, against repeats."""
        if len(author_id) < _SHORTEST:
            return
        await self._connection.execute(update(webhooks).where(self._within(author_id), _READ).values(body=b""))
        named = quarantine.c.raw.contains(author_id, autoescape=True)
        await self._connection.execute(update(quarantine).where(named).values(raw=""))

    def _within(self, author_id: str) -> ColumnElement[bool]:
        wanted = author_id.encode()
        if is_postgresql(self._connection):
            return webhooks.c.body.op("LIKE")(b"%" + _escaped(wanted) + b"%")
        return func.instr(webhooks.c.body, wanted) > 0

    async def keep(self, deletion: Deletion) -> None:
        """Insert or replace a request by its code."""
        row = {each.name: getattr(deletion, each.name) for each in deletions.c}
        statement = insert_into(self._connection, deletions)
        news = {name: statement.excluded[name] for name in row if name != "code"}
        await self._connection.execute(statement.on_conflict_do_update(index_elements=["code"], set_=news), row)

    async def of(self, code: str) -> Deletion | None:
        """Return one request."""
        found = await self._connection.execute(select(deletions).where(deletions.c.code == code))
        row = found.mappings().one_or_none()
        return Deletion(**row) if row else None


_WAITING = [OutboxState.QUEUED, OutboxState.WAITING]
_READ = webhooks.c.read_at.is_not(None)


def _escaped(wanted: bytes) -> bytes:
    for special in (b"\\", b"%", b"_"):
        wanted = wanted.replace(special, b"\\" + special)
    return wanted
