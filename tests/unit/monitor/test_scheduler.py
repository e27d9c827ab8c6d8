"""The clock: looks, wakes, what fails, a time of day that is turned back, and the end with work in flight."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from config.settings import ClockSettings
from monitor.scheduler import Clock, Fan, Job

OFTEN = ClockSettings(sweep_seconds=0.02, jitter_seconds=0)
SELDOM = ClockSettings(sweep_seconds=3600, jitter_seconds=0)
PATIENCE = 60
"""Seconds after which a test that hangs is given up; none of them waits so long."""


class Bell:
    """A sweep that counts its calls, and lets a test wait for more of them."""

    def __init__(self, found=0):
        self.found = found
        self.calls = 0
        self._rung = asyncio.Condition()

    async def sweep(self):
        async with self._rung:
            self.calls += 1
            self._rung.notify_all()
        return self.found

    async def beyond(self, calls):
        async with self._rung:
            await asyncio.wait_for(self._rung.wait_for(lambda: self.calls > calls), PATIENCE)


@pytest.fixture
async def started():
    clocks = []

    def start(jobs, settings=OFTEN):
        clock = Clock(jobs, settings)
        clocks.append(clock)
        clock.start()
        return clock

    yield start
    for clock in clocks:
        await clock.stop(grace=timedelta())


async def test_a_job_looks_again_and_again_also_after_a_failure(started):
    calls = []
    done = asyncio.Event()

    async def sweep():
        calls.append(len(calls))
        if len(calls) == 1:
            raise ZeroDivisionError
        done.set()
        return 0

    started({"job": Job(sweep)})
    await asyncio.wait_for(done.wait(), PATIENCE)


async def test_what_finds_something_wakes_the_next_which_would_not_have_looked_for_an_hour(started):
    first, second = Bell(found=1), Bell()
    clock = started({"first": Job(first.sweep, wakes=("second",)), "second": Job(second.sweep)}, SELDOM)
    await first.beyond(0)
    await second.beyond(0)
    seen = second.calls
    clock.wake("first")
    await second.beyond(seen)


async def test_a_job_woken_while_it_works_looks_once_more_afterwards(started):
    at_work, go_on = asyncio.Event(), asyncio.Event()
    calls = []
    twice = asyncio.Event()

    async def sweep():
        calls.append(1)
        if len(calls) == 2:
            twice.set()
        at_work.set()
        await go_on.wait()
        return 0

    clock = started({"job": Job(sweep)}, SELDOM)
    await asyncio.wait_for(at_work.wait(), PATIENCE)
    clock.wake("job")
    clock.wake("job")
    go_on.set()
    await asyncio.wait_for(twice.wait(), PATIENCE)
    assert len(calls) == 2


async def test_a_piece_of_work_that_takes_long_holds_up_no_other(started):
    todo, done, slow = ["slow", "quick", "quicker"], [], asyncio.Event()
    both = asyncio.Event()

    async def claim():
        found, todo[:] = list(todo), []
        return found

    async def work(item):
        if item == "slow":
            await slow.wait()
        done.append(item)
        if len(done) == 2:
            both.set()
        return 1

    started({"job": Fan(claim, work)})
    await asyncio.wait_for(both.wait(), PATIENCE)
    assert done == ["quick", "quicker"]
    slow.set()


async def test_a_time_of_day_turned_back_by_an_hour_stops_nothing(started):
    bell = Bell()
    clock = started({"job": Job(bell.sweep)})
    await bell.beyond(0)
    clock._scheduler.modify_job("job", next_run_time=datetime.now(UTC) + timedelta(hours=1))
    await bell.beyond(bell.calls + 1)


async def test_the_end_waits_for_what_was_claimed_and_starts_nothing_new():
    claiming, handed_out = asyncio.Event(), asyncio.Event()
    done, claims = [], []

    async def claim():
        claims.append(1)
        claiming.set()
        await handed_out.wait()
        return ["one", "two"]

    async def work(item):
        await asyncio.sleep(0)
        done.append(item)
        return 1

    clock = Clock({"job": Fan(claim, work, wakes=("job",))}, OFTEN)
    clock.start()
    await asyncio.wait_for(claiming.wait(), PATIENCE)
    stopping = asyncio.create_task(clock.stop(grace=timedelta(seconds=PATIENCE)))
    await asyncio.sleep(0)
    handed_out.set()
    await stopping
    assert done == ["one", "two"]
    assert claims == [1]


async def test_work_that_does_not_end_is_cancelled_and_may_give_back_what_it_holds(capsys):
    at_work, given_back = asyncio.Event(), asyncio.Event()

    async def sweep():
        at_work.set()
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            given_back.set()
        return 0

    clock = Clock({"endless": Job(sweep)}, OFTEN)
    clock.start()
    await asyncio.wait_for(at_work.wait(), PATIENCE)
    await clock.stop(grace=timedelta())
    assert given_back.is_set()
    assert "clock.stopped_amid_work" in capsys.readouterr().out


async def test_a_clock_that_never_started_can_be_stopped():
    await Clock({}, OFTEN).stop()
