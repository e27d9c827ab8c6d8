"""Streams: cursors under leases."""

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest

from monitor.domain.errors import Conflict
from monitor.domain.streams import Page, StreamHealth, StreamLease, StreamRef
from monitor.ports import Store
from tests.support.records import LEASE, MINUTE, NOW, seen

MENTIONS = StreamRef("siuntos-x", "mentions")
COMMENTS = StreamRef("siuntos-fb", "comments")
MESSAGES = StreamRef("siuntos-fb", "messages")


async def make(store: Store, *refs: StreamRef, now: datetime = NOW) -> None:
    async with store.write() as tx:
        await tx.streams.ensure(refs, now=now)


async def due(store: Store, *, now: datetime = NOW, limit: int = 10, owner: str = "one") -> list[StreamLease]:
    async with store.write() as tx:
        return await tx.streams.claim_due(now=now, owner=owner, lease=LEASE, limit=limit)


async def test_streams_are_made_once_and_due_at_once(store: Store) -> None:
    await make(store, MENTIONS, COMMENTS, MENTIONS)
    [lease] = await due(store, limit=1)
    async with store.write() as tx:
        await tx.streams.advance(lease, Page((), "c1"), now=NOW, next_poll_at=NOW + MINUTE)
    await make(store, MENTIONS, COMMENTS)
    async with store.read() as tx:
        statuses = await tx.streams.statuses()
    assert [status.ref for status in statuses] == [COMMENTS, MENTIONS]
    assert {status.health for status in statuses} == {StreamHealth.NEW, StreamHealth.OK}
    assert len(await due(store)) == 1


async def test_nothing_is_made_of_no_streams(store: Store) -> None:
    await make(store)
    async with store.read() as tx:
        assert await tx.streams.statuses() == []


async def test_the_stream_due_longest_is_leased_first(store: Store) -> None:
    await make(store, MENTIONS, now=NOW)
    await make(store, COMMENTS, now=NOW - MINUTE)
    await make(store, MESSAGES, now=NOW + MINUTE)
    assert [lease.ref for lease in await due(store)] == [COMMENTS, MENTIONS]


async def test_a_leased_stream_is_left_alone_until_the_lease_runs_out(store: Store) -> None:
    await make(store, MENTIONS)
    [first] = await due(store)
    assert first == StreamLease(ref=MENTIONS, cursor=None, epoch=1, failures=0, until=NOW + LEASE)
    assert await due(store, now=NOW + LEASE - MINUTE / 60, owner="two") == []
    [second] = await due(store, now=NOW + LEASE, owner="two")
    assert second.epoch == 2


async def test_a_stream_can_be_leased_before_it_is_due_but_not_twice(store: Store) -> None:
    await make(store, MENTIONS, now=NOW + 60 * MINUTE)
    async with store.write() as tx:
        assert await tx.streams.claim(MENTIONS, now=NOW, owner="one", lease=LEASE)
        assert await tx.streams.claim(MENTIONS, now=NOW, owner="two", lease=LEASE) is None
        assert await tx.streams.claim(MENTIONS, now=NOW + LEASE, owner="two", lease=LEASE)
        assert await tx.streams.claim(COMMENTS, now=NOW, owner="two", lease=LEASE) is None


async def test_claimers_at_the_same_moment_never_share_a_stream(store: Store) -> None:
    refs = [StreamRef("siuntos-x", f"search-{number}") for number in range(20)]
    await make(store, *refs)
    claimed = await asyncio.gather(*(due(store, limit=5, owner=f"worker-{number}") for number in range(6)))
    names = [lease.ref for leases in claimed for lease in leases]
    assert sorted(names, key=str) == sorted(refs, key=str)


async def test_a_page_moves_the_cursor_and_gives_the_lease_back(store: Store) -> None:
    await make(store, MENTIONS)
    [lease] = await due(store)
    async with store.write() as tx:
        page = Page((), "cursor-2", up_to=NOW - MINUTE)
        await tx.streams.advance(lease, page, now=NOW, next_poll_at=NOW + MINUTE)
    async with store.read() as tx:
        [status] = await tx.streams.statuses()
    assert (status.health, status.last_ok_at, status.up_to) == (StreamHealth.OK, NOW, NOW - MINUTE)
    assert status.next_poll_at == NOW + MINUTE
    [again] = await due(store, now=NOW + MINUTE)
    assert again.cursor == "cursor-2"


async def test_more_pages_keep_the_lease_and_renew_it(store: Store) -> None:
    await make(store, MENTIONS)
    [lease] = await due(store)
    later = NOW + LEASE / 2
    async with store.write() as tx:
        await tx.streams.advance(lease, Page((), "c1", more=True), now=later, next_poll_at=None)
    assert await due(store, now=NOW + LEASE) == []
    [taken] = await due(store, now=later + LEASE)
    assert taken.cursor == "c1"


async def test_up_to_stays_when_a_page_does_not_know_it(store: Store) -> None:
    await make(store, MENTIONS)
    [lease] = await due(store)
    async with store.write() as tx:
        await tx.streams.advance(lease, Page((), "c1", up_to=NOW), now=NOW, next_poll_at=None)
        await tx.streams.advance(lease, Page((), "c2"), now=NOW, next_poll_at=NOW)
        [status] = await tx.streams.statuses()
    assert status.up_to == NOW


async def test_a_lost_lease_takes_its_whole_transaction_with_it(store: Store) -> None:
    await make(store, MENTIONS)
    [slow] = await due(store)
    [_] = await due(store, now=NOW + LEASE, owner="two")

    async def late() -> None:
        async with store.write() as tx:
            await tx.mentions.absorb([seen()], now=NOW)
            await tx.streams.advance(slow, Page((), "old"), now=NOW, next_poll_at=NOW)

    with pytest.raises(Conflict):
        await late()
    async with store.read() as tx:
        assert await tx.mentions.by_remote_id("siuntos-x", "1001") is None


async def test_a_lease_given_back_is_worth_nothing(store: Store) -> None:
    await make(store, MENTIONS)
    [lease] = await due(store)
    async with store.write() as tx:
        await tx.streams.advance(lease, Page((), "c1"), now=NOW, next_poll_at=NOW)
    with pytest.raises(Conflict):
        async with store.write() as tx:
            await tx.streams.advance(lease, Page((), "c2"), now=NOW, next_poll_at=NOW)


@pytest.mark.parametrize(("health", "failures"), [(StreamHealth.FAILING, 1), (StreamHealth.LIMITED, 0)])
async def test_a_failed_run_keeps_the_cursor_and_says_why(store: Store, health: StreamHealth, failures: int) -> None:
    await make(store, MENTIONS)
    [lease] = await due(store)
    async with store.write() as tx:
        await tx.streams.advance(lease, Page((), "c1"), now=NOW, next_poll_at=None)
        await tx.streams.fail(
            lease, health=health, reason="server error", next_step="wait", now=NOW, next_poll_at=NOW + MINUTE
        )
        [status] = await tx.streams.statuses()
    assert (status.health, status.reason, status.next_step) == (health, "server error", "wait")
    [again] = await due(store, now=NOW + MINUTE)
    assert (again.cursor, again.failures) == ("c1", failures)


async def test_a_lost_lease_cannot_fail_either(store: Store) -> None:
    await make(store, MENTIONS)
    [slow] = await due(store)
    [_] = await due(store, now=NOW + LEASE)
    with pytest.raises(Conflict):
        async with store.write() as tx:
            await tx.streams.fail(slow, health=StreamHealth.FAILING, reason="", next_step="", now=NOW, next_poll_at=NOW)


async def test_success_forgets_the_failures(store: Store) -> None:
    await make(store, MENTIONS)
    [lease] = await due(store)
    async with store.write() as tx:
        await tx.streams.fail(lease, health=StreamHealth.FAILING, reason="x", next_step="y", now=NOW, next_poll_at=NOW)
    [lease] = await due(store)
    async with store.write() as tx:
        await tx.streams.advance(lease, Page((), "c1"), now=NOW, next_poll_at=NOW)
        [status] = await tx.streams.statuses()
    assert (status.reason, status.next_step, status.extra) == ("", "", {"failures": 0})


async def test_an_account_can_be_polled_at_once(store: Store) -> None:
    await make(store, MENTIONS, COMMENTS, MESSAGES, now=NOW + 60 * MINUTE)
    async with store.write() as tx:
        await tx.streams.poll_now("siuntos-fb")
    assert {lease.ref for lease in await due(store)} == {COMMENTS, MESSAGES}


async def test_one_stream_can_be_polled_at_once_where_it_is_well(store: Store) -> None:
    await make(store, MENTIONS, COMMENTS, MESSAGES, now=NOW + 60 * MINUTE)
    async with store.write() as tx:
        await tx.streams.poll_now(COMMENTS.account, COMMENTS.stream)
    assert {lease.ref for lease in await due(store)} == {COMMENTS}
    async with store.write() as tx:
        await tx.streams.hold(MESSAGES.account, reason="the token expired", next_step="connect the account again")
        await tx.streams.poll_now(MESSAGES.account, MESSAGES.stream)
    assert await due(store) == []


async def test_offsets_of_times_are_kept_as_the_instant_they_name(store: Store) -> None:
    vilnius = timezone(timedelta(hours=2))
    await make(store, MENTIONS, now=datetime(2026, 3, 2, 12, 0, tzinfo=vilnius))
    async with store.read() as tx:
        [status] = await tx.streams.statuses()
    assert status.next_poll_at == datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
    assert status.next_poll_at.utcoffset() == timedelta(0)


async def test_a_naive_time_is_refused(store: Store) -> None:
    with pytest.raises(Exception, match="naive"):
        await make(store, MENTIONS, now=NOW.replace(tzinfo=None))


async def test_a_clock_turned_back_by_an_hour_makes_no_stream_wait_for_an_hour(store: Store) -> None:
    await make(store, MENTIONS, COMMENTS)
    leases = {lease.ref: lease for lease in await due(store)}
    async with store.write() as tx:
        await tx.streams.advance(leases[MENTIONS], Page((), "c1"), now=NOW, next_poll_at=NOW + MINUTE)
    assert await due(store, now=NOW - MINUTE) == []  # clocks of two machines differ by so much
    back = NOW - 60 * MINUTE
    again = {lease.ref: lease for lease in await due(store, now=back)}
    assert set(again) == {MENTIONS, COMMENTS}  # polled before, and held by a lease from the future
    async with store.write() as tx:
        await tx.streams.advance(again[MENTIONS], Page((), "c2"), now=back, next_poll_at=back + MINUTE)
    assert await due(store, now=back) == []


async def test_a_network_that_asked_to_wait_is_waited_for(store: Store) -> None:
    await make(store, MENTIONS)
    [lease] = await due(store)
    told = {"health": StreamHealth.LIMITED, "reason": "429", "next_step": "wait", "next_poll_at": NOW + 60 * MINUTE}
    async with store.write() as tx:
        await tx.streams.fail(lease, now=NOW, **told)
    assert await due(store, now=NOW + 59 * MINUTE) == []


async def retire_others(store: Store, *wanted: StreamRef, now: datetime = NOW) -> dict[StreamRef, StreamHealth]:
    async with store.write() as tx:
        await tx.streams.retire_others(set(wanted), now=now)
        return {status.ref: status.health for status in await tx.streams.statuses()}


async def test_a_stream_no_longer_wanted_is_left_alone_and_shown_as_such(store: Store) -> None:
    await make(store, MENTIONS, COMMENTS, MESSAGES)
    assert await retire_others(store, MENTIONS) == {
        MENTIONS: StreamHealth.NEW,
        COMMENTS: StreamHealth.RETIRED,
        MESSAGES: StreamHealth.RETIRED,
    }
    async with store.write() as tx:
        await tx.streams.poll_now(COMMENTS.account)
        assert await tx.streams.hold(COMMENTS.account, reason="no token", next_step="connect") == []
    assert [lease.ref for lease in await due(store)] == [MENTIONS]


async def test_a_stream_wanted_again_goes_on_where_it_stood(store: Store) -> None:
    await make(store, MENTIONS)
    [lease] = await due(store)
    async with store.write() as tx:
        await tx.streams.advance(lease, Page((), "c1"), now=NOW, next_poll_at=NOW + 60 * MINUTE)
    await retire_others(store)
    assert await due(store, now=NOW + 90 * MINUTE) == []
    await retire_others(store, MENTIONS, now=NOW + 95 * MINUTE)
    [again] = await due(store, now=NOW + 95 * MINUTE)
    assert again.cursor == "c1"
    assert await retire_others(store, MENTIONS) == {MENTIONS: StreamHealth.NEW}
