"""A quiet handle on X for a day at default settings: what it costs by the simulator's meter and by ours."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from connectors.simulator.x import reading
from connectors.simulator.x.prices import METER
from connectors.x.settings import XNetwork
from monitor.domain.spending import DOLLAR, Spent, day_of, dollars, forecast, savings, spent_of
from monitor.domain.streams import StreamRef
from monitor.services.pace import Pacing, Terms
from monitor.services.poll import Poll, Polled
from monitor.services.recheck import Recheck
from tests.contracts.connectors.x_stage import XStage, x_stage

EVENING = datetime(2026, 11, 19, 23, 40, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 20, tzinfo=UTC)
DEFAULTS = XNetwork()
"""The stage shortens pages; here they are as long as everybody's."""
USUAL = {"page_size": DEFAULTS.page_size}


class House:
    """The part of the service that spends: polling and looking again, on simulated time."""

    def __init__(self, store, stage: XStage) -> None:
        self.store, self.stage = store, stage
        self.name, source = stage.account.name, stage.connector.source
        self.tariff = stage.plugin.tariff(self.name, stage.options, stage.network)
        terms = Terms(network="x", streams=source.streams, pause=stage.plugin.poll_seconds, tariff=self.tariff)
        given = {"now": lambda: stage.simulated.now, "pacing": Pacing({self.name: terms})}
        polled = {self.name: Polled(source, terms.pause)}
        self.poll = Poll(store, polled, owner="me", lease=timedelta(minutes=2), **given)
        self.recheck = Recheck(store, {self.name: stage.connector.rechecker}, **given)

    @property
    def now(self) -> datetime:
        return self.stage.simulated.now

    async def begin(self) -> None:
        async with self.store.write() as tx:
            refs = [StreamRef(self.name, stream) for stream in self.stage.connector.source.streams]
            await tx.streams.ensure(refs, now=self.now)

    async def live(self, until: datetime) -> None:
        """Let time pass from one due poll to the next."""
        while self.now < until:
            for lease in await self.poll.claim():
                await self.poll.one(lease)
            await self.recheck.sweep()
            async with self.store.read() as tx:
                due = min(status.next_poll_at for status in await tx.streams.statuses())
            self.stage.simulated.pass_time(max(timedelta(seconds=1), min(due, until) - self.now))

    async def costs(self):
        async with self.store.read() as tx:
            return await tx.spending.costs("x", since=EVENING.date())


def total(stage: XStage) -> Decimal:
    return stage.simulated.app[METER].total


def people(stage: XStage, *handles: str) -> list[str]:
    return [stage.state.people.known_or_new(handle).id for handle in handles]


async def quiet_day(house: House) -> None:
    """Three people name us, one of whom we know; messages are old; the saved search finds nothing; we write nothing."""
    stage = house.stage
    known, *new = people(stage, "rugile_k", "tadas_b", "ieva_m")
    for number in range(12):
        stage.customer_messages(f"sena žinutė {number}")
        stage.state.post(known, f"@siuntukas sena siunta {number}", at=EVENING - timedelta(hours=number + 1))
    await house.begin()
    await house.live(MIDNIGHT)
    for hour, writer in zip((9, 14, 19), (known, *new), strict=True):
        await house.live(MIDNIGHT + timedelta(hours=hour))
        stage.state.post(writer, f"@siuntukas kur mano siunta nr. {hour}?")
    await house.live(MIDNIGHT + timedelta(days=1))


@pytest.mark.slow
async def test_a_quiet_day_costs_less_than_ten_cents_by_both_meters(sqlite_store, monkeypatch):
    monkeypatch.setattr(reading, "APP_OWNER_ID", "0")  # our app is not owned by the handle: its mentions cost in full
    async with x_stage(network=USUAL, options={"keywords": ("siuntos vėluoja",)}, fixed_time=EVENING) as stage:
        house = House(sqlite_store, stage)
        await quiet_day(house)
        costs = await house.costs()
        assert sum(cost.amount for cost in costs) == int(total(stage) * DOLLAR)
        day = spent_of(costs, MIDNIGHT.date()).day
        found = {f"{cost.purpose}: {cost.kind}": cost.count for cost in costs if cost.day == MIDNIGHT.date()}
        assert found == {
            "mentions: post_read": 3,
            "mentions: user_read": 2,
            "messages: dm_read": 2,
            "recheck: post_read": 5,
        }
        assert dollars(day) == "0.080"  # the figure of docs/costs.md


async def test_a_busy_hour_is_counted_to_the_cent_and_forecast(sqlite_store):
    """Bursts, searches that hit, pages in both directions; the dearest setting is named."""
    async with x_stage(network=USUAL, options={"keywords": ("siunta",), "owns_app": True}, fixed_time=EVENING) as stage:
        house = House(sqlite_store, stage)
        await house.begin()
        for hour in range(2):
            for number in range(15):
                [writer] = people(stage, f"klientas_{hour}_{number % 4}")
                stage.state.post(writer, f"{'@siuntukas ' if number % 2 else ''}siunta {hour} {number}")
            stage.customer_messages(f"žinutė {hour}")
            await house.live(house.now + timedelta(minutes=10))
        costs = await house.costs()
        assert sum(cost.amount for cost in costs) == int(total(stage) * DOLLAR)
        saving = savings(costs, house.tariff.levers, house.now)[0]
        assert saving.setting == "accounts.siuntukas-x.keywords: narrow or drop search 1"
        assert forecast(costs, house.now) > spent_of(costs, day_of(house.now)).month


async def test_a_spent_budget_ends_reading_at_both_meters(sqlite_store):
    async with x_stage(network={**USUAL, "daily_budget_usd": 0.05}, fixed_time=MIDNIGHT) as stage:
        house = House(sqlite_store, stage)
        await house.begin()
        for hour in range(3):
            for writer in people(stage, *(f"klientas_{hour}_{number}" for number in range(5))):
                stage.state.post(writer, f"@siuntukas kur siunta {hour}?")
            await house.live(house.now + timedelta(hours=1))
        spent = total(stage)
        assert Decimal("0.05") <= spent < Decimal("0.20")  # what a page costs is known only when it is there
        async with sqlite_store.read() as tx:
            reasons = {status.reason for status in await tx.streams.statuses()}
        assert any("budget is spent" in reason for reason in reasons)
        await house.live(MIDNIGHT + timedelta(days=1, hours=1))
        assert spent_of(await house.costs(), house.now.date()) != Spent()
