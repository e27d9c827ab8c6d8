"""A database that any earlier version filled is brought to the newest schema, step by step, without losing a row."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from monitor.store import migrate
from monitor.store.migration import scripts

MOMENT = datetime(2025, 5, 5, 5, 5, tzinfo=UTC)


@contextmanager
def connected(url: str) -> Iterator[sa.Connection]:
    engine = sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"), poolclass=NullPool)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def revisions() -> list[str]:
    """Names of all revisions, first to last."""
    folder = Path(scripts().get_main_option("script_location") or "") / "versions"
    return sorted(path.name.partition("_")[0] for path in folder.glob("[0-9]*.py"))


def reflected(connection: sa.Connection) -> list[sa.Table]:
    """The tables as the database itself knows them, each after those it points to."""
    found = sa.MetaData()
    found.reflect(connection, only=lambda name, _: not name.startswith("search_index"))  # FTS5's own
    return [table for table in found.sorted_tables if table.name != "alembic_version"]


PLAIN: dict[type[sa.types.TypeEngine[Any]], Any] = {
    sa.Boolean: False,
    sa.Integer: 1,
    sa.Float: 0.5,
    sa.Date: date(2025, 5, 5),
    sa.LargeBinary: b"raw",
    sa.Text: "[]",  # a text, and JSON too
}


def value(column: sa.Column[Any]) -> Any:
    """Something every version could have stored there."""
    if isinstance(column.type, sa.DateTime):
        return MOMENT if column.type.timezone else MOMENT.replace(tzinfo=None)
    return next(plain for kind, plain in PLAIN.items() if isinstance(column.type, kind))


def counted(connection: sa.Connection, tables: list[sa.Table]) -> dict[str, int]:
    counts = {each.name: sa.select(sa.func.count()).select_from(each) for each in tables}
    return {name: connection.scalar(count) or 0 for name, count in counts.items()}


async def test_every_version_s_rows_live_through_every_upgrade(blank_url: str) -> None:
    before: dict[str, int] = {}
    for revision in revisions():
        await migrate(blank_url, to=revision)
        with connected(blank_url) as connection:
            tables = reflected(connection)
            now = counted(connection, tables)
            assert {name: now[name] for name in before} == before, revision
            for table in tables:
                if not now[table.name]:
                    row = {column.name: value(column) for column in table.columns}
                    connection.execute(table.insert().values(row))
            before = dict.fromkeys(now, 1)
    await migrate(blank_url)
    assert {"mentions", "cases", "outbox", "editions"} <= before.keys()
    with connected(blank_url) as connection:
        assert counted(connection, reflected(connection)) == before
