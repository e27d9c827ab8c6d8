"""The audit trail: in order, whole, and with its change."""

import asyncio

import pytest

from monitor.ports import Event, Store
from tests.support.records import NOW, opened


async def test_events_come_back_in_order_with_their_data(store: Store) -> None:
    case = await opened(store)
    async with store.write() as tx:
        await tx.events.append("case.changed", now=NOW, case_id=case.id, actor="ona", data={"why": "ž", "ids": [1]})
        await tx.events.append("stream.failed", now=NOW)
    async with store.read() as tx:
        first, second = await tx.events.after(0)
        assert await tx.events.last_seq() == second.seq
        assert await tx.events.after(first.seq) == [second]
        assert await tx.events.after(0, limit=1) == [first]
    assert first == Event(first.seq, NOW, "case.changed", case.id, "ona", {"why": "ž", "ids": [1]})
    assert second == Event(first.seq + 1, NOW, "stream.failed", None, "aside", {})


async def test_an_empty_trail_has_no_last_event(store: Store) -> None:
    async with store.read() as tx:
        assert await tx.events.after(0) == []
        assert await tx.events.last_seq() == 0


async def test_a_transaction_sees_its_own_events(store: Store) -> None:
    async with store.write() as tx:
        await tx.events.append("one", now=NOW)
        [one] = await tx.events.after(0)
        await tx.events.append("two", now=NOW)
        assert await tx.events.last_seq() == one.seq + 1


async def test_an_event_goes_with_the_change_it_tells_of(store: Store) -> None:
    async def interrupted() -> None:
        async with store.write() as tx:
            await tx.events.append("case.changed", now=NOW)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        await interrupted()
    async with store.read() as tx:
        assert await tx.events.last_seq() == 0


async def test_a_reader_that_follows_misses_nothing_while_many_write(store: Store) -> None:
    seen: list[int] = []
    done = asyncio.Event()

    async def follow() -> None:
        last = 0
        while not done.is_set() or last < await newest(store):
            async with store.read() as tx:
                seen.extend(event.seq for event in await tx.events.after(last))
            last = seen[-1] if seen else 0
            await asyncio.sleep(0)

    async def write(number: int) -> None:
        async with store.write() as tx:
            await tx.events.append(f"first-{number}", now=NOW)
            await asyncio.sleep(number % 3 / 500)  # commits come in another order than appends
            await tx.events.append(f"second-{number}", now=NOW)

    reader = asyncio.create_task(follow())
    await asyncio.gather(*(write(number) for number in range(30)))
    done.set()
    await reader
    assert len(seen) == 60
    assert seen == sorted(seen)


async def newest(store: Store) -> int:
    async with store.read() as tx:
        return await tx.events.last_seq()
