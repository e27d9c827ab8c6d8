"""What an earlier poll showed of a conversation, and this one does not, has vanished."""

from datetime import timedelta

from monitor.domain.mentions import MentionKind, Visibility
from monitor.domain.streams import Removed, Seen, Standing
from monitor.ports import Way
from monitor.store import SqlStore
from tests.support.records import NOW, absorbed, mention, stored

MINUTE = timedelta(minutes=1)
LATER = NOW + 10 * MINUTE


def message(remote_id: str, minute: int, **more: object) -> Seen:
    private = {"kind": MentionKind.MESSAGE, "visibility": Visibility.PRIVATE, "conversation_id": "t:1:7"}
    return Seen(mention(remote_id=remote_id, created_at=NOW + minute * MINUTE, **(private | more)), {})


def shown(*remote_ids: str, since: int = 0, conversation: str = "t:1:7") -> Standing:
    return Standing("siuntos-x", conversation, NOW + since * MINUTE, frozenset(remote_ids))


async def arrive(store: SqlStore, *records: Seen, way: Way = Way.POLL) -> None:
    async with store.write() as tx:
        await tx.mentions.absorb(records, now=NOW)
        await tx.ledger.arrived(records, way, now=NOW + 5 * MINUTE, as_of=NOW + 5 * MINUTE)


async def vanished(store: SqlStore, *standing: Standing) -> list[Removed]:
    async with store.read() as tx:
        return await tx.ledger.vanished(standing, as_of=LATER)


async def test_what_is_missing_between_what_stands_is_gone(store: SqlStore) -> None:
    await arrive(store, message("m1", 1), message("m2", 2), message("m3", 3))
    assert await vanished(store, shown("m1", "m3", since=1)) == [Removed("siuntos-x", "m2", LATER)]
    assert await vanished(store, shown("m1", "m2", "m3", since=1)) == []


async def test_what_is_older_than_anything_shown_counts_as_standing(store: SqlStore) -> None:
    await arrive(store, message("m1", 1), message("m2", 2))
    assert await vanished(store, shown("m2", since=2)) == []


async def test_what_only_a_webhook_told_of_counts_as_standing(store: SqlStore) -> None:
    await arrive(store, message("m1", 1))
    await arrive(store, message("m2", 2), way=Way.WEBHOOK)
    assert await vanished(store, shown("m1", since=1)) == []


async def test_other_conversations_comments_and_what_is_gone_already_are_left_alone(store: SqlStore) -> None:
    comment = {"kind": MentionKind.COMMENT, "visibility": Visibility.PUBLIC}
    others = message("m2", 2, conversation_id="t:1:8"), message("m3", 3, **comment)
    await arrive(store, message("m1", 1), *others, message("m4", 4))
    async with store.write() as tx:
        await tx.mentions.absorb([Removed("siuntos-x", "m4", LATER)], now=LATER)
    assert await vanished(store, shown("m1", since=1)) == []
    assert await vanished(store) == []


async def test_what_we_hid_is_remembered_until_the_network_says_otherwise(store: SqlStore) -> None:
    [new] = await absorbed(store, Seen(mention(), {}))
    for hidden in (True, False):
        async with store.write() as tx:
            await tx.mentions.mark_hidden("siuntos-x", "1001", hidden=hidden)
        assert (await stored(store, new)).mention.hidden is hidden
