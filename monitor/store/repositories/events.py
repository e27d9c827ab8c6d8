"""The audit trail, in the order of commits.

Events are gathered while the transaction runs and written just before its commit. On PostgreSQL that moment is
guarded by a lock: a sequence alone would let a slow transaction commit number 7 after a live screen has already read
number 8, and number 7 would never be shown. Taken last and for one statement, the lock can neither dead-lock nor
hold others up for longer than a commit.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.ports.people import Event
from monitor.store.dialect import serialise
from monitor.store.schema import events


class SqlEvents:
    """`monitor.ports.people.Events` on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._gathered: list[dict[str, Any]] = []

    async def append(
        self,
        kind: str,
        *,
        now: datetime,
        case_id: int | None = None,
        actor: str = "aside",
        data: Mapping[str, Any] | None = None,
    ) -> None:
        """Record that something happened; written with the commit of the change it tells of."""
        row = {"at": now, "kind": kind, "case_id": case_id, "actor": actor, "data": dict(data or {})}
        self._gathered.append(row)

    async def flush(self) -> None:
        """Write what was gathered."""
        if not self._gathered:
            return
        await serialise(self._connection, ["events"])
        rows, self._gathered = self._gathered, []
        await self._connection.execute(events.insert(), rows)

    async def after(self, seq: int, *, limit: int = 500) -> list[Event]:
        """Events after `seq`, in order; those of this transaction included."""
        await self.flush()
        statement = select(events).where(events.c.seq > seq).order_by(events.c.seq).limit(limit)
        return [_as_event(row) for row in await self._connection.execute(statement)]

    async def last_seq(self) -> int:
        """The newest sequence number, 0 when there is none."""
        await self.flush()
        return await self._connection.scalar(select(func.max(events.c.seq))) or 0


def _as_event(row: Row[Any]) -> Event:
    return Event(seq=row.seq, at=row.at, kind=row.kind, case_id=row.case_id, actor=row.actor, data=row.data)
