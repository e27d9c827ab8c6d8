"""Streams: cursors move under a lease whose epoch proves at commit that nobody took over."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.errors import Conflict
from monitor.domain.news import SKEW
from monitor.domain.streams import Page, StreamHealth, StreamLease, StreamRef, StreamStatus
from monitor.store.dialect import insert_into
from monitor.store.repositories.accounts import is_held
from monitor.store.schema import pulses, streams

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""Due before everything else, whatever the clock says."""


class SqlStreams:
    """`monitor.ports.intake.Streams` on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def ensure(self, refs: Sequence[StreamRef], *, now: datetime) -> None:
        """Create the rows that are missing, due at once."""
        rows = [_new_row(ref, now) for ref in dict.fromkeys(refs)]
        if rows:
            await self._connection.execute(insert_into(self._connection, streams).on_conflict_do_nothing(), rows)

    async def retire_others(self, wanted: Collection[StreamRef], *, now: datetime) -> None:
        """Leave alone what is not wanted any more, and go on with what is wanted again, where it stood."""
        rows = await self._connection.execute(
            select(streams.c.id, streams.c.account, streams.c.stream, streams.c.health)
        )
        retired: list[int] = []
        back: list[int] = []
        for row in rows:
            is_wanted = StreamRef(row.account, row.stream) in wanted
            if is_wanted is (row.health == StreamHealth.RETIRED):
                (back if is_wanted else retired).append(row.id)
        leave = {"health": StreamHealth.RETIRED, "reason": "", "next_step": "", "failures": 0}
        for ids, values in ((retired, leave), (back, leave | {"health": StreamHealth.NEW, "next_poll_at": now})):
            if ids:
                await self._connection.execute(update(streams).where(streams.c.id.in_(ids)).values(**values))

    async def claim_due(
        self, *, now: datetime, owner: str, lease: timedelta, limit: int, accounts: Collection[str] | None = None
    ) -> list[StreamLease]:
        """Lease up to `limit` streams that are due and not leased; a lease that ran out counts as none.

        Streams of an account whose breaker is open are left alone, and those that are retired. One that was well at a
        time yet to come was polled by a clock that has been turned back since: it is due, or it would wait for all of
        the difference.
        """
        turned_back = or_(streams.c.last_ok_at > now + SKEW, _from_ahead(now, lease))
        is_due = or_(streams.c.next_poll_at <= now, turned_back)
        known = true() if accounts is None else streams.c.account.in_(sorted(accounts))
        due = (
            select(streams.c.id)
            .where(is_due, known, _IN_USE, _free(now, lease), ~is_held(streams.c.account))
            .order_by(streams.c.next_poll_at, streams.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return await self._lease(streams.c.id.in_(due), now, owner, lease)

    async def claim(self, ref: StreamRef, *, now: datetime, owner: str, lease: timedelta) -> StreamLease | None:
        """Lease this stream whether due or not; None when somebody else holds it."""
        leases = await self._lease(_is(ref) & _free(now, lease), now, owner, lease)
        return leases[0] if leases else None

    async def _lease(
        self, which: ColumnElement[bool], now: datetime, owner: str, lease: timedelta
    ) -> list[StreamLease]:
        statement = (
            update(streams)
            .where(which)
            .values(
                lease_owner=owner,
                lease_until=now + lease,
                lease_seconds=lease.total_seconds(),
                lease_epoch=streams.c.lease_epoch + 1,
            )
            .returning(streams)
        )
        rows = (await self._connection.execute(statement)).all()
        return [_as_lease(row) for row in sorted(rows, key=lambda row: (row.next_poll_at, row.id))]

    async def advance(self, lease: StreamLease, page: Page, *, now: datetime, next_poll_at: datetime | None) -> None:
        """Store the page's cursor and health; with `next_poll_at` None the lease is kept, and renewed.

        Raises Conflict when the lease was lost: the transaction must then be given up.
        """
        values: dict[str, Any] = {
            "cursor": page.cursor,
            "health": StreamHealth.OK,
            "reason": "",
            "next_step": "",
            "failures": 0,
            "last_ok_at": now,
            "up_to": page.up_to or streams.c.up_to,
        }
        await self._write(lease, values | (await self._released(lease, now, next_poll_at)))

    async def _released(self, lease: StreamLease, now: datetime, next_poll_at: datetime | None) -> dict[str, Any]:
        if next_poll_at is not None:
            return {"lease_owner": None, "lease_until": None, "next_poll_at": next_poll_at}
        seconds = await self._connection.scalar(select(streams.c.lease_seconds).where(_is(lease.ref)))
        return {"lease_until": now + timedelta(seconds=seconds or 0)}

    async def fail(
        self,
        lease: StreamLease,
        *,
        health: StreamHealth,
        reason: str,
        next_step: str,
        now: datetime,  # noqa: ARG002 - part of the port; the row needs no time of failing
        next_poll_at: datetime,
    ) -> None:
        """Give the lease back with the problem; the cursor stays. Waiting as the network asked is no failure.

        Raises Conflict when the lease was lost.
        """
        counted = 0 if health is StreamHealth.LIMITED else 1
        values = {
            "health": health,
            "reason": reason,
            "next_step": next_step,
            "failures": streams.c.failures + counted,
            "next_poll_at": next_poll_at,
            "lease_owner": None,
            "lease_until": None,
        }
        await self._write(lease, values)

    async def _write(self, lease: StreamLease, values: dict[str, Any]) -> None:
        mine = _is(lease.ref) & (streams.c.lease_epoch == lease.epoch) & streams.c.lease_until.is_not(None)
        result = await self._connection.execute(update(streams).where(mine).values(**values))
        if result.rowcount != 1:
            raise Conflict(f"the lease of {lease.ref.account}/{lease.ref.stream} was lost; another run has taken over")

    async def statuses(self) -> list[StreamStatus]:
        """All streams, by account and stream name."""
        same = (pulses.c.account == streams.c.account) & (pulses.c.stream == streams.c.stream)
        both = select(streams, pulses.c.pause, pulses.c.why).join(pulses, same, isouter=True)
        rows = await self._connection.execute(both.order_by(streams.c.account, streams.c.stream))
        return [_as_status(row) for row in rows]

    async def poll_now(self, account: str, stream: str | None = None) -> None:
        """Make every stream of the account due at once, or one of them where it is well."""
        which = streams.c.account == account
        if stream is not None:
            healthy = streams.c.health.in_((StreamHealth.OK, StreamHealth.NEW))
            which &= (streams.c.stream == stream) & healthy
        await self._connection.execute(update(streams).where(which).values(next_poll_at=LONG_AGO))

    async def hold(self, account: str, *, reason: str, next_step: str) -> list[StreamRef]:
        """Show every stream of the account that is in use as stopped for this reason; returns them."""
        values = {"health": StreamHealth.STOPPED, "reason": reason, "next_step": next_step}
        mine = update(streams).where(streams.c.account == account, _IN_USE).values(**values)
        found = (await self._connection.scalars(mine.returning(streams.c.stream))).all()
        return [StreamRef(account, stream) for stream in sorted(found)]


_IN_USE = streams.c.health != StreamHealth.RETIRED


def _is(ref: StreamRef) -> ColumnElement[bool]:
    return (streams.c.account == ref.account) & (streams.c.stream == ref.stream)


def _free(now: datetime, lease: timedelta) -> ColumnElement[bool]:
    until = streams.c.lease_until
    return or_(until.is_(None), until <= now, _from_ahead(now, lease))


def _from_ahead(now: datetime, lease: timedelta) -> ColumnElement[bool]:
    """Held by a lease longer than any: the clock has been turned back since."""
    return streams.c.lease_until > now + lease + SKEW


def _new_row(ref: StreamRef, now: datetime) -> dict[str, Any]:
    return {
        "account": ref.account,
        "stream": ref.stream,
        "health": StreamHealth.NEW,
        "reason": "",
        "next_step": "",
        "failures": 0,
        "next_poll_at": now,
        "lease_seconds": 0.0,
        "lease_epoch": 0,
    }


def _as_lease(row: Row[Any]) -> StreamLease:
    return StreamLease(
        ref=StreamRef(row.account, row.stream),
        cursor=row.cursor,
        epoch=row.lease_epoch,
        failures=row.failures,
        until=row.lease_until,
    )


def _as_status(row: Row[Any]) -> StreamStatus:
    return StreamStatus(
        ref=StreamRef(row.account, row.stream),
        health=StreamHealth(row.health),
        reason=row.reason,
        next_step=row.next_step,
        next_poll_at=row.next_poll_at,
        last_ok_at=row.last_ok_at,
        up_to=row.up_to,
        extra={"failures": row.failures} | _pace(row),
    )


def _pace(row: Row[Any]) -> dict[str, Any]:
    """Seconds until the next poll as they were last decided, and why."""
    return {"pause_seconds": row.pause, "pause_reason": row.why} if row.why else {}
