"""Promises and what became of them."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.errors import Conflict
from monitor.domain.promises import TOGETHER, Promise, PromiseState, Record, settled
from monitor.store.schema import promises

_OPEN = promises.c.state == PromiseState.OPEN


class SqlPromises:
    """`monitor.ports.answering.Promises` on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, promise: Promise) -> Promise:
        """Insert; returns it with its id."""
        row = {name: value for name, value in asdict(promise).items() if name != "id"}
        statement = promises.insert().values(row).returning(promises.c.id)
        return replace(promise, id=(await self._connection.execute(statement)).scalar_one())

    async def get(self, promise_id: int) -> Promise | None:
        """One promise."""
        row = (await self._connection.execute(select(promises).where(promises.c.id == promise_id))).one_or_none()
        return _as_promise(row) if row else None

    async def of_case(self, case_id: int) -> list[Promise]:
        """A case's promises, newest first."""
        theirs = select(promises).where(promises.c.case_id == case_id).order_by(promises.c.id.desc())
        return [_as_promise(row) for row in await self._connection.execute(theirs)]

    async def answered(self, case_id: int, *, at: datetime, beside: Collection[int] = ()) -> list[Promise]:
        """Settle as kept what was open and not yet due when our text arrived `at`; returns those promises."""
        in_time = (promises.c.due_at >= at) & (promises.c.made_at < at - TOGETHER)
        another = promises.c.entry_id.not_in(sorted(beside))
        return await self._settle(_OPEN & (promises.c.case_id == case_id) & in_time & another, PromiseState.KEPT, at)

    async def lapse(self, *, now: datetime) -> list[Promise]:
        """Settle as broken what is open and past due; returns those promises."""
        return await self._settle(_OPEN & (promises.c.due_at < now), PromiseState.BROKEN, now)

    async def alarm(self, *, now: datetime, before: datetime) -> list[Promise]:
        """Mark as alarmed, once each, what is open and falls due before that moment; returns those promises."""
        near = _OPEN & (promises.c.due_at <= before) & promises.c.alarmed_at.is_(None)
        return await self._change(near, {"alarmed_at": now})

    async def settle(
        self, promise: Promise, to: PromiseState, *, now: datetime, by: str, reason: str | None = None
    ) -> Promise:
        """Move along the table, if the stored state is still `promise.state`. Raises Conflict otherwise."""
        values = {"state": settled(promise.state, to), "settled_at": now, "settled_by": by, "reason": reason}
        changed = await self._change((promises.c.id == promise.id) & (promises.c.state == promise.state), values)
        if not changed:
            raise Conflict("the promise was settled meanwhile; read it again")
        return changed[0]

    async def of_brand(
        self, brand: str | None, *, states: Collection[PromiseState], limit: int = 200
    ) -> Sequence[Promise]:
        """Promises of one brand or of all: open ones first, soonest due first; then the others, latest first."""
        asked = select(promises).where(promises.c.state.in_(sorted(states)))
        if brand is not None:
            asked = asked.where(promises.c.brand == brand)
        waiting = asked.where(_OPEN).order_by(promises.c.due_at, promises.c.id).limit(limit)
        over = asked.where(~_OPEN).order_by(promises.c.due_at.desc(), promises.c.id.desc()).limit(limit)
        rows = [*await self._connection.execute(waiting), *await self._connection.execute(over)]
        return [_as_promise(row) for row in rows[:limit]]

    async def records(self) -> list[Record]:
        """Counts by brand and state."""
        counted = select(promises.c.brand, promises.c.state, func.count()).group_by(promises.c.brand, promises.c.state)
        counts: dict[str, dict[str, int]] = {}
        for brand, state, number in await self._connection.execute(counted):
            counts.setdefault(brand, dict.fromkeys(PromiseState, 0))[state] = number
        return [Record(brand=brand, **counts[brand]) for brand in sorted(counts)]

    async def _settle(self, which: ColumnElement[bool], to: PromiseState, at: datetime) -> list[Promise]:
        return await self._change(which, {"state": to, "settled_at": at})

    async def _change(self, which: ColumnElement[bool], values: dict[str, Any]) -> list[Promise]:
        rows = await self._connection.execute(update(promises).where(which).values(**values).returning(promises))
        return sorted((_as_promise(row) for row in rows), key=lambda promise: promise.id)


def _as_promise(row: Row[Any]) -> Promise:
    fields: dict[str, Any] = dict(zip(row._fields, row, strict=True))
    fields["state"] = PromiseState(row.state)
    return Promise(**fields)
