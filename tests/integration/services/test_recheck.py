"""Looking again: what was deleted on the network is erased here, at the pace and for the money that was set."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from monitor.domain.account_health import Breaker
from monitor.domain.errors import AuthExpired, RateLimited
from monitor.domain.streams import Seen
from monitor.ports.recheck import Scope
from monitor.services.health import Health
from monitor.services.recheck import Recheck
from monitor.store.repositories.mentions import SqlMentions
from tests.support.fakes import START, mention, page
from tests.support.patience import PATIENCE


@dataclass
class FakeRechecker:
    """Knows which texts are no more."""

    scope: Scope
    missing: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)

    async def gone(self, remote_ids, *, now):
        if self.errors:
            raise self.errors.pop(0)
        self.asked += remote_ids
        return frozenset(remote_ids) & self.missing


class House:
    """A town with one account that looks again."""

    def __init__(self, town, **scope) -> None:
        self.town = town
        self.rechecker = FakeRechecker(Scope(**{"streams": ("comments",), "batch": 2, "a_day": 4, **scope}))
        self.service = Recheck(town.store, {"page": self.rechecker}, now=town.now)

    async def stored(self, *ids: str) -> None:
        self.town.sources["page"].answers.append(page(*(mention(one, stream="comments") for one in ids)))
        async with self.town.store.write() as tx:
            await tx.streams.poll_now("page")
        await self.town.poll_due()

    async def after(self, **pause: float) -> int:
        self.town.now.forward(**pause)
        return await self.service.sweep()

    async def asks(self, **pause: float) -> list[str]:
        """Who is asked for in one sweep after a pause."""
        self.rechecker.asked.clear()
        await self.after(**pause)
        return list(self.rechecker.asked)

    async def standing(self) -> set[str]:
        async with self.town.store.read() as tx:
            found = [await tx.mentions.by_remote_id("page", one) for one in "abcdef"]
        return {each.mention.remote_id for each in found if each and each.mention.text}


@pytest.fixture
async def house(town):
    made = House(town)
    await made.stored(*"abcde")
    return made


async def test_what_is_gone_is_erased_and_the_metric_stays(house):
    house.rechecker.missing = {"d"}
    assert await house.after() == 1
    assert await house.standing() == set("abce")
    async with house.town.store.read() as tx:
        stored = await tx.mentions.by_remote_id("page", "d")
    assert stored.deleted_at == house.town.now()
    assert (stored.mention.text, stored.mention.attachments) == ("", ())


async def test_the_newest_are_asked_for_first_and_everything_in_turn(house):
    asked = [await house.asks(hours=12) for _ in range(3)]
    assert asked == [["e", "d"], ["c", "b"], ["a"]]


async def test_the_budget_is_spread_over_the_day(house):
    """Two of four a day: the next two half a day later."""
    assert await house.asks() == ["e", "d"]
    assert await house.asks(hours=11) == []
    assert await house.asks(hours=1) == ["c", "b"]


async def test_no_more_than_the_budget_is_asked_for_in_one_utc_day(town):
    house = House(town, batch=100, a_day=3)
    await house.stored(*"abcde")
    town.now.moment = START.replace(hour=23)
    assert len(await house.asks()) == 3
    assert await house.asks(minutes=59) == []
    async with town.store.write() as tx:
        state = await tx.ledger.round_of("page")
    assert (state.spent, state.next_at) == (3, town.now() - timedelta(minutes=59) + timedelta(days=1))


async def test_there_is_one_round_a_day_however_much_could_be_asked(town):
    house = House(town, batch=100, a_day=1000)
    await house.stored(*"abc")
    assert await house.asks() == ["c", "b", "a"]
    assert await house.asks(hours=1) == []
    assert await house.asks(hours=22) == []
    assert await house.asks(hours=1) == ["c", "b", "a"]


async def test_where_it_stands_outlives_a_restart(house):
    assert await house.asks() == ["e", "d"]
    house.service = Recheck(house.town.store, {"page": house.rechecker}, now=house.town.now)
    assert await house.asks() == []
    assert await house.asks(hours=12) == ["c", "b"]


async def test_an_error_asks_the_same_again_later_and_erases_nothing(house):
    house.rechecker.missing = set("abcde")
    house.rechecker.errors = [RateLimited("wait", until=house.town.now() + timedelta(hours=20)), AuthExpired("gone")]
    assert [await house.after(), await house.after(hours=12), await house.after(hours=12)] == [0, 0, 0]
    assert await house.standing() == set("abcde")
    assert await house.asks(hours=12) == ["e", "d"]


async def test_an_error_nobody_thought_of_waits_like_any_other(house):
    house.rechecker.errors = [KeyError("data")]
    assert await house.after() == 0
    assert await house.asks(minutes=14) == []
    assert await house.asks(hours=12) == ["e", "d"]


async def test_a_row_that_cannot_be_erased_keeps_no_other_from_it(house, monkeypatch, capsys):
    absorb = SqlMentions.absorb

    async def breaks_on_e(self, records, *, now):
        if "e" in [each.remote_id for each in records]:
            raise ZeroDivisionError
        return await absorb(self, records, now=now)

    house.rechecker.missing = {"e", "d"}
    monkeypatch.setattr(SqlMentions, "absorb", breaks_on_e)
    assert await house.after() == 1
    assert await house.standing() == set("abce")
    assert capsys.readouterr().out.count("recheck.not_erased") == 1
    assert await house.asks(hours=12) == ["c", "b"]


async def test_an_account_that_cannot_be_looked_at_keeps_no_other_from_it(house, monkeypatch):
    other = FakeRechecker(house.rechecker.scope)
    async with house.town.store.write() as tx:
        await tx.mentions.absorb([Seen(mention("z", account="other", stream="comments"), {})], now=house.town.now())
    both = Recheck(house.town.store, {"page": house.rechecker, "other": other}, now=house.town.now)
    take = both._take

    async def breaks_on_page(account, rechecker):
        if account == "page":
            raise ZeroDivisionError
        return await take(account, rechecker)

    monkeypatch.setattr(both, "_take", breaks_on_page)
    assert await both.sweep() == 0
    assert other.asked == ["z"]


async def test_a_budget_of_nothing_asks_nothing(town):
    house = House(town, a_day=0)
    await house.stored("a")
    assert await house.asks() == []
    async with town.store.read() as tx:
        assert await tx.ledger.rounds() == []


async def test_other_streams_are_left_alone(town):
    house = House(town, streams=("mentions",))
    await house.stored("a")
    assert await house.asks() == []


async def test_an_account_whose_breaker_is_open_rests_and_its_round_goes_on_where_it_stood(house):
    assert await house.asks() == ["e", "d"]
    health = Health(house.town.store, now=house.town.now)
    await health.stop("page", AuthExpired("the token has expired"))
    assert await house.asks(hours=20) == []
    async with house.town.store.write() as tx:
        held = await tx.accounts.of("page", now=house.town.now())
        assert held.held
        await tx.accounts.save(replace(held, breaker=Breaker.CLOSED))
    assert await house.asks() == ["c", "b"]


async def test_a_dead_token_met_here_counts_against_the_account_and_a_good_look_clears_it(house):
    house.rechecker.errors = [AuthExpired("the token has expired")]
    await house.after()
    async with house.town.store.read() as tx:
        assert (await tx.accounts.get("page")).strikes == 1
    assert await house.asks(hours=12) == ["e", "d"]
    async with house.town.store.read() as tx:
        assert (await tx.accounts.get("page")).strikes == 0


async def test_a_slow_account_holds_up_no_other(house):
    """Both are asked at the same time: the first answers only once the second was asked."""
    other, asked = FakeRechecker(house.rechecker.scope), asyncio.Event()

    async def waits(_remote_ids, *, now):
        await asyncio.wait_for(asked.wait(), PATIENCE)
        return frozenset()

    async def answers(_remote_ids, *, now):
        asked.set()
        return frozenset()

    house.rechecker.gone, other.gone = waits, answers
    async with house.town.store.write() as tx:
        await tx.mentions.absorb([Seen(mention("z", account="other", stream="comments"), {})], now=house.town.now())
    both = Recheck(house.town.store, {"page": house.rechecker, "other": other}, now=house.town.now)
    assert await both.sweep() == 0
    assert asked.is_set()
