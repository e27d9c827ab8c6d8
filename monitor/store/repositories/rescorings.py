"""Assessing stored texts anew: how far it has come, and what is next."""

from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.errors import Conflict
from monitor.domain.mentions import Direction, StoredMention
from monitor.domain.rescoring import Rescoring, RescoringState
from monitor.store.dialect import serialise
from monitor.store.repositories.mention_rows import as_stored
from monitor.store.schema import assessments, mentions, rescorings

_WAITING = rescorings.c.state == RescoringState.WAITING


class SqlRescorings:
    """`monitor.ports.learning.Rescorings` on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def begin(self, *, by: str, per_second: int, now: datetime) -> Rescoring:
        """Begin; where one is under way already, that one."""
        await serialise(self._connection, ["rescoring"])
        waiting = (await self._connection.execute(select(rescorings).where(_WAITING))).one_or_none()
        if waiting:
            return _as_rescoring(waiting)
        newest = await self._connection.scalar(select(func.max(mentions.c.id))) or 0
        total = await self._connection.scalar(select(func.count()).select_from(mentions).where(_assessed(newest + 1)))
        job = Rescoring(
            asked_at=now, asked_by=by, per_second=per_second, before_id=newest + 1, total=total or 0, next_at=now
        )
        statement = rescorings.insert().values(_as_row(job)).returning(rescorings.c.id)
        return replace(job, id=(await self._connection.execute(statement)).scalar_one())

    async def claim(self, *, now: datetime, owner: str, lease: timedelta) -> Rescoring | None:
        """The one under way, if it is due and nobody works on it, under a lease."""
        free = or_(rescorings.c.lease_until.is_(None), rescorings.c.lease_until < now)
        which = _WAITING & free & (rescorings.c.next_at <= now)
        claimed = update(rescorings).where(which).values(lease_owner=owner, lease_until=now + lease)
        row = (await self._connection.execute(claimed.returning(rescorings))).one_or_none()
        return _as_rescoring(row) if row else None

    async def batch(self, job: Rescoring, *, limit: int) -> list[tuple[StoredMention, str]]:
        """The next texts of customers, newest first, each with the version that assessed it last."""
        last = (
            select(assessments.c.analyser)
            .where(assessments.c.mention_id == mentions.c.id)
            .order_by(assessments.c.id.desc())
            .limit(1)
            .scalar_subquery()
        )
        wanted = select(mentions, last.label("judged_by")).where(_assessed(job.before_id))
        rows = await self._connection.execute(wanted.order_by(mentions.c.id.desc()).limit(limit))
        return [(as_stored(row), row.judged_by or "") for row in rows]

    async def save(self, job: Rescoring) -> None:
        """Write progress and give the lease back. Raises Conflict when somebody else holds it, or it was stopped."""
        mine = (rescorings.c.id == job.id) & (rescorings.c.lease_owner == job.lease_owner) & _WAITING
        values = _as_row(job) | {"lease_owner": "", "lease_until": None}
        result = await self._connection.execute(update(rescorings).where(mine).values(**values))
        if result.rowcount != 1:
            raise Conflict("assessing anew was stopped, or somebody else works on it now")

    async def stop(self, *, now: datetime) -> None:
        """Stop what is under way."""
        values = {"state": RescoringState.STOPPED, "finished_at": now}
        await self._connection.execute(update(rescorings).where(_WAITING).values(**values))

    async def latest(self) -> Rescoring | None:
        """The newest one, whatever its state."""
        newest = select(rescorings).order_by(rescorings.c.id.desc()).limit(1)
        row = (await self._connection.execute(newest)).one_or_none()
        return _as_rescoring(row) if row else None


def _assessed(before_id: int) -> ColumnElement[bool]:
    return (
        (mentions.c.id < before_id)
        & (mentions.c.direction == Direction.INBOUND)
        & mentions.c.deleted_at.is_(None)
        & mentions.c.pending_since.is_(None)
        & mentions.c.case_id.is_not(None)
    )


def _as_row(job: Rescoring) -> dict[str, Any]:
    return {name: value for name, value in asdict(job).items() if name != "id"}


def _as_rescoring(row: Row[Any]) -> Rescoring:
    fields: dict[str, Any] = dict(zip(row._fields, row, strict=True))
    fields["state"] = RescoringState(row.state)
    return Rescoring(**fields)
