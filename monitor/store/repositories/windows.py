"""Windows of calls: what one process learns from an answer, all others know."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.pace import Window
from monitor.store.dialect import insert_into
from monitor.store.schema import windows
from monitor.store.schema.columns import UtcDateTime

SAME_WINDOW = timedelta(seconds=5)
"""Ends of one window told by two answers differ by clocks and whole seconds."""


class SqlWindows:
    """`monitor.ports.pace.Windows` on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def learn(self, holder: str, told: Sequence[Window]) -> None:
        """Keep what an answer told; an answer that was overtaken on its way changes nothing."""
        if not told:
            return
        rows = [
            {
                "holder": holder,
                "kind": window.kind,
                "covers": list(window.covers),
                "left_calls": window.left,
                "limit_calls": window.limit,
                "until": window.until,
                "before": window.until - SAME_WINDOW,
            }
            for window in sorted(told, key=lambda window: window.kind)
        ]
        statement = insert_into(self._connection, windows).values(
            {name: bindparam(name) for name in rows[0] if name != "before"}
        )
        new = statement.excluded
        lower = or_(windows.c.left_calls >= new.left_calls, windows.c.until < bindparam("before", type_=UtcDateTime()))
        changed = {name: new[name] for name in ("covers", "left_calls", "limit_calls", "until")}
        upsert = statement.on_conflict_do_update(index_elements=["holder", "kind"], set_=changed, where=lower)
        await self._connection.execute(upsert, rows)

    async def known(self, holders: Sequence[str], *, now: datetime) -> list[Window]:
        """All windows of these holders that have not ended."""
        which = windows.c.holder.in_(holders) & (windows.c.until > now)
        rows = await self._connection.execute(select(windows).where(which).order_by(windows.c.holder, windows.c.kind))
        return [
            Window(
                kind=row.kind,
                covers=tuple(row.covers),
                left=row.left_calls,
                limit=row.limit_calls,
                until=row.until,
            )
            for row in rows
        ]
