"""Speed and memory of the store: storing what comes in, reading the inbox."""

import asyncio
import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from itertools import count
from statistics import median, quantiles
from typing import Any

import pytest
from sqlalchemy import event

from monitor.domain.cases import CaseState
from monitor.domain.mentions import Author
from monitor.domain.streams import Seen
from monitor.store import SqlStore
from monitor.store.repositories.mention_rows import as_values
from monitor.store.schema import cases, mentions
from tests.support.records import ASSESSMENT, NOW, mention

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(600)]

LINES = 60_000
CASES = 100_000
ROUNDS = 400


def test_importing(blank_url: str, engine_name: str) -> None:
    """Budget: 2,000 lines a second under 300 MB on SQLite."""
    command = [sys.executable, "-m", "tests.support.bulk", blank_url, str(LINES)]
    took = json.loads(subprocess.check_output(command, text=True))
    speed, repeats = LINES / took["first"], LINES / took["again"]
    print(f"\n{engine_name}: {speed:,.0f} lines/s new, {repeats:,.0f} lines/s repeated, peak {took['peak_mb']:.0f} MB")
    assert speed >= 2_000
    assert took["peak_mb"] < 300


async def test_a_page_of_the_inbox(store: SqlStore, engine_name: str) -> None:
    """Budget: half of all pages of 100,000 cases, every fifth of them open, are read in under 15 ms.

    Counting reads every entry of an index, so it may take longer; screens ask for it every other second.
    """
    await fill(store)
    numbers = count()

    async def first() -> None:
        async with store.read() as tx:
            assert len(await tx.cases.inbox(states=[CaseState.OPEN])) == 50

    async def later() -> None:
        after = (NOW + timedelta(seconds=50 * next(numbers)), 0)
        async with store.read() as tx:
            await tx.cases.inbox(states=[CaseState.OPEN], after=after)

    async def of_one_account() -> None:
        async with store.read() as tx:
            await tx.cases.inbox(states=[CaseState.OPEN], accounts=["account-10"])

    async def counting() -> None:
        async with store.read() as tx:
            await tx.cases.counts(now=NOW)

    floor = await raw_floor(store) if engine_name == "sqlite" else None
    for name, work in [
        ("first page", first),
        ("later page", later),
        ("one account", of_one_account),
        ("counts", counting),
    ]:
        p50, p99 = await timed(work)
        against = f", {p50 / floor:.1f} x the floor of {floor:.2f} ms" if floor and name != "counts" else ""
        print(f"\n{engine_name}: {name}: p50 {p50:.2f} ms, p99 {p99:.2f} ms{against}", end="")
        assert p50 < (15 if name != "counts" else 150)


async def test_assessing(store: SqlStore, engine_name: str) -> None:
    """How many mentions a second can be taken from the waiting ones and given their assessment, 200 a transaction."""
    records = [Seen(mention(remote_id=str(number), conversation_id=str(number)), {}) for number in range(4_000)]
    async with store.write() as tx:
        await tx.mentions.absorb(records, now=NOW)
    start = time.perf_counter()
    while True:
        async with store.read() as tx:
            waiting = await tx.mentions.unassessed(limit=200)
        if not waiting:
            break
        async with store.write() as tx:
            for found in waiting:
                await tx.mentions.assessed(found.id, ASSESSMENT, None, now=NOW, revision=found.revision)
    print(f"\n{engine_name}: {len(records) / (time.perf_counter() - start):,.0f} mentions/s assessed")


async def timed(work: Callable[[], Awaitable[None]]) -> tuple[float, float]:
    """Return p50 and p99 in milliseconds."""
    took = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        await work()
        took.append((time.perf_counter() - start) * 1000)
    return median(took), quantiles(took, n=100)[98]


async def raw_floor(store: SqlStore) -> float:
    """Milliseconds that Python's own sqlite3 takes for the very statement of the first page."""
    asked: list[tuple[str, Any]] = []

    @event.listens_for(store._readers.sync_engine, "before_cursor_execute")
    def note(connection: Any, cursor: Any, statement: str, parameters: Any, *_: object) -> None:
        asked.append((statement, parameters))

    async with store.read() as tx:
        await tx.cases.inbox(states=[CaseState.OPEN])
    event.remove(store._readers.sync_engine, "before_cursor_execute", note)
    statement, parameters = asked[-1]
    raw = sqlite3.connect(str(store._readers.url.database))

    async def read() -> None:
        assert len(raw.execute(statement, parameters).fetchall()) == 50

    floor, _ = await timed(read)
    raw.close()
    return floor


async def fill(store: SqlStore) -> None:
    """100,000 cases of 50 accounts with a mention each; every fifth is open."""
    for start in range(0, CASES, 1000):
        numbers = range(start, start + 1000)
        async with store._writer.begin() as connection:
            await connection.execute(mentions.insert(), [a_mention(number) for number in numbers])
            await connection.execute(cases.insert(), [a_case(number) for number in numbers])
        await asyncio.sleep(0)
    async with store._writer.connect() as connection:
        await connection.exec_driver_sql("ANALYZE")


def a_mention(number: int) -> dict[str, Any]:
    author = Author(remote_id=f"u-{number}", name=f"Person {number}")
    return as_values(mention(remote_id=str(number), author=author)) | {
        "id": number + 1,
        "revision": 1,
        "stored_at": NOW,
        "excerpt": "x" * 120,
        "complaint": 0.7,
        "sentiment": "negative",
        "personal_data": ["PHONE"],
    }


def a_case(number: int) -> dict[str, Any]:
    at = NOW + timedelta(seconds=number)
    return {
        "id": number + 1,
        "brand": "Siuntos",
        "account": f"account-{number % 50}",
        "network": "x",
        "author_key": f"u-{number}",
        "state": "closed" if number % 5 else "open",
        "language": "lt",
        "needs_private": False,
        "points": 40,
        "reasons": [
            {"code": "complaint", "points": 30, "detail": "0.9"},
            {"code": "public", "points": 5, "detail": ""},
        ],
        "due_at": at,
        "rank_at": at,
        "opened_at": at,
        "last_inbound_at": at,
        "last_inbound_id": number + 1,
        "drafted_id": number + 1,
        "version": 1,
    }
