"""The completeness ledger on both engines."""

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from monitor.domain.completeness import Alone, Ledger, pushed
from monitor.domain.errors import Conflict
from monitor.domain.gaps import Cause, Gap
from monitor.domain.mentions import Visibility
from monitor.domain.streams import Record, Removed, StreamRef, Unreadable
from monitor.ports import Round, Store, Way
from monitor.ports.ledger import WaysOfDay
from tests.support.records import MINUTE, NOW, absorbed, seen

MENTIONS = StreamRef("siuntos-x", "mentions")
GAP = Gap(cause=Cause.RATE_LIMITED, start=NOW, end=NOW + MINUTE, count=3, noticed_at=NOW)
FULL = Ledger(
    ref=MENTIONS,
    up_to=NOW,
    looked_at=NOW + MINUTE,
    due_at=NOW + 2 * MINUTE,
    pushed_at=NOW,
    pushed_since=NOW - MINUTE,
    open=(GAP, Gap(cause=Cause.BACKFILL)),
    closed=(replace(GAP, filled_at=NOW, filled_by="poll"),),
)


async def arrive(store: Store, way: Way, *records, now=NOW) -> None:
    async with store.write() as tx:
        await tx.mentions.absorb(records, now=now)
        await tx.ledger.arrived(records, way, now=now)


async def alone(store: Store, way: Way, *, since=NOW, until=NOW + 60 * MINUTE) -> Alone:
    async with store.read() as tx:
        return await tx.ledger.alone(MENTIONS, way, since=since, until=until)


async def test_a_stream_not_seen_before_has_an_empty_ledger(store: Store) -> None:
    async with store.write() as tx:
        assert await tx.ledger.of(MENTIONS) == Ledger(ref=MENTIONS)
    async with store.read() as tx:
        assert await tx.ledger.all() == []


async def test_a_ledger_comes_back_as_it_was_saved(store: Store) -> None:
    other = Ledger(ref=StreamRef("siuntos-fb", "comments"))
    async with store.write() as tx:
        await tx.ledger.save(Ledger(ref=MENTIONS))
        await tx.ledger.save(FULL)
        await tx.ledger.save(other)
    async with store.write() as tx:
        assert await tx.ledger.of(MENTIONS) == FULL
        assert await tx.ledger.all() == [other, FULL]


async def test_a_ledger_goes_back_with_its_transaction(store: Store) -> None:
    async def interrupted() -> None:
        async with store.write() as tx:
            await tx.ledger.save(FULL)
            raise Conflict("made up")

    with pytest.raises(Conflict):
        await interrupted()
    async with store.read() as tx:
        assert await tx.ledger.all() == []


async def test_two_who_change_one_ledger_take_turns(store: Store) -> None:
    async def push(minute: int) -> None:
        async with store.write() as tx:
            ledger = await tx.ledger.of(MENTIONS)
            await asyncio.sleep(0.01)
            gaps = (*ledger.open, replace(GAP, count=minute))
            await tx.ledger.save(replace(pushed(ledger, now=NOW), open=gaps))

    await asyncio.gather(*(push(minute) for minute in range(6)))
    async with store.read() as tx:
        [ledger] = await tx.ledger.all()
    assert sorted(gap.count or 0 for gap in ledger.open) == list(range(6))


async def test_what_came_by_one_way_only_is_counted_until_the_other_brings_it(store: Store) -> None:
    late = seen("2", created_at=NOW + 5 * MINUTE)
    await arrive(store, Way.WEBHOOK, seen("1"), late)
    assert await alone(store, Way.WEBHOOK) == Alone(2, NOW, NOW + 5 * MINUTE)
    assert await alone(store, Way.POLL) == Alone()
    await arrive(store, Way.POLL, seen("1"), seen("3"), now=NOW + MINUTE)
    assert await alone(store, Way.WEBHOOK) == Alone(1, NOW + 5 * MINUTE, NOW + 5 * MINUTE)
    assert await alone(store, Way.POLL) == Alone(1, NOW, NOW)


async def test_only_what_came_within_the_time_asked_for_counts(store: Store) -> None:
    await arrive(store, Way.WEBHOOK, seen("1"))
    assert await alone(store, Way.WEBHOOK, since=NOW + MINUTE) == Alone()
    assert await alone(store, Way.WEBHOOK, until=NOW) == Alone()


async def test_what_was_deleted_meanwhile_need_not_be_confirmed(store: Store) -> None:
    await arrive(store, Way.WEBHOOK, seen("1"), seen("2"))
    await absorbed(store, Removed("siuntos-x", "1", NOW + MINUTE))
    assert (await alone(store, Way.WEBHOOK)).count == 1


async def test_the_first_arrival_of_each_way_counts_and_repeats_change_nothing(store: Store) -> None:
    for later in (0, 90, 180):
        await arrive(store, Way.WEBHOOK, seen("1"), seen("1"), now=NOW + later * MINUTE)
    assert (await alone(store, Way.WEBHOOK)).count == 1


async def test_ways_are_counted_by_account_stream_and_day(store: Store) -> None:
    yesterday = seen("9", created_at=NOW - timedelta(days=1))
    await arrive(store, Way.WEBHOOK, seen("1"), seen("2"), yesterday)
    await arrive(store, Way.POLL, seen("2"), seen("3"), seen("4", stream="own"))
    async with store.read() as tx:
        found = await tx.ledger.ways(since=NOW)
    assert found == [
        WaysOfDay("siuntos-x", "mentions", date(2026, 3, 2), poll_only=1, webhook_only=1, both=1),
        WaysOfDay("siuntos-x", "own", date(2026, 3, 2), poll_only=1, webhook_only=0, both=0),
        WaysOfDay("siuntos-x", "mentions", date(2026, 3, 1), poll_only=0, webhook_only=1, both=0),
    ]


async def test_records_that_are_no_mentions_leave_no_arrival(store: Store) -> None:
    await arrive(store, Way.WEBHOOK, Removed("siuntos-x", "1", NOW), Unreadable("siuntos-x", "no id", "{}"))
    async with store.read() as tx:
        assert await tx.ledger.ways(since=NOW) == []


async def test_old_arrivals_are_dropped(store: Store) -> None:
    await arrive(store, Way.POLL, seen("1"))
    await arrive(store, Way.POLL, seen("2"), now=NOW + MINUTE)
    async with store.write() as tx:
        assert await tx.ledger.forget_arrivals(before=NOW + MINUTE, limit=9) == 1
    assert (await alone(store, Way.POLL)).count == 1


async def test_a_round_comes_back_as_it_was_saved(store: Store) -> None:
    first = Round(account="siuntos-x", began_at=NOW, day=NOW.date())
    later = replace(first, before_id=7, spent=3, next_at=NOW + MINUTE, finished_at=NOW)
    async with store.write() as tx:
        assert await tx.ledger.round_of("siuntos-x") is None
        await tx.ledger.save_round(first)
        await tx.ledger.save_round(later)
    async with store.read() as tx:
        assert await tx.ledger.round_of("siuntos-x") == later
        assert await tx.ledger.rounds() == [later]


async def test_public_mentions_that_stand_are_gone_through_from_the_newest(store: Store) -> None:
    private = seen("p", visibility=Visibility.PRIVATE)
    ids = await absorbed(store, seen("1"), seen("2"), seen("3"), private, seen("s", stream="own"), seen("gone"))
    await absorbed(store, Removed("siuntos-x", "gone", NOW + MINUTE))
    async with store.read() as tx:
        first = await tx.ledger.public_before("siuntos-x", None, streams=["mentions"], limit=2)
        rest = await tx.ledger.public_before("siuntos-x", first[-1][0], streams=["mentions"], limit=2)
        assert await tx.ledger.public_before("siuntos-fb", None, streams=["mentions"], limit=9) == []
    assert [remote_id for _, remote_id in [*first, *rest]] == ["3", "2", "1"]
    assert [mention_id for mention_id, _ in [*first, *rest]] == ids[2::-1]


async def fresh(store: Store, way: Way, *records: Record, as_of: datetime = NOW) -> list[Record]:
    async with store.write() as tx:
        return await tx.ledger.fresh(records, way, as_of=as_of)


async def test_a_webhook_older_than_another_is_left_out_and_the_same_again_is_not(store: Store) -> None:
    old, new = (replace(seen("1"), as_of=NOW + minutes * MINUTE) for minutes in (0, 5))
    await arrive(store, Way.WEBHOOK, new)
    await arrive(store, Way.WEBHOOK, old)
    removed, other = Removed("siuntos-x", "1", NOW), seen("2")
    assert await fresh(store, Way.WEBHOOK, old, removed, other) == [removed, other]
    assert await fresh(store, Way.WEBHOOK, new) == [new]


async def test_a_webhook_from_before_the_last_page_is_left_out(store: Store) -> None:
    old = replace(seen("1"), as_of=NOW)
    await arrive(store, Way.POLL, seen("1"))
    assert await fresh(store, Way.WEBHOOK, old) == [old]
    await arrive(store, Way.POLL, seen("1"), now=NOW + 9 * MINUTE)
    assert await fresh(store, Way.WEBHOOK, old) == []


async def test_a_page_overtaken_by_a_webhook_is_left_out(store: Store) -> None:
    await arrive(store, Way.WEBHOOK, replace(seen("1"), as_of=NOW + MINUTE))
    assert await fresh(store, Way.POLL, seen("1"), seen("2")) == [seen("2")]
    assert await fresh(store, Way.POLL, seen("1"), as_of=NOW + MINUTE) == [seen("1")]


async def test_as_many_records_as_a_body_may_hold_are_compared_at_once(store: Store) -> None:
    many = [replace(seen(str(number)), as_of=NOW) for number in range(1200)]
    await arrive(store, Way.WEBHOOK, *(replace(record, as_of=NOW + MINUTE) for record in many[::2]))
    assert await fresh(store, Way.WEBHOOK, *many) == many[1::2]
