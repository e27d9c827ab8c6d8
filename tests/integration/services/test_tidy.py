"""Arrivals are kept for five weeks, and looked through once an hour."""

from monitor.domain.streams import Seen
from monitor.ports import Way
from monitor.services.tidy import Tidy
from tests.support.fakes import START, mention


async def test_what_is_five_weeks_old_goes_once_an_hour(town):
    tidy = Tidy(town.store, now=town.now)

    async def arrive(remote_id: str) -> None:
        async with town.store.write() as tx:
            await tx.ledger.arrived([Seen(mention(remote_id), {})], Way.POLL, now=town.now())

    await arrive("1")
    assert await tidy.sweep() == 0
    town.now.forward(days=35, minutes=1)
    await arrive("2")
    assert await tidy.sweep() == 1
    town.now.forward(days=36)
    town.now.forward(minutes=-59)
    assert await tidy.sweep() == 1
    async with town.store.read() as tx:
        assert await tx.ledger.ways(since=START) == []


async def test_within_the_hour_nothing_is_looked_through(town):
    tidy = Tidy(town.store, now=town.now)
    await tidy.sweep()
    async with town.store.write() as tx:
        await tx.ledger.arrived([Seen(mention("1"), {})], Way.POLL, now=town.now().replace(year=2020))
    town.now.forward(minutes=59)
    assert await tidy.sweep() == 0
    town.now.forward(minutes=1)
    assert await tidy.sweep() == 1
