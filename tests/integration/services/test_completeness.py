"""Polling and webhooks write the ledger in the transaction of what they bring."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from monitor.domain.errors import Conflict, RateLimited
from monitor.domain.gaps import Cause, Gap
from monitor.domain.streams import Seen, StreamRef, Unreadable
from monitor.ports.ledger import WaysOfDay
from monitor.services.receive import Reader, Receive
from tests.support.fakes import ACCOUNTS, START, mention, page

COMMENTS = StreamRef("page", "comments")


@dataclass
class FakePlugin:
    """Reads any body as the mentions it was made with."""

    bodies: dict[bytes, tuple[Seen, ...]]
    name: str = "fake"

    def read_webhook(self, body, accounts):
        return self.bodies[body]


def commented(remote_id: str):
    return mention(remote_id, stream="comments")


async def ledgers(town):
    async with town.store.read() as tx:
        return {ledger.ref.account: ledger for ledger in await tx.ledger.all()}


async def poll(town, answer, *, minutes: float = 2):
    town.now.forward(minutes=minutes)
    town.sources["page"].answers.append(answer)
    async with town.store.write() as tx:
        await tx.streams.poll_now("page")
    await town.poll_due()
    return (await ledgers(town))["page"]


async def push(town, *mentions):
    body = ",".join(each.remote_id for each in mentions).encode()
    plugin = FakePlugin({body: tuple(Seen(each, {}) for each in mentions)})
    receive = Receive(town.store, {"fake": [Reader(plugin, list(ACCOUNTS.values()))]}, now=town.now)
    await receive.keep("fake", body)
    await receive.sweep()


def whole(town, *mentions, minutes: float = 2):
    """A page that promises everything up to half a minute before its poll."""
    up_to = town.now() + timedelta(minutes=minutes, seconds=-30)
    return replace(page(*mentions), up_to=up_to)


async def test_a_page_promises_and_names_what_the_network_keeps_back(town):
    behind = Gap(cause=Cause.NETWORK_COUNT, start=START, end=START, count=800)
    ledger = await poll(town, replace(whole(town), gaps=(behind,)))
    assert ledger.up_to == town.now() - timedelta(seconds=30)
    assert ledger.open == (replace(behind, noticed_at=town.now()),)
    assert ledger.due_at == town.now() + timedelta(seconds=60)


async def test_an_outage_shows_its_cause_and_is_filled_by_later_polls(town):
    await poll(town, whole(town))
    ledger = await poll(town, RateLimited("wait", until=town.now() + timedelta(hours=1)))
    assert [gap.cause for gap in ledger.open] == [Cause.RATE_LIMITED]
    await poll(town, whole(town, minutes=61), minutes=61)
    ledger = await poll(town, whole(town))
    assert ledger.open == ()
    assert [(gap.cause, gap.filled_by) for gap in ledger.closed] == [(Cause.RATE_LIMITED, "poll")]


async def test_a_record_nobody_could_read_is_a_gap(town):
    spoilt = replace(whole(town), records=(Unreadable("page", "no id", "{}"),))
    ledger = await poll(town, spoilt)
    ledger = await poll(town, replace(whole(town), records=spoilt.records))
    assert [(gap.cause, gap.count) for gap in ledger.open] == [(Cause.QUARANTINED, 1)]


async def test_the_ledger_goes_back_with_the_page_that_could_not_be_stored(town, monkeypatch):
    async def lost(*args, **kwargs):
        raise Conflict("the lease was lost")

    monkeypatch.setattr("monitor.store.repositories.streams.SqlStreams.advance", lost)
    town.sources["page"].answers.append(replace(page(mention("1")), up_to=town.now()))
    await town.poll_due()
    assert await ledgers(town) == {}


async def test_webhooks_that_arrive_for_some_people_only_become_visible(town):
    await poll(town, whole(town))
    await push(town, commented("known-1"))
    await poll(town, whole(town, commented("known-1"), commented("stranger-1"), commented("stranger-2")))
    ledger = await poll(town, whole(town, minutes=90), minutes=90)
    [gap] = ledger.closed
    assert (gap.cause, gap.count, gap.filled_by) == (Cause.WEBHOOK_MISSED, 2, "poll")
    async with town.store.read() as tx:
        assert await tx.ledger.ways(since=START) == [WaysOfDay("page", "comments", START.date(), 2, 0, 1)]


@pytest.mark.parametrize("shown", [True, False])
async def test_what_polling_does_not_confirm_is_an_open_gap(town, shown):
    await push(town, commented("1"))
    ledger = await poll(town, whole(town, minutes=90), minutes=90)
    assert [(gap.cause, gap.count) for gap in ledger.open] == [(Cause.WEBHOOK_UNCONFIRMED, 1)]
    ledger = await poll(town, whole(town, *([commented("1")] if shown else [])))
    assert bool(ledger.open) is not shown


async def test_nobody_compares_where_no_webhook_ever_came(town):
    await poll(town, whole(town, commented("1")))
    ledger = await poll(town, whole(town, minutes=90), minutes=90)
    assert Cause.WEBHOOK_MISSED not in [gap.cause for gap in ledger.closed]
