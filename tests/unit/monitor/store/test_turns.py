"""Turns to write: in order, some ahead, nobody passed over for ever, and none lost with whoever gave up."""

import asyncio
from collections.abc import Callable

import pytest

from monitor.store.turns import AHEAD_IN_A_ROW, Turns

Queue = Callable[..., asyncio.Task[None]]


@pytest.fixture
def turns() -> Turns:
    return Turns(1)


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def queue(turns: Turns, done: list[str]) -> Queue:
    async def one(name: str, ahead: bool) -> None:
        async with turns.take(ahead=ahead):
            await asyncio.sleep(0)
            done.append(name)

    def begin(name: str, *, ahead: bool = False) -> asyncio.Task[None]:
        return asyncio.create_task(one(name, ahead))

    return begin


async def test_turns_come_in_the_order_of_asking(queue: Queue, done: list[str]) -> None:
    await asyncio.gather(*(queue(name) for name in "abcd"))
    assert done == ["a", "b", "c", "d"]


async def test_one_let_ahead_waits_for_the_turn_that_is_taken_and_no_other(queue: Queue, done: list[str]) -> None:
    await asyncio.gather(*(queue(name) for name in "abc"), queue("push", ahead=True))
    assert done == ["a", "push", "b", "c"]


async def test_a_storm_of_those_ahead_lets_others_through(queue: Queue, done: list[str]) -> None:
    storm = [queue(f"push {n}", ahead=True) for n in range(3 * AHEAD_IN_A_ROW)]
    await asyncio.gather(*storm, queue("page"), queue("draft"))
    assert done.index("page") <= AHEAD_IN_A_ROW + 1
    assert done.index("draft") <= 2 * AHEAD_IN_A_ROW + 2


@pytest.mark.parametrize("ahead", [False, True])
async def test_who_gives_up_waiting_holds_up_nobody(queue: Queue, done: list[str], *, ahead: bool) -> None:
    first, impatient, last = queue("first"), queue("impatient", ahead=ahead), queue("last")
    await asyncio.sleep(0)
    impatient.cancel()
    await asyncio.gather(first, last)
    assert done == ["first", "last"]


async def test_a_seat_given_to_somebody_who_leaves_in_the_same_instant_is_handed_on(turns: Turns) -> None:
    async with turns.take():
        called = asyncio.create_task(_hold(turns))
        waits = asyncio.create_task(_hold(turns))
        await asyncio.sleep(0)
    called.cancel()
    await waits
    with pytest.raises(asyncio.CancelledError):
        await called


async def test_several_seats_are_taken_together_and_all_given_back() -> None:
    turns = Turns(2)
    async with turns.take(), turns.take():
        third = asyncio.create_task(_hold(turns))
        await asyncio.sleep(0)
        assert not third.done()
    await third
    async with turns.take(), turns.take():
        assert third.done()


async def _hold(turns: Turns) -> None:
    async with turns.take():
        await asyncio.sleep(0)
