"""Pulses of streams, and the pause each poll ended with."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.cases import CaseState
from monitor.domain.pace import Pace, Pulse, warmed
from monitor.domain.streams import StreamHealth, StreamRef
from monitor.store.dialect import insert_into
from monitor.store.schema import cases, pulses, streams

_OPEN: ColumnElement[str] = literal_column(f"'{CaseState.OPEN.value}'")
"""As a literal, so that the planner can match it with the partial index."""


class SqlPulses:
    """`monitor.ports.pace.Pulses` on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of(self, ref: StreamRef) -> Pulse:
        """Read one; an unknown stream has the pulse of a new one."""
        which = (pulses.c.account == ref.account) & (pulses.c.stream == ref.stream)
        row = (await self._connection.execute(select(pulses).where(which))).one_or_none()
        return _as_pulse(row) if row else Pulse()

    async def keep(self, ref: StreamRef, pulse: Pulse, pace: Pace | None = None) -> None:
        """Store it, with the pause that follows where it was decided now."""
        row: dict[str, Any] = {
            "account": ref.account,
            "stream": ref.stream,
            "warmth": pulse.warmth,
            "warmth_at": pulse.at,
            "news_at": pulse.news_at,
            "pushed_at": pulse.pushed_at,
            "since": pulse.since,
        }
        decided = {"pause": pace.seconds, "why": pace.why.value} if pace else {}
        statement = insert_into(self._connection, pulses).values({"why": "", **row, **decided})
        changed = {name: statement.excluded[name] for name in (*row, *decided) if name not in ("account", "stream")}
        await self._connection.execute(
            statement.on_conflict_do_update(index_elements=["account", "stream"], set_=changed)
        )

    async def hasten(self, account: str, *, by: float, now: datetime, next_poll_at: datetime) -> None:
        """Warm every stream of the account and bring its next poll forward, where it is well and later than that."""
        rows = await self._connection.execute(
            select(pulses).where(pulses.c.account == account).order_by(pulses.c.stream)
        )
        for row in rows.all():
            await self.keep(StreamRef(account, row.stream), warmed(_as_pulse(row), by, now))
        later = (streams.c.account == account) & (streams.c.next_poll_at > next_poll_at)
        well = streams.c.health.in_((StreamHealth.OK, StreamHealth.NEW)) & streams.c.lease_until.is_(None)
        await self._connection.execute(update(streams).where(later, well).values(next_poll_at=next_poll_at))

    async def is_talking(self, account: str, *, since: datetime) -> bool:
        """Whether an open case of the account has heard from its customer since then."""
        fresh = exists().where(cases.c.account == account, cases.c.state == _OPEN, cases.c.last_inbound_at >= since)
        return bool(await self._connection.scalar(select(fresh)))


def _as_pulse(row: Any) -> Pulse:
    return Pulse(warmth=row.warmth, at=row.warmth_at, news_at=row.news_at, pushed_at=row.pushed_at, since=row.since)
