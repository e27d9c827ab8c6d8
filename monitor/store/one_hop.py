"""A SQLite connection that needs one change of threads for a statement, where aiosqlite needs four.

aiosqlite runs every step of a cursor in the connection's thread by itself: opening it, executing, fetching, closing.
Each change of threads costs more than SQLite takes for most of our statements. Here the steps go together; SQLAlchemy
reads all rows at once anyway.
"""

import sqlite3
from collections.abc import Sequence
from typing import Any, Self

import aiosqlite

_CHUNK = 64


class OneHop(aiosqlite.Connection):
    """aiosqlite's connection with cursors of our own."""

    def cursor(self) -> "Cursor":  # type: ignore[override] # aiosqlite's opens the cursor in the thread, at once
        """Make a cursor; nothing happens in the thread before it executes."""
        return Cursor(self)


class Cursor:
    """The part of aiosqlite's cursor that SQLAlchemy uses; its rows are here as soon as it has executed."""

    def __init__(self, connection: OneHop) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.arraysize = 1
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Any = ()) -> "Cursor":
        """Run one statement and fetch all of it. Raises sqlite3.Error."""
        await self._run(sql, parameters, many=False)
        return self

    async def executemany(self, sql: str, parameters: Any) -> "Cursor":
        """Run one statement for each of the parameters. Raises sqlite3.Error."""
        await self._run(sql, parameters, many=True)
        return self

    async def fetchall(self) -> Sequence[Any]:
        """Give what was fetched."""
        return self._rows

    async def close(self) -> None:
        """Forget the rows; the cursor in the thread is closed already."""
        self._rows = []

    async def _run(self, sql: str, parameters: Any, *, many: bool) -> None:
        # the only way into the thread that runs several steps together; public ones run one each
        run: Any = self._connection._execute  # noqa: SLF001
        await run(self._in_thread, sql, parameters, many)

    def _in_thread(self, sql: str, parameters: Any, many: bool) -> None:  # noqa: FBT001 - aiosqlite passes positions
        cursor = self._connection._conn.cursor()  # noqa: SLF001 - as above
        try:
            (cursor.executemany if many else cursor.execute)(sql, parameters)
            self.description = cursor.description
            self._rows = cursor.fetchall() if cursor.description else []
            self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        finally:
            cursor.close()


async def connect(database: str, **options: Any) -> OneHop:
    """Open the file; options are those of sqlite3.connect. Raises sqlite3.Error."""
    connection = OneHop(lambda: sqlite3.connect(database, **options), _CHUNK)
    connection._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does, or a forgotten connection holds up the end
    await connection
    return connection
