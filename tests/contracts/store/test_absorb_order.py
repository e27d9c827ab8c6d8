"""Whatever way pages are cut, shuffled and repeated, the store ends up the same."""

from collections.abc import Sequence
from itertools import count
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from monitor.domain.mentions import Abilities, Author
from monitor.domain.streams import Record, Removed, Unreadable
from monitor.store import SqlStore
from monitor.store.schema import mentions, quarantine
from tests.support.records import MINUTE, NOW, seen

_numbers = count(1)
_LEAN: dict[str, Any] = {
    "author": Author(remote_id=""),
    "permalink": None,
    "abilities": Abilities(hide=False),
    "attachments": (),
}

_items = st.lists(
    st.fixed_dictionaries(
        {
            "remote_id": st.sampled_from(["1", "2", "3", "4", "nul\x00", "ž📦"]),
            "text": st.text(max_size=20),
            "lean": st.booleans(),
            "removed": st.booleans(),
            "broken": st.booleans(),
        }
    ),
    unique_by=lambda item: item["remote_id"],
    max_size=5,
)


def records_of(item: dict[str, Any], account: str) -> list[Record]:
    """Everything the network ever says of one item, by page and by webhook."""
    plain: dict[str, Any] = {"account": account, "text": item["text"]}
    records: list[Record] = [seen(item["remote_id"], **plain)]
    if item["lean"]:
        records.append(seen(item["remote_id"], **plain, **_LEAN))
    if item["removed"]:
        records.append(Removed(account, item["remote_id"], NOW + MINUTE))
    if item["broken"]:
        records.append(Unreadable(account, "no time", item["remote_id"]))
    return records


@st.composite
def deliveries(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[int], list[int]]:
    """Items, an order of their records with repeats, and how many records each page holds."""
    items = draw(_items)
    total = sum(len(records_of(item, "any")) for item in items)
    order = draw(st.permutations(range(total)))
    repeats = draw(st.lists(st.sampled_from(range(total)), max_size=6)) if total else []
    sizes = draw(st.lists(st.integers(1, 5), min_size=1, max_size=20))
    return items, [*order, *repeats], sizes


def pages(records: Sequence[Record], sizes: Sequence[int]) -> list[Sequence[Record]]:
    cut, at = [], 0
    for size in sizes:
        cut.append(records[at : at + size])
        at += size
    return [*cut, records[at:]]


async def contents(store: SqlStore, account: str) -> tuple[list[Any], list[str]]:
    """What stands in the store; of what was removed only that it was, for nothing is learned of it afterwards."""
    changing = {"id", "account", "stored_at", "pending_since", "case_id"}
    columns = [each for each in mentions.c if each.name not in changing]
    waits = mentions.c.pending_since.is_not(None).label("waits")
    rows = select(*columns, waits).where(mentions.c.account == account).order_by(mentions.c.remote_id)
    bad = select(quarantine.c.raw).where(quarantine.c.account == account).order_by(quarantine.c.raw)
    async with store._readers.connect() as connection:
        kept = [
            (row.remote_id, row.text, row.attachments, row.excerpt, row.waits) if row.deleted_at else tuple(row)
            for row in await connection.execute(rows)
        ]
        return kept, list(await connection.scalars(bad))


@settings(max_examples=60)
@given(delivery=deliveries())
async def test_any_split_order_and_repeat_of_pages_gives_the_same_store(
    store: SqlStore, delivery: tuple[list[dict[str, Any]], list[int], list[int]]
) -> None:
    items, order, sizes = delivery
    straight, shuffled = (f"account-{next(_numbers)}" for _ in range(2))
    at_once = [record for item in items for record in records_of(item, straight)]
    another = [record for item in items for record in records_of(item, shuffled)]
    async with store.write() as tx:
        await tx.mentions.absorb(at_once, now=NOW)
    for page in pages([another[place] for place in order], sizes):
        async with store.write() as tx:
            await tx.mentions.absorb(page, now=NOW + MINUTE)
    assert await contents(store, shuffled) == await contents(store, straight)
