import asyncio
import socket
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import aiohttp
import pytest

from connectors.simulator.clock import SimulatedClock
from connectors.simulator.journal import KEPT, Exchange, Journal
from connectors.simulator.server import SimulatorOptions, serve
from connectors.simulator.x.snowflake import Snowflakes, first_id_at
from tests.support.patience import until
from tests.support.ports import free_port
from tests.support.x_probe import NOON, x_probe


def test_a_running_clock_is_the_real_one_plus_its_shift():
    clock = SimulatedClock()
    assert datetime.now(UTC) <= clock.now() <= datetime.now(UTC)
    clock.shift(timedelta(days=3))
    assert datetime.now(UTC) <= clock.now() - timedelta(days=3) <= datetime.now(UTC)


def test_a_fixed_clock_stands_until_moved():
    clock = SimulatedClock(NOON)
    assert clock.now() == clock.now() == NOON
    clock.shift(timedelta(hours=-1))
    assert clock.now() == NOON - timedelta(hours=1)


def test_ids_grow_with_time_and_repeat_with_a_fixed_clock():
    one, other = Snowflakes(), Snowflakes()
    ids = [one.next(NOON) for _ in range(5)]
    assert ids == [other.next(NOON) for _ in range(5)]
    assert [int(id_) for id_ in ids] == sorted({int(id_) for id_ in ids})
    assert int(one.next(NOON - timedelta(days=1))) < first_id_at(NOON) == int(ids[0])


def test_the_journal_does_not_grow_for_ever():
    journal = Journal()
    for number in range(KEPT + 5):
        journal.add(Exchange("GET", f"/{number}", 200, NOON))
    assert len(journal.all()) == KEPT
    assert journal.all()[0].path == "/5"


async def test_answers_are_dated_by_the_simulated_clock():
    async with x_probe() as x:
        answer = await x.get("/2/users/me")
        assert parsedate_to_datetime(answer.headers["Date"]) == NOON
        assert answer.headers["api-version"] == "2.166"


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


async def test_serve_listens_until_cancelled():
    port = free_port()
    task = asyncio.create_task(serve("127.0.0.1", port, options=SimulatorOptions()))
    url = f"http://127.0.0.1:{port}/control/clock"
    async with aiohttp.ClientSession() as session:
        await until(lambda: listens(port))
        async with session.get(url) as response:
            assert response.status == 200
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        with pytest.raises(aiohttp.ClientConnectionError):
            await session.get(url)


async def test_a_taken_port_is_an_error():
    async with x_probe() as x:
        port = int(x.root.rsplit(":", 1)[1])
        with pytest.raises(OSError, match="address already in use"):
            await serve("127.0.0.1", port, options=SimulatorOptions())
