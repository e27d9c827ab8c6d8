"""Bring a database to the newest schema; safe to run again, and from several processes at once.

Each migration runs in one transaction on both engines: it happens as a whole or not at all. Revisions are plain files
in `migrations/versions`, written by hand; a test says what they lack against `monitor.store.schema`.
"""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from monitor.domain.errors import Misconfigured
from monitor.store import postgresql, sqlite
from monitor.store.address import parsed, sqlite_file
from monitor.store.dialect import serialise
from monitor.store.faults import told_by_consequence

if TYPE_CHECKING:
    from alembic.config import Config

_SCRIPTS = Path(__file__).parent / "migrations"


async def migrate(url: str, password: str | None = None, *, config: "Config | None" = None, to: str = "head") -> None:
    """Create or upgrade the tables; on SQLite the file and its folder too.

    A database that is up to date is only looked at: alembic, 10 MB and a part of a second, is not loaded for it.

    Raises Misconfigured when the database was made by a newer Aside, Retryable when it does not answer.
    """
    address = parsed(url, password)
    path = sqlite_file(address)
    if path is not None:
        await asyncio.to_thread(sqlite.prepare, path)
    engine = postgresql.writer(address) if path is None else sqlite.migrator(address)
    try:
        with told_by_consequence():
            async with engine.begin() as connection:
                await serialise(connection, ["migrate"])
                if to == "head" and config is None and await connection.run_sync(_is_newest):
                    return
                await connection.run_sync(_upgrade, config or scripts(), to)
    finally:
        await engine.dispose()


def _is_newest(connection: Connection) -> bool:
    if not inspect(connection).has_table("alembic_version"):
        return False
    return list(connection.scalars(text("SELECT version_num FROM alembic_version"))) == [newest()]


def newest() -> str:
    """Name the last revision by its file, `0008_editions.py`, without loading any."""
    return max(path.name for path in (_SCRIPTS / "versions").glob("[0-9]*.py")).partition("_")[0]


def scripts() -> "Config":
    """Return where alembic finds the revisions."""
    from alembic.config import Config  # noqa: PLC0415 - a tenth of a second that only migrations need

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.set_main_option("path_separator", "os")
    return config


def _upgrade(connection: Connection, config: "Config", to: str) -> None:
    from alembic import command  # noqa: PLC0415 - as above
    from alembic.util import CommandError  # noqa: PLC0415

    config.attributes["connection"] = connection
    try:
        command.upgrade(config, to)
    except CommandError:
        raise Misconfigured(
            "the database was made by a newer Aside; install that version or restore a backup"
        ) from None
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise RuntimeError("a revision leaves rows that point to nothing; nothing was changed")
