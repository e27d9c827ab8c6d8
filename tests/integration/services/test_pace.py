"""Pace and money: what is known to be closed is not called, by nobody; answers go on when reading stops."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.domain.errors import RateLimited
from monitor.domain.outbox import OutboxState
from monitor.domain.pace import Rate
from monitor.domain.spending import DOLLAR, Budget, Charge, Tariff
from monitor.domain.streams import StreamHealth
from monitor.ports import note
from monitor.services.deliver import Deliver
from monitor.services.pace import Pacing, Terms
from monitor.services.poll import Poll, Polled
from tests.support.fakes import ACCOUNTS, START, FakeSource, mention, message, page
from tests.support.town import Town

TARIFF = Tariff(prices={"read": DOLLAR}, dated=START.date(), setting="[networks.fake]", budget=Budget(day=3 * DOLLAR))


class Telling(FakeSource):
    """A source whose answers tell of rates and costs; `told` has one list per fetch, the last one for ever."""

    def __init__(self, *told):
        super().__init__()
        self.told = list(told)

    async def fetch(self, stream, cursor, *, now):
        note(*(self.told.pop(0) if len(self.told) > 1 else self.told[0]))
        return await super().fetch(stream, cursor, now=now)


def closed(seconds: float = 600, **more) -> Rate:
    return Rate(**({"kind": "reading", "covers": ("comments",), "left": 0, "seconds": seconds} | more))


def pacing(tariff=None) -> Pacing:
    return Pacing({name: Terms(network="fake", streams=["comments"], pause=60, tariff=tariff) for name in ACCOUNTS})


def poll_with(town: Town, source: FakeSource, tariff=None, owner: str = "me") -> None:
    """Let the town poll through this source; a new owner is a new process, which remembers nothing."""
    town.sources["page"] = source
    polled = {name: Polled(each, 60) for name, each in town.sources.items()}
    lease = timedelta(seconds=60)
    town.poll = Poll(town.store, polled, now=town.now, owner=owner, lease=lease, pacing=pacing(tariff))


async def test_a_closed_window_is_not_called_before_its_end_not_even_after_a_restart(town):
    source = Telling([closed()], [])
    poll_with(town, source)
    await town.poll_due()
    poll_with(town, source, owner="another process")
    async with town.store.write() as tx:
        await tx.streams.poll_now("page")
    await town.poll_due()
    status = (await town.streams())["page"]
    assert len(source.cursors) == 1
    assert (status.health, status.next_poll_at) == (StreamHealth.LIMITED, START + timedelta(seconds=600))
    town.now.forward(seconds=601)
    await town.poll_due()
    assert len(source.cursors) == 2
    assert (await town.streams())["page"].health is StreamHealth.OK


async def test_pages_end_where_the_window_does(town):
    source = Telling([closed(left=15, limit=300)], [])  # the rest is for answering
    source.answers += [page(mention("1"), cursor="a", more=True), page(mention("2"), cursor="b")]
    poll_with(town, source)
    assert await town.poll_due() == 1
    status = (await town.streams())["page"]
    assert status.extra["pause_reason"] == "closed"
    town.now.forward(seconds=601)
    await town.poll_due()
    assert source.cursors == [None, "a"]


async def test_a_refusal_without_headers_is_remembered_too(town):
    source = Telling([])
    source.answers.append(RateLimited("wait", until=START + timedelta(minutes=7)))
    poll_with(town, source)
    await town.poll_due()
    async with town.store.write() as tx:
        await tx.streams.poll_now("page")
        [window] = await tx.windows.known(["page"], now=town.now())
    await town.poll_due()
    assert (window.covers, window.left) == (("comments",), 0)
    assert len(source.cursors) == 1


async def test_what_all_accounts_share_stops_all_of_them(town):
    poll_with(town, Telling([closed(shared=True)]))
    await town.poll_due()
    calls = len(town.sources["other"].cursors)
    async with town.store.write() as tx:
        await tx.streams.poll_now("other")
    await town.poll_due()
    assert len(town.sources["other"].cursors) == calls


async def test_the_pause_and_its_reason_show_in_the_streams_status(town):
    poll_with(town, Telling([Rate(kind="reading", covers=("comments",), left=4, seconds=900, limit=10)]))
    await town.poll_due()
    extra = (await town.streams())["page"].extra
    assert (extra["pause_seconds"], extra["pause_reason"]) == (225.0, "calls")


async def test_reading_stops_when_the_money_is_spent_and_says_so(town):
    source = Telling([Charge("read", "a:1"), Charge("read", "a:2"), Charge("read", "a:3")], [])
    poll_with(town, source, TARIFF)
    await town.poll_due()
    town.now.forward(minutes=16)
    await town.poll_due()
    status = (await town.streams())["page"]
    assert len(source.cursors) == 1
    assert status.health is StreamHealth.LIMITED
    assert "3.00 of 3.00 USD" in status.reason
    assert "[networks.fake]" in status.next_step
    town.now.forward(hours=24)
    await town.poll_due()
    assert len(source.cursors) == 2


async def test_a_raised_budget_is_noticed_within_a_quarter_of_an_hour(town):
    source = Telling([Charge("read", f"a:{number}") for number in range(5)], [])
    poll_with(town, source, TARIFF)
    await town.poll_due()
    poll_with(town, source, replace(TARIFF, budget=Budget(day=9 * DOLLAR)))
    town.now.forward(minutes=15, seconds=1)
    await town.poll_due()
    assert len(source.cursors) == 2


async def test_an_empty_purse_closes_no_window(town):
    source = Telling([Charge("read", f"a:{number}") for number in range(5)], [])
    poll_with(town, source, TARIFF)
    await town.poll_due()
    async with town.store.write() as tx:
        await tx.streams.poll_now("page")
    await town.poll_due()
    poll_with(town, source, replace(TARIFF, budget=Budget(day=9 * DOLLAR)))
    async with town.store.write() as tx:
        await tx.streams.poll_now("page")
        assert await tx.windows.known(["page"], now=town.now()) == []
    await town.poll_due()
    assert len(source.cursors) == 2


async def test_the_budget_of_the_app_is_one_for_all_accounts(town):
    shared = replace(TARIFF, budget=Budget(), shared=Budget(day=2 * DOLLAR))
    poll_with(town, Telling([Charge("read", "a:1"), Charge("read", "a:2")]), shared)
    await town.poll_due()
    before = len(town.sources["other"].cursors)
    town.now.forward(minutes=20)
    await town.poll_due()
    assert len(town.sources["other"].cursors) == before
    assert "budget is spent" in (await town.streams())["other"].reason


async def test_what_was_read_is_paid_for_even_when_the_page_fails(town):
    class Failing(Telling):
        async def fetch(self, stream, cursor, *, now):
            await super().fetch(stream, cursor, now=now)
            raise KeyError

    poll_with(town, Failing([Charge("read", "a:1")]), TARIFF)
    await town.poll_due()
    async with town.store.read() as tx:
        assert sum((await tx.spending.sums("fake", since=START.date())).values()) == DOLLAR


def deliver_with(town: Town, tariff=None) -> None:
    old = town.deliver
    town.deliver = Deliver(
        town.store,
        old._situations,
        old._posts,
        plan=old._plan,
        guard=old._guard,
        now=town.now,
        owner="me",
        lease=timedelta(seconds=60),
        max_attempts=3,
        pacing=pacing(tariff),
    )


async def approved(town: Town) -> None:
    await town.hear(message("1", "Labas, kur siunta?"))
    await town.approve_all()


async def learn(town: Town, *said) -> None:
    from monitor.ports import Toll

    toll = Toll()
    for each in said:
        if isinstance(each, Rate):
            toll.rates[each.kind] = each
        else:
            toll.charges.append(each)
    async with town.store.write() as tx:
        await pacing(TARIFF).learn(tx, "page", "test", toll, town.now())


async def test_a_closed_window_holds_a_reply_back_until_its_end(town):
    deliver_with(town)
    await approved(town)
    await learn(town, closed(covers=("send:message",)))
    await town.send()
    [entry] = await town.entries()
    assert (entry.state, town.publisher.done) == (OutboxState.QUEUED, [])
    assert entry.not_before == START + timedelta(seconds=600)
    town.now.forward(seconds=600)
    await town.deliver_due()
    assert len(town.publisher.done) == 1


async def test_a_refused_reply_closes_its_window_for_all(town):
    deliver_with(town)
    await approved(town)
    town.publisher.before.append(RateLimited("wait", until=START + timedelta(minutes=9)))
    await town.send()
    async with town.store.read() as tx:
        [window] = await tx.windows.known(["page"], now=town.now())
    assert (window.covers, window.until) == (("send:message",), START + timedelta(minutes=9))


async def test_an_empty_purse_stops_no_answer(town):
    deliver_with(town, TARIFF)
    await approved(town)
    await learn(town, *(Charge("read", f"a:{number}") for number in range(9)))
    await town.send()
    assert len(town.publisher.done) == 1


async def test_an_answer_makes_us_look_sooner(town):
    deliver_with(town)
    poll_with(town, Telling([]))
    await approved(town)
    await town.send()
    status = (await town.streams())["page"]
    assert status.next_poll_at <= town.now() + timedelta(seconds=30)


@pytest.mark.parametrize("left", [1, 0])
async def test_a_look_up_waits_for_its_window(town, left):
    deliver_with(town)
    await approved(town)
    town.publisher.after.append(KeyError("cut"))
    await town.send()
    await learn(town, closed(covers=("look_up:message",), left=left))
    town.now.forward(minutes=2)
    assert await town.deliver.reconcile() == left
