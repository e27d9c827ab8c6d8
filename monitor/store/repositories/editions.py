"""Editions of playbooks."""

from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.domain.editions import Edition
from monitor.store.schema import editions


class SqlEditions:
    """`monitor.ports.playbooks.Editions` on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, edition: Edition) -> None:
        """Insert; a number taken meanwhile breaks the unique index, which leaves as Conflict."""
        row = {field: getattr(edition, field) for field in edition.__slots__}
        await self._connection.execute(editions.insert(), row | {"content": dict(edition.content)})

    async def newest(self) -> list[Edition]:
        """The newest edition of each name."""
        last = select(func.max(editions.c.id)).group_by(editions.c.name)
        found = select(editions).where(editions.c.id.in_(last)).order_by(editions.c.name)
        return [_as_edition(row) for row in await self._connection.execute(found)]

    async def of(self, name: str) -> list[Edition]:
        """All editions of one name, newest first."""
        theirs = select(editions).where(editions.c.name == name).order_by(editions.c.number.desc())
        return [_as_edition(row) for row in await self._connection.execute(theirs)]

    async def last_id(self) -> int:
        """A number that grows with every edition, 0 before the first."""
        return await self._connection.scalar(select(func.max(editions.c.id))) or 0


def _as_edition(row: Row[Any]) -> Edition:
    return Edition(**{field: getattr(row, field) for field in Edition.__slots__})
