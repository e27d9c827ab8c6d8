"""Streams that rest between calls, on a clock of the test's own."""

import asyncio
from datetime import UTC, datetime

import pytest

from connectors._graph.source import Paced
from monitor.domain.streams import Page
from tests.support.ticks import FakeTicks

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class Noting:
    """A stream that keeps when it was asked, and takes `takes` seconds to answer."""

    def __init__(self, clock: FakeTicks, takes: float) -> None:
        self.clock, self.takes = clock, takes
        self.asked: list[float] = []

    async def fetch(self, cursor, *, now):
        self.asked.append(self.clock.at)
        self.clock.at += self.takes
        return Page((), cursor)


def paced(takes: float) -> tuple[Noting, FakeTicks, Paced]:
    clock = FakeTicks(at=0.0)
    inner = Noting(clock, takes)
    return inner, clock, Paced(inner, 0.5, tick=clock.tick, rest=clock.rest)


@pytest.mark.parametrize(
    ("takes", "asked", "rests"),
    [
        (0.0, [0.0, 0.5, 1.0], [0.5, 0.5]),
        (0.125, [0.0, 0.5, 1.0], [0.375, 0.375]),
        (0.5, [0.0, 0.5, 1.0], []),
        (2.0, [0.0, 2.0, 4.0], []),  # a slow network is pause enough
    ],
)
async def test_calls_begin_half_a_second_apart_however_long_they_take(takes, asked, rests):
    inner, clock, stream = paced(takes)
    for _ in range(3):
        await stream.fetch("c", now=NOW)
    assert inner.asked == asked
    assert clock.rests == rests


async def test_calls_at_once_are_spread_too():
    inner, _, stream = paced(0.0)
    waits: list[float] = []

    async def rest(seconds: float) -> None:
        waits.append(seconds)

    stream.rest = rest
    await asyncio.gather(*(stream.fetch("c", now=NOW) for _ in range(3)))
    assert waits == [0.5, 1.0]
    assert len(inner.asked) == 3


async def test_the_cursor_goes_through():
    _, _, stream = paced(0.0)
    assert (await stream.fetch("c7", now=NOW)).cursor == "c7"
