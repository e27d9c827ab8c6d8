"""How far imports of files have come."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.store.dialect import insert_into
from monitor.store.schema import imports


class SqlImports:
    """`monitor.ports.intake.Imports` on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def progress(self, key: str) -> int:
        """Bytes of the file already stored, 0 for a file not seen before."""
        return await self._connection.scalar(select(imports.c.offset).where(imports.c.key == key)) or 0

    async def save(self, key: str, offset: int, *, now: datetime) -> None:
        """Remember it, in the transaction that stored the lines."""
        row = {"key": key, "offset": offset, "at": now}
        statement = insert_into(self._connection, imports)
        await self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=["key"], set_={"offset": statement.excluded.offset, "at": statement.excluded.at}
            ),
            row,
        )
