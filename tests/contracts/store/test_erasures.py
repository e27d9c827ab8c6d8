"""Erasing an author: every copy of what they wrote goes, the figures stay, and it does not come back."""

from dataclasses import replace

from sqlalchemy import text as sql

from monitor.domain.mentions import Author, Direction, MentionKind, Visibility
from monitor.domain.outbox import OutboxState
from monitor.domain.streams import Unreadable
from monitor.ports import Deletion, Store
from tests.support.records import ASSESSMENT, MINUTE, NOW, absorbed, drafted, entry, queued, seen, stored

WHO = "u-rasa"
TABLES = (
    *("mentions", "mention_raws", "search_terms", "drafts", "outbox", "quarantine", "webhooks"),
    *("cases", "events", "assessments"),
)


async def town(store: Store) -> tuple[int, int]:
    """One mention with a case, a draft, a sent reply, our echo, a webhook body and a quarantined record."""
    draft = await drafted(store, text="Labas, Rasa Pavyzdė, tel. 600 00000")
    case_id, mention_id = draft.case_id, draft.mention_id
    [echo] = await absorbed(
        store,
        seen("ours", direction=Direction.OUTBOUND, author=Author(remote_id="us"), text="Sveiki, Rasa Pavyzdė"),
    )
    sent = await queued(store, case_id, "sent", draft_id=draft.id)
    async with store.write() as tx:
        await tx.mentions.assessed(mention_id, ASSESSMENT, case_id, now=NOW)
        await tx.mentions.assessed(echo, None, case_id, now=NOW)
        [taken] = await tx.outbox.claim_due(now=NOW, owner="me", lease=MINUTE, limit=1)
        assert taken.id == sent.id
        await tx.outbox.settle(taken, OutboxState.DELIVERED, now=NOW, remote_id="ours")
        hook = await tx.webhooks.keep("x", b'{"from": "u-rasa", "text": "Rasa 600 00000"}', now=NOW)
        await tx.webhooks.mark_read(hook, now=NOW)
        await tx.mentions.absorb([Unreadable("siuntos-x", "no id", '{"from": "u-rasa", "n": "Rasa"}')], now=NOW)
    return mention_id, case_id


async def dumped(store: Store) -> str:
    async with store.read() as tx:
        rows = []
        for table in TABLES:
            found = await tx.users._connection.execute(sql(f"SELECT * FROM {table}"))  # noqa: S608 - our own tables
            rows += [str([bytes(v) if isinstance(v, memoryview) else v for v in row]) for row in found]
    return "\n".join(rows)


async def erase(store: Store, who: str = WHO) -> int:
    async with store.write() as tx:
        return await tx.erasures.author("x", who, now=NOW + MINUTE)


async def test_no_copy_is_left_anywhere(store: Store) -> None:
    await town(store)
    before = await dumped(store)
    for trace in ("Rasa", "600 00000", "rasa_test", "rasa pavyzde", "media.example.com", WHO):
        assert trace in before
    assert await erase(store) == 2
    after = await dumped(store)
    for trace in ("Rasa", "600 00000", "rasa_test", "rasa pavyzde", "media.example.com", WHO, "x.example.com/i/1001"):
        assert trace not in after, trace


async def test_the_figures_stay(store: Store) -> None:
    mention_id, case_id = await town(store)
    await erase(store)
    async with store.read() as tx:
        assert (await tx.mentions.assessment_of(mention_id)) == ASSESSMENT
        case = await tx.cases.get(case_id)
    assert case is not None
    assert case.priority.points == 60
    found = await stored(store, mention_id)
    assert (found.mention.created_at, found.mention.account) == (NOW, "siuntos-x")


async def test_it_does_not_come_back_and_others_stay(store: Store) -> None:
    [other] = await absorbed(store, seen("2", author=Author(remote_id="u-other")))
    await town(store)
    await erase(store)
    assert await absorbed(store, seen(), now=NOW + 2 * MINUTE) == []
    assert "Rasa" not in (await stored(store, other)).mention.author.remote_id
    assert (await stored(store, other)).deleted_at is None


async def test_what_waits_is_taken_back(store: Store) -> None:
    draft = await drafted(store)
    entry = await queued(store, draft.case_id, "waits", draft_id=draft.id)
    await erase(store)
    async with store.read() as tx:
        found = await tx.outbox.get(entry.id)
    assert found is not None
    assert (found.state, found.call.text, found.call.author_id) == (OutboxState.CANCELLED, "", "")


async def test_what_the_author_writes_later_begins_a_new_case(store: Store) -> None:
    await town(store)
    await erase(store)
    async with store.read() as tx:
        assert await tx.cases.latest_of_author("siuntos-x", WHO) is None


async def test_nobody_is_erased_by_an_empty_id_or_on_another_network(store: Store) -> None:
    [withheld] = await absorbed(store, seen("3", author=Author(remote_id="")))
    await town(store)
    assert await erase(store, "") == 0
    async with store.write() as tx:
        assert await tx.erasures.author("facebook", WHO, now=NOW) == 0
    assert (await stored(store, withheld)).deleted_at is None


async def test_an_id_with_signs_of_patterns_is_taken_by_the_letter(store: Store) -> None:
    await town(store)
    await erase(store, "u_%%%%")
    assert "Rasa" in await dumped(store)


async def test_requests_are_kept_by_their_code(store: Store) -> None:
    asked = Deletion(code="abc", network="meta", requested_at=NOW)
    done = replace(asked, done_at=NOW + MINUTE, erased=3)
    async with store.write() as tx:
        for each in (asked, done):
            await tx.erasures.keep(each)
        assert await tx.erasures.of("abc") == done
        assert await tx.erasures.of("other") is None


async def test_words_on_their_way_are_let_go_when_they_arrive(store: Store) -> None:
    draft = await drafted(store, text="Labas, Rasa Pavyzdė")
    leaving = entry(draft.case_id, "leaving", draft_id=draft.id)
    async with store.write() as tx:
        await tx.outbox.add(replace(leaving, call=replace(leaving.call, text=draft.text)))
    async with store.write() as tx:
        [taken] = await tx.outbox.claim_due(now=NOW, owner="me", lease=MINUTE, limit=1)
    await erase(store)
    assert "Rasa" in await dumped(store)
    async with store.write() as tx:
        await tx.outbox.settle(taken, OutboxState.DELIVERED, now=NOW, remote_id="arrived")
    after = await dumped(store)
    assert "Rasa" not in after
    assert WHO not in after


async def test_a_private_conversation_named_by_two_people_keeps_neither_name(store: Store) -> None:
    author = Author(remote_id="424242")
    private = {"kind": MentionKind.MESSAGE, "visibility": Visibility.PRIVATE, "author": author}
    await absorbed(store, seen("dm-1", conversation_id="424242-777", text="labas", **private))
    async with store.write() as tx:
        assert await tx.erasures.author("x", "424242", now=NOW + MINUTE) == 1
        assert await tx.mentions.case_ids_of_conversations("siuntos-x", ["424242-777"]) == {}
    assert "424242" not in await dumped(store)
