"""Records from quarantine are read again by a version that can: they arrive, and the gap closes."""

from datetime import timedelta

import pytest

from monitor.domain.errors import BadPayload
from monitor.domain.gaps import Cause
from monitor.domain.streams import Page, Seen, StreamRef, Unreadable
from monitor.services.reread import Readable, Reread
from tests.support.fakes import ACCOUNTS, mention

BROKEN = (Unreadable("page", "text is not a text", "one"), Unreadable("page", "text is not a text", "two"))


class Reader:
    """Reads what it has been taught."""

    def __init__(self, *known):
        self.known = known

    def reread(self, raw, account, *, at):
        if raw == "crash":
            raise RuntimeError(raw)
        if raw not in self.known:
            raise BadPayload("no")
        return (Seen(mention(raw, f"skundas {raw}"), {"id": raw}),)


@pytest.fixture
async def held(town):
    town.sources["page"].answers.append(Page(BROKEN, "c1", up_to=town.now() - timedelta(minutes=1)))
    await town.poll_due()
    return town


async def ledger(town):
    async with town.store.read() as tx:
        return next(each for each in await tx.ledger.all() if each.ref == StreamRef("page", "comments"))


def rereading(town, *known):
    return Reread(town.store, {"page": Readable(Reader(*known), ACCOUNTS["page"])}, now=town.now)


async def test_what_can_be_read_arrives_and_the_gap_shrinks_then_closes(held):
    [gap] = [gap for gap in (await ledger(held)).open if gap.cause is Cause.QUARANTINED]
    assert gap.count == 2
    held.now.forward(minutes=1)
    assert await rereading(held, "one").sweep() == 1
    [gap] = [gap for gap in (await ledger(held)).open if gap.cause is Cause.QUARANTINED]
    assert gap.count == 1
    assert await rereading(held, "one", "two").sweep() == 1
    after = await ledger(held)
    assert [gap for gap in after.open if gap.cause is Cause.QUARANTINED] == []
    assert [gap.filled_by for gap in after.closed if gap.cause is Cause.QUARANTINED] == ["reread"]
    await held.think()
    assert sorted(await held.texts()) == ["skundas one", "skundas two"]
    async with held.store.read() as tx:
        assert await tx.mentions.quarantined() == 0


async def test_what_still_cannot_be_read_stays_and_a_crash_stops_nothing(held):
    async with held.store.write() as tx:
        await tx.mentions.absorb([Unreadable("page", "no", "crash"), Unreadable("gone", "no", "one")], now=held.now())
    assert await rereading(held, "two").sweep() == 1
    async with held.store.read() as tx:
        assert sorted(row.raw for row in await tx.mentions.in_quarantine(after=0, limit=9)) == ["crash", "one", "one"]


async def test_a_process_looks_once(held):
    reread = rereading(held, "one")
    assert [await reread.once(), await reread.once()] == [1, 0]
