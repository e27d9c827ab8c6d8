"""What stood beneath something removed goes with it, where the network takes it away too."""

from monitor.domain.streams import Removed
from monitor.ports import Store
from tests.support.records import MINUTE, NOW, absorbed, seen, stored

GONE = Removed("siuntos-x", "root", NOW + MINUTE, with_replies=True)
THREAD = (
    seen("root"),
    seen("reply", parent_id="root", text="mano numeris 600 00000"),
    seen("deeper", parent_id="reply"),
    seen("beside"),
)


async def remove(store: Store, *records: Removed) -> tuple[int, ...]:
    async with store.write() as tx:
        return (await tx.mentions.absorb(records, now=NOW + MINUTE)).removed


async def test_replies_of_all_levels_are_erased_and_nothing_else(store: Store) -> None:
    root, reply, deeper, beside = await absorbed(store, *THREAD)
    assert set(await remove(store, GONE)) == {root, reply, deeper}
    for gone in (root, reply, deeper):
        found = await stored(store, gone)
        assert (found.mention.text, found.deleted_at is not None) == ("", True)
    assert (await stored(store, beside)).deleted_at is None


async def test_an_erased_reply_does_not_come_back_with_the_next_poll(store: Store) -> None:
    _, reply, _, _ = await absorbed(store, *THREAD)
    await remove(store, GONE)
    assert await absorbed(store, *THREAD) == []
    assert (await stored(store, reply)).mention.text == ""


async def test_where_replies_stay_on_the_network_they_stay_here(store: Store) -> None:
    root, reply, _, _ = await absorbed(store, *THREAD)
    assert await remove(store, Removed("siuntos-x", "root", NOW + MINUTE)) == (root,)
    assert (await stored(store, reply)).deleted_at is None


async def test_replies_on_another_account_are_another_thread(store: Store) -> None:
    await absorbed(store, seen("root"))
    [other] = await absorbed(store, seen("reply", account="other-x", parent_id="root"))
    await remove(store, GONE)
    assert (await stored(store, other)).deleted_at is None


async def test_a_thread_that_bites_its_tail_ends(store: Store) -> None:
    ids = await absorbed(store, seen("root", parent_id="reply"), seen("reply", parent_id="root"))
    assert set(await remove(store, GONE)) == set(ids)
