"""Polling: page and cursor together, each stream on its own."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.domain.errors import AuthExpired, BadPayload, Conflict, PermissionMissing, RateLimited, Retryable
from monitor.domain.streams import StreamHealth, StreamRef
from tests.support.fakes import START, mention, page


async def test_pages_are_read_until_the_last_and_the_cursor_goes_on(town):
    town.sources["page"].answers += [page(mention("1"), cursor="a", more=True), page(mention("2"), cursor="b")]
    assert await town.poll_due() == 2
    town.now.forward(seconds=61)
    await town.poll_due()
    assert town.sources["page"].cursors == [None, "a", "b"]


async def test_a_page_that_comes_again_adds_nothing(town):
    town.sources["page"].answers += [page(mention("1")), page(mention("1"))]
    assert await town.poll_due() == 1
    town.now.forward(seconds=61)
    assert await town.poll_due() == 0


@pytest.mark.parametrize(
    ("error", "health"),
    [
        (AuthExpired("the token expired"), StreamHealth.STOPPED),
        (PermissionMissing("pages_messaging is missing"), StreamHealth.STOPPED),
        (RateLimited("too many calls", until=START + timedelta(minutes=7)), StreamHealth.LIMITED),
        (Retryable("the network answered 503"), StreamHealth.FAILING),
        (BadPayload("not JSON"), StreamHealth.FAILING),
        (KeyError("surprise"), StreamHealth.FAILING),
    ],
)
async def test_a_failing_stream_says_why_and_what_next_and_the_other_goes_on(town, error, health):
    town.sources["page"].answers.append(error)
    town.sources["other"].answers.append(page(replace(mention("7"), account="other")))
    assert await town.poll_due() == 1
    streams = await town.streams()
    assert streams["page"].health is health
    assert streams["page"].reason
    assert streams["page"].next_step
    assert streams["page"].next_poll_at > town.now()
    assert streams["other"].health is StreamHealth.OK


async def test_an_unexpected_error_shows_its_class_and_not_its_words(town):
    town.sources["page"].answers.append(ValueError("Ona, tel. 8 612 34567"))
    await town.poll_due()
    assert (await town.streams())["page"].reason == "unexpected ValueError while polling"


async def test_the_cursor_stays_where_a_failure_began(town):
    town.sources["page"].answers += [page(mention("1"), cursor="a", more=True), Retryable("cut"), page(mention("2"))]
    await town.poll_due()
    town.now.forward(minutes=5)
    await town.poll_due()
    assert town.sources["page"].cursors == [None, "a", "a"]
    assert (await town.streams())["page"].health is StreamHealth.OK


async def test_a_lost_lease_keeps_neither_page_nor_cursor(town):
    """Somebody took over while we were slow: what they store must not be overwritten."""

    class Slow(type(town.sources["page"])):
        async def fetch(self, stream, cursor, *, now):
            town.now.forward(minutes=5)
            async with town.store.write() as tx:
                taken = await tx.streams.claim_due(now=town.now(), owner="you", lease=timedelta(minutes=1), limit=9)
            assert taken
            return page(mention("1"), cursor="mine")

    town.poll._polled = {**town.poll._polled, "page": replace(town.poll._polled["page"], source=Slow())}
    assert await town.poll_due() == 0
    async with town.store.read() as tx:
        assert await tx.mentions.by_remote_id("page", "1") is None


async def test_conflict_in_the_middle_of_a_write_leaves_nothing_behind(town):
    with pytest.raises(Conflict):  # noqa: PT012 - the block is the transaction under test
        async with town.store.write() as tx:
            await tx.mentions.absorb(page(mention("1")).records, now=town.now())
            raise Conflict("made up")
    async with town.store.read() as tx:
        assert await tx.mentions.by_remote_id("page", "1") is None


async def test_streams_of_an_account_that_left_the_settings_are_left_alone(town):
    async with town.store.write() as tx:
        await tx.streams.ensure([StreamRef("sold", "comments")], now=town.now())
    await town.poll_due()
    before = (await town.streams())["sold"]
    assert (before.health, before.last_ok_at) == (StreamHealth.NEW, None)
    assert (await town.streams())["page"].last_ok_at == town.now()
