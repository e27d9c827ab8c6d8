"""Absorbing records: natural keys, edits, removals, the quarantine."""

import asyncio
import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from monitor.domain.drafts import DraftState
from monitor.domain.mentions import Abilities, Author, Direction
from monitor.domain.outbox import OutboxState
from monitor.domain.streams import Removed, Unreadable
from monitor.ports import Absorbed
from monitor.store import SqlStore
from monitor.store.schema import mention_raws
from tests.support.records import ASSESSMENT, LEASE, MINUTE, NOW, absorbed, drafted, mention, queued, seen, stored


async def raw_of(store: SqlStore, mention_id: int) -> object:
    async with store._readers.connect() as connection:
        text = await connection.scalar(select(mention_raws.c.raw).where(mention_raws.c.mention_id == mention_id))
    return None if text is None else json.loads(text)


async def absorb(store: SqlStore, *records: object) -> Absorbed:
    async with store.write() as tx:
        return await tx.mentions.absorb(records, now=NOW)  # type: ignore[arg-type]


async def assess(store: SqlStore, mention_id: int) -> None:
    async with store.write() as tx:
        await tx.mentions.assessed(mention_id, ASSESSMENT, None, now=NOW)


async def pending(store: SqlStore) -> list[int]:
    async with store.read() as tx:
        return [found.id for found in await tx.mentions.unassessed(limit=10)]


async def test_a_mention_comes_back_as_it_was_stored(store: SqlStore) -> None:
    [new] = await absorbed(store, seen())
    found = await stored(store, new)
    assert found.mention == mention()
    assert (found.case_id, found.deleted_at, found.revision) == (None, None, 1)
    async with store.read() as tx:
        assert await tx.mentions.by_remote_id("siuntos-x", "1001") == found
        assert await tx.mentions.by_remote_id("siuntos-fb", "1001") is None
        assert await tx.mentions.get(new + 1) is None


async def test_a_bare_mention_comes_back_too(store: SqlStore) -> None:
    bare = {
        "author": Author(remote_id=""),
        "permalink": None,
        "abilities": Abilities(),
        "attachments": (),
        "text": "",
        "direction": Direction.OUTBOUND,
        "parent_id": "1000",
    }
    [new] = await absorbed(store, seen(**bare))
    assert (await stored(store, new)).mention == mention(**bare)


async def test_a_repeat_changes_nothing(store: SqlStore) -> None:
    [new] = await absorbed(store, seen())
    await assess(store, new)
    assert await absorb(store, seen(), seen()) == Absorbed()
    assert await pending(store) == []


async def test_repeats_in_one_page_are_one_mention(store: SqlStore) -> None:
    result = await absorb(store, seen("1"), seen("2"), seen("1"))
    assert len(result.new) == 2


async def test_the_same_id_on_two_accounts_is_two_mentions(store: SqlStore) -> None:
    assert len(await absorbed(store, seen("1"), seen("1", account="siuntos-fb"))) == 2


async def test_ids_come_in_the_order_of_the_records(store: SqlStore) -> None:
    ids = await absorbed(store, seen("z"), seen("a", account="siuntos-fb"), seen("m"))
    assert [(await stored(store, each)).mention.remote_id for each in ids] == ["z", "a", "m"]


async def test_an_edit_changes_the_text_and_asks_for_assessment_again(store: SqlStore) -> None:
    [new] = await absorbed(store, seen())
    await assess(store, new)
    assert await absorb(store, seen(text="Jau gavau, ačiū!", raw={"v": 2})) == Absorbed(edited=(new,))
    found = await stored(store, new)
    assert (found.mention.text, found.revision) == ("Jau gavau, ačiū!", 2)
    assert await pending(store) == [new]
    assert await raw_of(store, new) == {"v": 2}
    async with store.read() as tx:
        assert await tx.mentions.assessment_of(new) == ASSESSMENT


async def test_news_that_are_no_edit_leave_the_assessment_alone(store: SqlStore) -> None:
    [new] = await absorbed(store, seen())
    await assess(store, new)
    author = Author(remote_id="u-rasa", handle="rasa_nauja", name="Rasa", followers=500)
    assert await absorb(store, seen(hidden=True, author=author)) == Absorbed()
    found = (await stored(store, new)).mention
    assert (found.hidden, found.author) == (True, author)
    assert await pending(store) == []


async def test_a_follower_more_is_no_news(store: SqlStore) -> None:
    [new] = await absorbed(store, seen(raw={"v": 1}))
    author = Author(remote_id="u-rasa", handle="rasa_test", name="Rasa Pavyzdė", followers=121)
    await absorb(store, seen(author=author, raw={"v": 2}))
    assert await raw_of(store, new) == {"v": 1}


async def test_a_lean_record_erases_nothing(store: SqlStore) -> None:
    [new] = await absorbed(store, seen())
    lean = {"author": Author(remote_id=""), "permalink": None, "abilities": Abilities(hide=True), "attachments": ()}
    await absorb(store, seen(**lean))
    found = (await stored(store, new)).mention
    assert found == mention(abilities=Abilities(reply=True, hide=True))


async def test_a_network_that_does_not_say_whether_it_is_hidden_changes_nothing(store: SqlStore) -> None:
    [new] = await absorbed(store, seen(hidden=None))
    assert (await stored(store, new)).mention.hidden is False
    await absorb(store, seen(hidden=True))
    await absorb(store, seen(hidden=None, text="kitas tekstas"))
    assert (await stored(store, new)).mention.hidden is True
    await absorb(store, seen(hidden=False))
    assert (await stored(store, new)).mention.hidden is False


async def test_a_removal_erases_words_but_keeps_figures(store: SqlStore) -> None:
    [new] = await absorbed(store, seen())
    await assess(store, new)
    gone = Removed("siuntos-x", "1001", NOW + MINUTE)
    assert await absorb(store, gone) == Absorbed(removed=(new,))
    found = await stored(store, new)
    assert (found.mention.text, found.mention.attachments, found.deleted_at) == ("", (), NOW + MINUTE)
    assert await raw_of(store, new) is None
    async with store.read() as tx:
        assert await tx.mentions.assessment_of(new) == ASSESSMENT
    assert await absorb(store, gone) == Absorbed()


async def test_what_was_removed_unassessed_is_not_assessed(store: SqlStore) -> None:
    await absorbed(store, seen())
    await absorb(store, Removed("siuntos-x", "1001", NOW))
    assert await pending(store) == []


async def test_a_removal_takes_the_drafts_that_may_quote_the_text(store: SqlStore) -> None:
    draft = await drafted(store)
    await absorb(store, Removed("siuntos-x", "1001", NOW))
    async with store.read() as tx:
        found = await tx.drafts.get(draft.id)
    assert found
    assert (found.text, found.state, found.version) == ("", DraftState.DISCARDED, 2)


async def test_a_removal_takes_replies_that_were_sent_but_not_those_on_their_way(store: SqlStore) -> None:
    draft = await drafted(store)
    sent = await queued(store, draft.case_id, "sent", draft_id=draft.id)
    waiting = await queued(store, draft.case_id, "waiting", draft_id=draft.id, not_before=NOW + MINUTE)
    async with store.write() as tx:
        [sending] = await tx.outbox.claim_due(now=NOW, owner="one", lease=LEASE, limit=1)
        await tx.outbox.settle(sending, OutboxState.DELIVERED, now=NOW)
        await tx.mentions.absorb([Removed("siuntos-x", "1001", NOW)], now=NOW)
        texts = {entry.id: entry.call.text for entry in await tx.outbox.of_case(draft.case_id)}
    assert texts == {sent.id: "", waiting.id: waiting.call.text}


async def test_overlap_does_not_bring_back_what_was_removed(store: SqlStore) -> None:
    [new] = await absorbed(store, seen())
    await absorb(store, Removed("siuntos-x", "1001", NOW + MINUTE))
    assert await absorb(store, seen(), seen(text="another text")) == Absorbed()
    assert (await stored(store, new)).mention.text == ""
    assert await raw_of(store, new) is None


async def test_a_removal_holds_even_when_it_comes_first(store: SqlStore) -> None:
    assert await absorb(store, Removed("siuntos-x", "1001", NOW + MINUTE)) == Absorbed()
    assert await absorb(store, seen()) == Absorbed()
    async with store.read() as tx:
        found = await tx.mentions.by_remote_id("siuntos-x", "1001")
    assert found
    assert (found.mention.text, found.deleted_at) == ("", NOW + MINUTE)
    assert await raw_of(store, found.id) is None
    assert await pending(store) == []


async def test_a_removal_with_a_clock_behind_still_removes(store: SqlStore) -> None:
    [new] = await absorbed(store, seen())
    await absorb(store, Removed("siuntos-x", "1001", NOW - MINUTE))
    assert await absorb(store, seen()) == Absorbed()
    assert (await stored(store, new)).mention.text == ""


async def test_what_the_network_shows_newer_than_the_removal_is_back(store: SqlStore) -> None:
    [new] = await absorbed(store, seen())
    await absorb(store, Removed("siuntos-x", "1001", NOW + MINUTE))
    again = seen(created_at=NOW + 2 * MINUTE, text="Rašau iš naujo", raw={"v": 2})
    assert await absorb(store, again) == Absorbed(edited=(new,))
    found = await stored(store, new)
    assert (found.mention.text, found.deleted_at) == ("Rašau iš naujo", None)
    assert await pending(store) == [new]
    assert await raw_of(store, new) == {"v": 2}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("labas \x00 rytas", "labas \ufffd rytas"),
        ("siunta \ud83d", "siunta \ufffd"),
        ("siunta \ud83d\udce6", "siunta 📦"),
        ("👩‍👩‍👧 ąčęėįšųūž 🇱🇹", "👩‍👩‍👧 ąčęėįšųūž 🇱🇹"),
    ],
)
async def test_no_text_breaks_the_store(store: SqlStore, text: str, kept: str) -> None:
    raw = {"text": text, "nul\x00": ["\udfff"]}
    [new] = await absorbed(store, seen(text=text, author=Author(remote_id="u", name=text), raw=raw))
    found = (await stored(store, new)).mention
    assert (found.text, found.author.name) == (kept, kept)
    assert await raw_of(store, new) == json.loads(json.dumps(raw))
    assert await absorb(store, seen(text=text, author=Author(remote_id="u", name=text), raw=raw)) == Absorbed()


@pytest.mark.parametrize("year", [1, 9999])
async def test_no_number_or_time_breaks_the_store(store: SqlStore, year: int) -> None:
    created = datetime(year, 1 if year == 1 else 12, 1 if year == 1 else 31, 12, tzinfo=UTC)
    record = seen(created_at=created, author=Author(remote_id="u", followers=10**30))
    [new] = await absorbed(store, record)
    found = (await stored(store, new)).mention
    assert (found.created_at, found.author.followers) == (created, 2**63 - 1)
    assert await absorb(store, record) == Absorbed()


async def test_a_dirty_key_is_still_one_key(store: SqlStore) -> None:
    await absorbed(store, seen("10\x0001"))
    assert await absorb(store, seen("10\x0001")) == Absorbed()
    async with store.read() as tx:
        assert await tx.mentions.by_remote_id("siuntos-x", "10\x0001")


async def test_what_cannot_be_read_is_kept_once(store: SqlStore) -> None:
    bad = Unreadable("siuntos-x", "no id", '{"text": "\x00 \ud800"}')
    result = await absorb(store, bad, seen(), bad)
    assert (len(result.new), result.quarantined) == (1, 1)
    assert (await absorb(store, bad)).quarantined == 0
    assert (await absorb(store, Unreadable("siuntos-fb", "no id", bad.raw))).quarantined == 1
    async with store.read() as tx:
        assert await tx.mentions.quarantined() == 2


async def test_more_keys_than_one_statement_takes(store: SqlStore) -> None:
    page = [seen(str(number)) for number in range(1203)]
    assert len(await absorbed(store, *page)) == 1203
    assert await absorb(store, *page) == Absorbed()


async def test_nothing_at_all(store: SqlStore) -> None:
    assert await absorb(store) == Absorbed()


async def test_two_writers_of_one_key_make_one_mention(store: SqlStore) -> None:
    page = [seen(str(number)) for number in range(50)]
    results = await asyncio.gather(*(absorb(store, *page) for _ in range(8)))
    assert sum(len(result.new) for result in results) == 50
