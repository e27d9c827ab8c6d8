"""Quarantined records can be gone through and released; erased ones are no more to be read."""

from monitor.domain.streams import Unreadable
from monitor.store import SqlStore
from tests.support.records import NOW


async def kept(store: SqlStore, **page: int) -> list[str]:
    async with store.read() as tx:
        return [row.raw for row in await tx.mentions.in_quarantine(**({"after": 0, "limit": 10} | page))]


async def test_records_are_given_in_their_order_page_by_page(store: SqlStore) -> None:
    async with store.write() as tx:
        records = [Unreadable("siuntos-x", "no text", raw) for raw in ("a", "b", "c", "b")]
        assert (await tx.mentions.absorb(records, now=NOW)).quarantined == 3
    assert await kept(store) == ["a", "b", "c"]
    assert await kept(store, limit=1) == ["a"]
    async with store.read() as tx:
        [first, *_] = await tx.mentions.in_quarantine(after=0, limit=1)
    assert (first.account, first.at) == ("siuntos-x", NOW)
    assert await kept(store, after=first.id) == ["b", "c"]


async def test_what_was_read_leaves_and_may_come_again(store: SqlStore) -> None:
    record = Unreadable("siuntos-x", "no text", "a")
    async with store.write() as tx:
        await tx.mentions.absorb([record], now=NOW)
        [row] = await tx.mentions.in_quarantine(after=0, limit=1)
        await tx.mentions.release(row.id)
        assert await tx.mentions.quarantined() == 0
        assert (await tx.mentions.absorb([record], now=NOW)).quarantined == 1


async def test_an_erased_record_is_left_out(store: SqlStore) -> None:
    async with store.write() as tx:
        await tx.mentions.absorb([Unreadable("siuntos-x", "no text", "")], now=NOW)
    assert await kept(store) == []
