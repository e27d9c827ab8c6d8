"""One change of threads a statement, and the same answers as through aiosqlite's own cursors."""

import sqlite3

import pytest
from sqlalchemy import URL, text
from sqlalchemy.exc import IntegrityError

from monitor.store import one_hop, sqlite


@pytest.fixture
async def connection(tmp_path):
    made = await one_hop.connect(str(tmp_path / "a.db"), isolation_level=None)
    yield made
    await made.close()


async def test_a_statement_goes_into_the_thread_once(connection, monkeypatch):
    hops = []
    execute = connection._execute

    async def counted(step, *args, **kwargs):
        hops.append(step)
        return await execute(step, *args, **kwargs)

    monkeypatch.setattr(connection, "_execute", counted)
    cursor = await connection.cursor().__aenter__()
    await cursor.execute("SELECT 1 AS one UNION SELECT 2")
    assert list(await cursor.fetchall()) == [(1,), (2,)]
    assert cursor.description[0][0] == "one"
    await cursor.close()
    assert len(hops) == 1


async def test_writes_tell_how_many_rows_and_which_came_last(connection):
    cursor = connection.cursor()
    await cursor.execute("CREATE TABLE towns (id INTEGER PRIMARY KEY, name TEXT UNIQUE)")
    await cursor.executemany("INSERT INTO towns (name) VALUES (?)", [("Kaunas",), ("Gdynia",)])
    assert cursor.rowcount == 2
    await cursor.execute("INSERT INTO towns (name) VALUES (?)", ("Leeds",))
    assert (cursor.rowcount, cursor.lastrowid, cursor.description) == (1, 3, None)


async def test_an_error_of_the_database_is_raised_as_it_is(connection):
    with pytest.raises(sqlite3.OperationalError):
        await connection.cursor().execute("SELECT nothing FROM nowhere")


async def test_the_engines_use_it(tmp_path):
    """SQLAlchemy translates its errors, and reads rows that an INSERT returns."""
    sqlite.prepare(tmp_path / "a.db")
    engine = sqlite.writer(URL.create("sqlite+aiosqlite", database=str(tmp_path / "a.db")))
    async with engine.begin() as writing:
        assert isinstance((await writing.get_raw_connection()).driver_connection, one_hop.OneHop)
        await writing.execute(text("CREATE TABLE towns (name TEXT UNIQUE)"))
        named = await writing.execute(text("INSERT INTO towns VALUES ('Vilnius') RETURNING name"))
        assert named.scalar_one() == "Vilnius"
        with pytest.raises(IntegrityError):
            await writing.execute(text("INSERT INTO towns VALUES ('Vilnius')"))
    await engine.dispose()
