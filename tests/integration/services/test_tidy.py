"""What is kept for a while only goes in time, batch by batch, and is looked through once an hour."""

from datetime import timedelta

from sqlalchemy import func, select

from monitor.domain.streams import Seen
from monitor.ports import Way
from monitor.services import tidy as tidying
from monitor.services.tidy import Tidy
from monitor.store.schema import mention_raws, webhooks
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


async def test_free_memory_is_given_back_once_an_hour(town):
    given: list[str] = []
    tidy = Tidy(town.store, now=town.now, give_back=lambda: given.append("all"))
    for _ in range(3):
        await tidy.sweep()
        town.now.forward(minutes=30)
    assert given == ["all", "all"]


async def kept(town):
    """How many raw records and webhook bodies there are."""
    async with town.store._readers.begin() as connection:
        counts = [await connection.scalar(select(func.count()).select_from(each)) for each in (mention_raws, webhooks)]
    return tuple(counts)


async def test_what_networks_sent_goes_in_time_and_what_was_said_stays(town):
    tidy = Tidy(town.store, now=town.now, raw=timedelta(days=10))
    await town.hear(mention("1", "blogai"))
    async with town.store.write() as tx:
        read = await tx.webhooks.keep("meta", b"one", now=town.now())
        await tx.webhooks.mark_read(read, now=town.now())
        await tx.webhooks.keep("meta", b"two", now=town.now())
    town.now.forward(days=9)
    await town.hear(mention("2", "vis dar blogai", created_at=town.now()))
    await tidy.sweep()
    assert await kept(town) == (2, 2)
    town.now.forward(days=1, minutes=1)
    assert await tidy.sweep() == 2
    assert await kept(town) == (1, 1)  # the younger text's, and the body nobody has read yet
    assert await town.texts() == ["blogai", "vis dar blogai"]


async def test_much_goes_batch_by_batch(town, monkeypatch):
    monkeypatch.setattr(tidying, "TOGETHER", 2)
    async with town.store.write() as tx:
        some = [Seen(mention(str(number)), {"id": number}) for number in range(5)]
        await tx.mentions.absorb(some, now=town.now())
        await tx.ledger.arrived(some, Way.POLL, now=town.now())
        for number in range(5):
            read = await tx.webhooks.keep("meta", str(number).encode(), now=town.now())
            await tx.webhooks.mark_read(read, now=town.now())
    town.now.forward(days=36)
    assert await Tidy(town.store, now=town.now).sweep() == 15
    assert await kept(town) == (0, 0)
