"""Who is writing which answer: one soft lease a case."""

from datetime import datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.ports.answering import Writing
from monitor.store.dialect import insert_into
from monitor.store.schema import writers


class SqlWriters:
    """`monitor.ports.answering.Writers` on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def take(self, case_id: int, agent: str, *, now: datetime, until: datetime) -> Writing:
        """Take the pen where it is free, lapsed or one's own already; returns who holds it."""
        mine = await self.of(case_id, now=now)
        since = mine.since if mine and mine.agent == agent else now
        row = {"case_id": case_id, "agent": agent, "since": since, "until": until}
        free = or_(writers.c.agent == agent, writers.c.until <= now)
        statement = insert_into(self._connection, writers).values(row)
        await self._connection.execute(
            statement.on_conflict_do_update(index_elements=["case_id"], set_=row, where=free)
        )
        holder = await self.of(case_id, now=now)
        return holder or Writing(case_id, agent, since, until)

    async def release(self, case_id: int, agent: str) -> None:
        """Lay the pen down, if it is this agent's."""
        await self._connection.execute(delete(writers).where(writers.c.case_id == case_id, writers.c.agent == agent))

    async def of(self, case_id: int, *, now: datetime) -> Writing | None:
        """Who holds it, None when nobody does."""
        held = select(writers).where(writers.c.case_id == case_id, writers.c.until > now)
        row = (await self._connection.execute(held)).one_or_none()
        return Writing(row.case_id, row.agent, row.since, row.until) if row else None
