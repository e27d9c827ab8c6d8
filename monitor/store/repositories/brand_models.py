"""Versions of each brand's model, and the lessons under way."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, literal_column, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.errors import Conflict
from monitor.domain.learning import BrandModel, LessonState, Report, Schooling, report_of, state_of
from monitor.store.dialect import serialise
from monitor.store.schema import brand_models

_WAITING = brand_models.c.state == LessonState.WAITING
_LITERALLY = brand_models.c.state == literal_column(f"'{LessonState.WAITING.value}'")
"""As a literal, so that the planner can match it with the partial index."""
_SHOWN = [each for each in brand_models.c if each.name != "weights"]


class SqlBrandModels:
    """`monitor.ports.learning.BrandModels` on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def ask(self, brand: str, *, by: str, now: datetime) -> Schooling:
        """Begin a lesson; where one waits already, that one."""
        await serialise(self._connection, [f"lesson {brand}"])
        asked = select(*_SHOWN).where(brand_models.c.brand == brand)
        waiting = (await self._connection.execute(asked.where(_WAITING))).one_or_none()
        if waiting:
            return _as_schooling(waiting)
        last = await self._connection.scalar(
            select(func.max(brand_models.c.version)).where(brand_models.c.brand == brand)
        )
        lesson = Schooling(brand=brand, version=(last or 0) + 1, asked_at=now, asked_by=by)
        statement = brand_models.insert().values(_as_row(lesson)).returning(brand_models.c.id)
        return replace(lesson, id=(await self._connection.execute(statement)).scalar_one())

    async def waiting(self) -> bool:
        """Whether any lesson waits or is under way."""
        return await self._connection.scalar(select(brand_models.c.id).where(_LITERALLY).limit(1)) is not None

    async def claim(self, *, now: datetime, owner: str, lease: timedelta) -> Schooling | None:
        """The oldest lesson that waits and that nobody works on, under a lease."""
        free = or_(brand_models.c.lease_until.is_(None), brand_models.c.lease_until < now)
        which = select(brand_models.c.id).where(_WAITING, free).order_by(brand_models.c.id).limit(1)
        values = {"lease_owner": owner, "lease_until": now + lease}
        claimed = update(brand_models).where(brand_models.c.id.in_(which.with_for_update(skip_locked=True)))
        row = (await self._connection.execute(claimed.values(**values).returning(*_SHOWN))).one_or_none()
        return _as_schooling(row) if row else None

    async def progress(self, lesson: Schooling, percent: int, *, until: datetime) -> None:
        """Note how far a lesson is, and hold it longer. Raises Conflict when somebody else holds it."""
        await self._write(lesson, {"progress": percent, "lease_until": until})

    async def finish(
        self, lesson: Schooling, model: BrandModel | None, report: Report, *, activate: bool, now: datetime
    ) -> Schooling:
        """End a lesson; `activate` puts its model in the place of the one in use. Raises Conflict likewise."""
        state = state_of(report, made=model is not None)
        ended = replace(lesson, state=state, progress=100, report=report, done_at=now, lease_until=None)
        weights = None if model is None else model.weights
        await self._write(lesson, _as_row(ended) | {"weights": weights})
        if model is not None and activate:
            await self.use(lesson.brand, lesson.version)
            ended = replace(ended, active=True)
        return ended

    async def fail(self, lesson: Schooling, *, now: datetime) -> None:
        """End a lesson that broke. Raises Conflict likewise."""
        await self._write(lesson, {"state": LessonState.FAILED, "done_at": now, "lease_until": None})

    async def active(self) -> list[tuple[str, int]]:
        """(brand, version) of every model in use."""
        used = select(brand_models.c.brand, brand_models.c.version).where(brand_models.c.active.is_(True))
        return [(row.brand, row.version) for row in await self._connection.execute(used)]

    async def weights(self, brand: str, version: int) -> BrandModel | None:
        """Read a model."""
        which = (brand_models.c.brand == brand) & (brand_models.c.version == version)
        found = await self._connection.scalar(select(brand_models.c.weights).where(which))
        return BrandModel(brand, version, found) if found else None

    async def use(self, brand: str, version: int | None) -> None:
        """Put a version in use, None = the shipped model alone."""
        theirs = update(brand_models).where(brand_models.c.brand == brand)
        await self._connection.execute(theirs.values(active=False))
        if version is not None:
            await self._connection.execute(theirs.where(brand_models.c.version == version).values(active=True))

    async def all(self, brand: str | None = None) -> list[Schooling]:
        """Lessons and versions, newest first."""
        asked = select(*_SHOWN).order_by(brand_models.c.id.desc())
        asked = asked if brand is None else asked.where(brand_models.c.brand == brand)
        return [_as_schooling(row) for row in await self._connection.execute(asked)]

    async def _write(self, lesson: Schooling, values: dict[str, Any]) -> None:
        mine = (brand_models.c.id == lesson.id) & (brand_models.c.lease_owner == lesson.lease_owner) & _WAITING
        result = await self._connection.execute(update(brand_models).where(mine).values(**values))
        if result.rowcount != 1:
            raise Conflict("somebody else works on this lesson now")


def _as_row(lesson: Schooling) -> dict[str, Any]:
    row = {each.name: getattr(lesson, each.name) for each in _SHOWN if each.name != "id"}
    return row | {"report": lesson.report.plain()}


def _as_schooling(row: Row[Any]) -> Schooling:
    fields: dict[str, Any] = dict(zip(row._fields, row, strict=True))
    fields |= {"state": LessonState(row.state), "report": report_of(row.report)}
    return Schooling(**fields)
