"""Mentions that a webhook named without their words."""

from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.ports.erasure import Lookup
from monitor.store.dialect import insert_into
from monitor.store.repositories.accounts import is_held
from monitor.store.repositories.mention_rows import as_stored
from monitor.store.schema import lookups, mentions


class SqlLookups:
    """`monitor.ports.erasure.Lookups` on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def want(self, mention_ids: list[int], *, now: datetime) -> None:
        """Note that the words of these are missing; those noted before stay as they are."""
        rows = [{"mention_id": each, "attempts": 0, "next_at": now} for each in mention_ids]
        if rows:
            await self._connection.execute(insert_into(self._connection, lookups).on_conflict_do_nothing(), rows)

    async def due(self, *, now: datetime, limit: int) -> list[Lookup]:
        """What is due, longest first; what was removed or got its words meanwhile is forgotten.

        Those of an account whose breaker is open wait.
        """
        needless = select(mentions.c.id).where(or_(mentions.c.deleted_at.is_not(None), mentions.c.text != ""))
        await self._connection.execute(delete(lookups).where(lookups.c.mention_id.in_(needless)))
        joined = select(mentions, lookups.c.attempts).join(lookups, lookups.c.mention_id == mentions.c.id)
        due = (
            joined.where(lookups.c.next_at <= now, ~is_held(mentions.c.account))
            .order_by(lookups.c.next_at, mentions.c.id)
            .limit(limit)
        )
        return [Lookup(row.id, as_stored(row).mention, row.attempts) for row in await self._connection.execute(due)]

    async def later(self, mention_id: int, *, attempts: int, next_at: datetime) -> None:
        """Note a failed attempt, and when to try again."""
        mine = update(lookups).where(lookups.c.mention_id == mention_id)
        await self._connection.execute(mine.values(attempts=attempts, next_at=next_at))

    async def done(self, mention_id: int) -> None:
        """Forget it."""
        await self._connection.execute(delete(lookups).where(lookups.c.mention_id == mention_id))
