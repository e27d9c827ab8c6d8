"""Transactions: whole or not at all, on one snapshot, and never in each other's way for ever."""

import asyncio
import sqlite3
import traceback
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from monitor.domain.errors import AsideError, Misconfigured, Retryable
from monitor.store import SqlStore, open_store
from tests.support.records import NOW, absorbed, seen


async def count(store: SqlStore) -> int:
    async with store.read() as tx:
        return len(await tx.mentions.unassessed(limit=1000))


async def test_a_transaction_that_fails_leaves_nothing(store: SqlStore) -> None:
    async def interrupted() -> None:
        async with store.write() as tx:
            await tx.mentions.absorb([seen()], now=NOW)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        await interrupted()
    assert await count(store) == 0
    assert await absorbed(store, seen())


async def test_errors_of_the_use_case_pass_unchanged(store: SqlStore) -> None:
    mine = OSError("the file of the import is gone")
    with pytest.raises(OSError, match="gone") as caught:
        async with store.write():
            raise mine
    assert caught.value is mine


async def test_a_reader_sees_one_snapshot(store: SqlStore) -> None:
    await absorbed(store, seen("1"))
    async with store.read() as tx:
        assert len(await tx.mentions.unassessed(limit=10)) == 1
        await absorbed(store, seen("2"))
        assert len(await tx.mentions.unassessed(limit=10)) == 1
    assert await count(store) == 2


async def test_a_reader_cannot_write(store: SqlStore) -> None:
    with pytest.raises(DBAPIError):
        async with store.read() as tx:
            await tx.imports.save("file", 1, now=NOW)


async def test_a_write_inside_a_write_is_refused_at_once(store: SqlStore) -> None:
    with pytest.raises(RuntimeError, match="inside a write"):
        async with store.write(), store.write():
            pass
    assert await absorbed(store, seen())


async def test_a_task_started_inside_a_write_may_write_by_itself(store: SqlStore) -> None:
    async with store.write() as tx:
        await tx.imports.save("file", 1, now=NOW)
        other = asyncio.create_task(absorbed(store, seen()))
        await asyncio.sleep(0.01)
    assert await other


async def test_many_writers_take_turns(store: SqlStore) -> None:
    await asyncio.gather(*(absorbed(store, seen(str(number))) for number in range(40)))
    assert await count(store) == 40


async def test_more_readers_than_connections_wait_their_turn(store: SqlStore) -> None:
    await absorbed(store, seen())
    assert await asyncio.gather(*(count(store) for _ in range(40))) == [1] * 40


@pytest.mark.parametrize("pause", [0.0, 0.001, 0.005])
async def test_a_cancelled_writer_leaves_the_store_usable(store: SqlStore, pause: float) -> None:
    async def slow() -> None:
        async with store.write() as tx:
            for number in range(1000):
                await tx.imports.save(f"file-{number}", 1, now=NOW)

    task = asyncio.create_task(slow())
    await asyncio.sleep(pause)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with store.write() as tx:
        assert await tx.imports.progress("file-0") == 0
        await tx.imports.save("file-0", 2, now=NOW)


async def test_an_answering_database_answers_the_ping(store: SqlStore) -> None:
    await store.ping()


async def test_a_missing_server_is_told_plainly() -> None:
    store = open_store("postgresql://aside@127.0.0.1:9/none", "canary-password")
    with pytest.raises(Retryable) as caught:
        await store.ping()
    assert "canary" not in str(caught.value)
    await store.aclose()


async def test_a_database_without_tables_is_told_plainly(blank_url: str) -> None:
    store = open_store(blank_url)
    try:
        with pytest.raises(AsideError, match="aside migrate"):
            await count(store)
    finally:
        await store.aclose()


async def test_a_file_that_is_no_database_is_told_plainly(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Sveiki, čia ne duomenų bazė. " * 50)
    store = open_store(f"sqlite:///{path}")
    with pytest.raises(Misconfigured, match="damaged or no SQLite file"):
        await store.ping()
    await store.aclose()


async def test_a_write_waits_for_another_program(sqlite_store: SqlStore) -> None:
    await wait_for_locks(sqlite_store, milliseconds=600_000)
    other = hold_lock(sqlite_store)
    writer = asyncio.create_task(absorbed(sqlite_store, seen()))
    await asyncio.sleep(0.1)
    assert not writer.done()
    assert await count(sqlite_store) == 0  # readers never wait
    other.rollback()
    other.close()
    assert await writer


async def test_a_lock_held_too_long_asks_to_try_again(sqlite_store: SqlStore) -> None:
    await wait_for_locks(sqlite_store, milliseconds=50)
    other = hold_lock(sqlite_store)
    with pytest.raises(Retryable, match="another program"):
        await absorbed(sqlite_store, seen())
    other.rollback()
    other.close()
    assert await absorbed(sqlite_store, seen())


async def wait_for_locks(store: SqlStore, *, milliseconds: int) -> None:
    async with store._writer.begin() as connection:
        await connection.exec_driver_sql(f"PRAGMA busy_timeout = {milliseconds}")


def hold_lock(store: SqlStore) -> sqlite3.Connection:
    other = sqlite3.connect(str(store._writer.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    return other


async def test_the_file_is_set_up_for_durable_shared_use(sqlite_store: SqlStore) -> None:
    found = {}
    async with sqlite_store._writer.begin() as connection:
        for pragma in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete"):
            found[pragma] = (await connection.exec_driver_sql(f"PRAGMA {pragma}")).scalar()
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "secure_delete": 2,  # FAST
    }


async def test_errors_quote_no_values(store: SqlStore) -> None:
    with pytest.raises(AsideError) as caught:
        async with store.write() as tx:
            await tx.users.open_session("canary-hash", "canary-name", now=NOW, until=NOW)
    assert "canary" not in "".join(traceback.format_exception(caught.value))
