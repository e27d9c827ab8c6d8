"""The few statements that the two engines spell differently."""

from collections.abc import Iterable

from sqlalchemy import Table, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

Insert = postgresql.Insert | sqlite.Insert


def insert_into(connection: AsyncConnection, table: Table) -> Insert:
    """Return an INSERT that knows `on_conflict_do_nothing` and `on_conflict_do_update`."""
    if is_postgresql(connection):
        return postgresql.insert(table)
    return sqlite.insert(table)


def is_postgresql(connection: AsyncConnection) -> bool:
    """Whether several processes may write at once."""
    return connection.dialect.name == "postgresql"


async def serialise(connection: AsyncConnection, names: Iterable[str]) -> None:
    """Let no other transaction that names one of `names` pass until this one ends.

    SQLite has one writer anyway. PostgreSQL takes advisory locks, sorted so that two transactions never wait for each
    other in a circle.
    """
    if not is_postgresql(connection):
        return
    statement = text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")
    for name in sorted(set(names)):
        await connection.execute(statement, {"name": name})
