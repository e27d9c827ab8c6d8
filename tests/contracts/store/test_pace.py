"""Windows, pulses and costs: what one process learns, another one knows."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.domain.pace import Pace, Pulse, Why, Window
from monitor.domain.spending import Charge, Cost, Tariff
from monitor.domain.streams import StreamRef
from monitor.ports import Store
from monitor.store import open_store
from tests.support.records import CASE, LEASE, MINUTE, NOW

MENTIONS = StreamRef("siuntos-x", "mentions")
TODAY = NOW.date()
TARIFF = Tariff(prices={"post_read": 5_000, "user_read": 10_000, "dm_write": 15_000}, dated=TODAY, setting="[x]")
SEARCH = Window(kind="search", covers=("search:*", "own"), left=0, limit=300, until=NOW + 15 * MINUTE)


async def learn(store: Store, *windows: Window, holder: str = "siuntos-x") -> None:
    async with store.write() as tx:
        await tx.windows.learn(holder, windows)


async def known(store: Store, *holders: str, now=NOW) -> list[Window]:
    async with store.read() as tx:
        return await tx.windows.known(holders or ["siuntos-x"], now=now)


async def pay(store: Store, *charges: Charge, purpose: str = "mentions", account: str = "siuntos-x", day=TODAY) -> int:
    async with store.write() as tx:
        return await tx.spending.pay("x", (account, purpose), charges, TARIFF, day)


async def costs(store: Store, since=TODAY) -> list[Cost]:
    async with store.read() as tx:
        return await tx.spending.costs("x", since=since)


async def test_what_is_learnt_is_known_to_another_process_until_the_window_ends(
    store: Store, database_url: str
) -> None:
    await learn(store, SEARCH)
    other = open_store(database_url)
    assert await known(other) == [SEARCH]
    assert await known(other, now=SEARCH.until) == []
    await other.aclose()


@pytest.mark.parametrize(
    ("later", "left"),
    [
        (replace(SEARCH, left=7), 0),  # an answer that was overtaken on its way
        (replace(SEARCH, left=7, until=SEARCH.until + timedelta(seconds=2)), 0),  # the same window, seconds rounded
        (replace(SEARCH, left=7, until=SEARCH.until + 15 * MINUTE), 7),  # the next window
    ],
)
async def test_within_one_window_the_fewest_calls_stand(store: Store, later: Window, left: int) -> None:
    await learn(store, SEARCH)
    await learn(store, later)
    assert [window.left for window in await known(store)] == [left]


async def test_fewer_calls_in_the_same_window_replace_more(store: Store) -> None:
    await learn(store, replace(SEARCH, left=9))
    await learn(store, replace(SEARCH, left=4, until=SEARCH.until - timedelta(seconds=1)))
    assert [window.left for window in await known(store)] == [4]


async def test_windows_belong_to_who_holds_them(store: Store) -> None:
    await learn(store, SEARCH)
    await learn(store, replace(SEARCH, kind="post"), holder="app:x")
    assert await known(store, "kita") == []
    assert [window.kind for window in await known(store, "app:x", "siuntos-x")] == ["post", "search"]
    await learn(store)


async def test_a_pulse_is_kept_and_shows_in_the_streams_status(store: Store) -> None:
    pulse = Pulse(warmth=2.5, at=NOW, news_at=NOW - MINUTE, pushed_at=None, since=NOW - 9 * MINUTE)
    async with store.write() as tx:
        await tx.streams.ensure([MENTIONS], now=NOW)
        assert await tx.pulses.of(MENTIONS) == Pulse()
        await tx.pulses.keep(MENTIONS, pulse, Pace(30.0, Why.HOT))
    async with store.write() as tx:
        assert await tx.pulses.of(MENTIONS) == pulse
        await tx.pulses.keep(MENTIONS, replace(pulse, pushed_at=NOW))  # a push decides no pause
        [status] = await tx.streams.statuses()
    assert status.extra == {"failures": 0, "pause_seconds": 30.0, "pause_reason": "hot"}


async def test_an_answer_brings_the_next_poll_forward_but_wakes_no_stopped_stream(store: Store) -> None:
    stopped = StreamRef("siuntos-x", "messages")
    async with store.write() as tx:
        await tx.streams.ensure([MENTIONS, stopped], now=NOW)
        for lease in await tx.streams.claim_due(now=NOW, owner="one", lease=LEASE, limit=2):
            await tx.streams.fail(
                lease,
                health="ok" if lease.ref == MENTIONS else "stopped",
                reason="",
                next_step="",
                now=NOW,
                next_poll_at=NOW + 10 * MINUTE,
            )
        await tx.pulses.keep(MENTIONS, Pulse(since=NOW))
        await tx.pulses.hasten("siuntos-x", by=1.0, now=NOW, next_poll_at=NOW + MINUTE)
        await tx.pulses.hasten("siuntos-x", by=0.0, now=NOW, next_poll_at=NOW + 2 * MINUTE)
        statuses = {status.ref: status.next_poll_at for status in await tx.streams.statuses()}
        assert statuses == {MENTIONS: NOW + MINUTE, stopped: NOW + 10 * MINUTE}
        assert (await tx.pulses.of(MENTIONS)).warmth == 1.0


async def test_a_fresh_open_case_is_a_conversation(store: Store) -> None:
    async with store.write() as tx:
        await tx.cases.add(replace(CASE, id=0, account="siuntos-x", last_inbound_at=NOW))
        assert await tx.pulses.is_talking("siuntos-x", since=NOW - MINUTE)
        assert not await tx.pulses.is_talking("siuntos-x", since=NOW + MINUTE)
        assert not await tx.pulses.is_talking("kita", since=NOW - MINUTE)


async def test_a_thing_is_paid_for_once_a_day_whoever_reads_it(store: Store) -> None:
    one, two = Charge("post_read", "post:1"), Charge("user_read", "user:1")
    assert await pay(store, one, one, two) == 15_000
    assert await pay(store, one, two, purpose="search:1", account="kita") == 0
    assert await pay(store, one, day=TODAY + timedelta(days=1)) == 5_000
    assert [(cost.kind, cost.count, cost.amount) for cost in await costs(store)] == [
        ("post_read", 1, 5_000),
        ("user_read", 1, 10_000),
        ("post_read", 1, 5_000),
    ]


async def test_a_write_is_paid_for_each_time(store: Store) -> None:
    assert await pay(store, Charge("dm_write"), Charge("dm_write"), purpose="send:message") == 30_000
    await pay(store, Charge("dm_write"), purpose="send:message")
    [cost] = await costs(store)
    assert cost == Cost(account="siuntos-x", day=TODAY, purpose="send:message", kind="dm_write", count=3, amount=45_000)


async def test_the_first_price_of_a_thing_is_the_one_paid(store: Store) -> None:
    assert await pay(store, Charge("post_read", "post:1"), Charge("user_read", "post:1")) == 5_000


async def test_sums_are_told_by_account_and_day(store: Store) -> None:
    await pay(store, Charge("post_read", "post:1"))
    await pay(store, Charge("dm_write"), account="kita")
    await pay(store, Charge("post_read", "post:1"), day=TODAY + timedelta(days=1))
    async with store.read() as tx:
        sums = await tx.spending.sums("x", since=TODAY)
        assert await tx.spending.sums("kitas", since=TODAY) == {}
    assert sums == {
        ("siuntos-x", TODAY): 5_000,
        ("kita", TODAY): 15_000,
        ("siuntos-x", TODAY + timedelta(days=1)): 5_000,
    }


async def test_a_thousand_things_are_counted_and_forgotten_after_their_days(store: Store) -> None:
    things = [Charge("post_read", f"post:{number}") for number in range(1_200)]
    assert await pay(store, *things) == 1_200 * 5_000
    assert await pay(store, *things[:10], day=TODAY + timedelta(days=2)) == 50_000
    assert await pay(store, *things[:10], day=TODAY + timedelta(days=2)) == 0


async def test_payers_at_the_same_moment_pay_once_in_all(store: Store) -> None:
    things = [Charge("post_read", f"post:{number}") for number in range(50)]
    paid = await asyncio.gather(*(pay(store, *things[turn:], *things[:turn]) for turn in (0, 10, 25, 40)))
    assert sum(paid) == 50 * 5_000
