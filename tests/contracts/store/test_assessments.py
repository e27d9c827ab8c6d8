"""Mentions waiting for assessment, their assessments, their cases."""

import pytest
from msgspec import structs

from monitor.domain.cases import CaseState
from monitor.domain.errors import NotFound
from monitor.domain.mentions import Direction
from monitor.ports import Store
from tests.support.records import ASSESSMENT, MINUTE, NOW, absorbed, opened, seen, stored


async def test_the_oldest_words_are_assessed_first(store: Store) -> None:
    old = NOW - 5 * MINUTE
    newest, oldest, middle = await absorbed(
        store, seen("1"), seen("2", created_at=old), seen("3", created_at=old + MINUTE)
    )
    async with store.read() as tx:
        assert [found.id for found in await tx.mentions.unassessed(limit=10)] == [oldest, middle, newest]
        assert [found.id for found in await tx.mentions.unassessed(limit=2)] == [oldest, middle]


async def test_an_assessed_mention_no_longer_waits(store: Store) -> None:
    first, second = await absorbed(store, seen("1"), seen("2", direction=Direction.OUTBOUND))
    case = await opened(store, last_inbound_id=first)
    async with store.write() as tx:
        await tx.mentions.assessed(first, ASSESSMENT, case.id, now=NOW)
        await tx.mentions.assessed(second, None, None, now=NOW)
        assert await tx.mentions.unassessed(limit=10) == []
        assert await tx.mentions.assessment_of(first) == ASSESSMENT
        assert await tx.mentions.assessment_of(second) is None
    assert (await stored(store, first)).case_id == case.id


async def test_the_newest_assessment_counts_and_old_ones_stay(store: Store) -> None:
    [new] = await absorbed(store, seen())
    newer = structs.replace(ASSESSMENT, analyser="lexicon-2", personal_data=(), evidence=())
    async with store.write() as tx:
        await tx.mentions.assessed(new, ASSESSMENT, None, now=NOW)
        await tx.mentions.assessed(new, newer, None, now=NOW)
        assert await tx.mentions.assessment_of(new) == newer


async def test_an_edit_during_assessment_is_not_lost(store: Store) -> None:
    [new] = await absorbed(store, seen())
    before = await stored(store, new)
    await absorbed(store, seen(text="Naujas tekstas su kitais skaičiais 600 11111"))
    case = await opened(store, last_inbound_id=new)
    async with store.write() as tx:
        await tx.mentions.assessed(new, ASSESSMENT, case.id, now=NOW, revision=before.revision)
        [waiting] = await tx.mentions.unassessed(limit=10)
        [row] = await tx.cases.inbox(states=[CaseState.OPEN])
    assert (waiting.id, waiting.case_id, waiting.revision) == (new, case.id, 2)
    assert row.excerpt == ""  # the old text's offsets would have masked the wrong words of the new one


async def test_an_assessment_of_nothing_is_refused(store: Store) -> None:
    with pytest.raises(NotFound):
        async with store.write() as tx:
            await tx.mentions.assessed(4711, ASSESSMENT, None, now=NOW)


async def test_a_case_has_its_mentions_oldest_first_ours_included(store: Store) -> None:
    reply, words, other = await absorbed(
        store,
        seen("2", direction=Direction.OUTBOUND, created_at=NOW + MINUTE),
        seen("1", created_at=NOW),
        seen("3", created_at=NOW),
    )
    case = await opened(store, last_inbound_id=words)
    async with store.write() as tx:
        await tx.mentions.assessed(reply, None, case.id, now=NOW)
        await tx.mentions.assessed(words, ASSESSMENT, case.id, now=NOW)
        await tx.mentions.assessed(other, ASSESSMENT, None, now=NOW)
        assert [found.id for found in await tx.mentions.of_case(case.id)] == [words, reply]


async def test_a_conversation_leads_to_its_newest_case(store: Store) -> None:
    first, second, third, _ = await absorbed(
        store,
        seen("1", conversation_id="talk"),
        seen("2", conversation_id="talk"),
        seen("3", conversation_id="other"),
        seen("4", conversation_id="lone"),
    )
    old, new = await opened(store), await opened(store)
    async with store.write() as tx:
        for mention_id, case in ((first, old), (second, new), (third, old)):
            await tx.mentions.assessed(mention_id, ASSESSMENT, case.id, now=NOW)
        asked = ["talk", "other", "lone", "unheard"]
        found = await tx.mentions.case_ids_of_conversations("siuntos-x", asked)
        assert found == {"talk": new.id, "other": old.id}
        assert await tx.mentions.case_ids_of_conversations("siuntos-fb", asked) == {}
        assert await tx.mentions.case_ids_of_conversations("siuntos-x", []) == {}


async def test_many_cases_are_read_together(store: Store) -> None:
    ids = await absorbed(store, seen("1"), seen("2", created_at=NOW - MINUTE), seen("3"))
    case, other = await opened(store), await opened(store, author_key="u-kita")
    later = structs.replace(ASSESSMENT, analyser="lexicon-2")
    async with store.write() as tx:
        for mention_id, case_id in zip(ids, (case.id, case.id, other.id), strict=True):
            await tx.mentions.assessed(mention_id, ASSESSMENT, case_id, now=NOW)
        await tx.mentions.assessed(ids[0], later, case.id, now=NOW)
        talks = await tx.mentions.of_cases([case.id, other.id, 10**6])
        assert {case_id: [each.id for each in found] for case_id, found in talks.items()} == {
            case.id: [ids[1], ids[0]],
            other.id: [ids[2]],
        }
        found = await tx.mentions.assessments_of([*ids[:2], 10**6])
        assert found == {ids[0]: later, ids[1]: ASSESSMENT}
        assert await tx.mentions.assessments_of([]) == {}
