"""Who is writing, what waits for approval, and what was promised."""

from dataclasses import replace

import pytest

from monitor.domain.cases import CaseState
from monitor.domain.drafts import Approval, DraftState
from monitor.domain.errors import Conflict
from monitor.domain.mentions import Author, Direction, MentionKind, Visibility
from monitor.domain.promises import Promise, PromiseState
from monitor.ports import Store
from tests.support.records import MINUTE, NOW, absorbed, drafted, opened, promise, queued, seen

DUE = NOW + 60 * MINUTE


async def test_the_pen_goes_to_whoever_comes_first_until_it_lapses(store: Store) -> None:
    case = await opened(store)
    async with store.write() as tx:
        assert await tx.writers.of(case.id, now=NOW) is None
        mine = await tx.writers.take(case.id, "ona", now=NOW, until=NOW + 2 * MINUTE)
        assert (mine.agent, mine.since) == ("ona", NOW)
        other = await tx.writers.take(case.id, "tomas", now=NOW + MINUTE, until=NOW + 3 * MINUTE)
        assert (other.agent, other.since) == ("ona", NOW)
        again = await tx.writers.take(case.id, "ona", now=NOW + MINUTE, until=NOW + 3 * MINUTE)
        assert (again.since, again.until) == (NOW, NOW + 3 * MINUTE)
        late = await tx.writers.take(case.id, "tomas", now=NOW + 3 * MINUTE, until=NOW + 5 * MINUTE)
        assert (late.agent, late.since) == ("tomas", NOW + 3 * MINUTE)


async def test_only_its_holder_lays_the_pen_down(store: Store) -> None:
    case = await opened(store)
    async with store.write() as tx:
        await tx.writers.take(case.id, "ona", now=NOW, until=NOW + MINUTE)
        await tx.writers.release(case.id, "tomas")
        assert await tx.writers.of(case.id, now=NOW)
        await tx.writers.release(case.id, "ona")
        assert await tx.writers.of(case.id, now=NOW) is None


async def test_the_inbox_can_show_only_what_waits_for_approval(store: Store) -> None:
    waiting = await drafted(store)
    await opened(store)
    async with store.write() as tx:
        assert (await tx.cases.counts(now=NOW))["for_approval"] == 0
        saved = await tx.drafts.save(replace(waiting, state=DraftState.SUBMITTED))
        assert await tx.drafts.without_deputy(limit=9) == [saved]
        await tx.drafts.ask_deputy(saved.id, now=NOW)
        assert await tx.drafts.without_deputy(limit=9) == []
        rows = await tx.cases.inbox(states=[CaseState.OPEN], for_approval=True)
        assert [row.case.id for row in rows] == [waiting.case_id]
        assert len(await tx.cases.inbox(states=[CaseState.OPEN])) == 2
        assert (await tx.cases.counts(now=NOW))["for_approval"] == 1
        for accounts, count in ((["siuntos-x", "none"], 1), (["none"], 0), ([], 0)):
            assert (await tx.cases.counts(now=NOW, accounts=accounts))["for_approval"] == count


async def test_withdrawn_approvals_stay_on_record(store: Store) -> None:
    draft = await drafted(store)
    given = Approval(draft_id=draft.id, actor="ona", text_hash="h", approved_at=NOW)
    async with store.write() as tx:
        await tx.drafts.approve(given)
        await tx.drafts.withdraw(draft.id, now=NOW + MINUTE)
        await tx.drafts.approve(replace(given, actor="rasa"))
        await tx.drafts.withdraw(draft.id + 1, now=NOW + MINUTE)
        assert await tx.drafts.approvals_of(draft.id) == [
            replace(given, actor="rasa"),
            replace(given, withdrawn_at=NOW + MINUTE),
        ]


async def test_cases_that_a_policy_answered_are_counted_once(store: Store) -> None:
    first = await drafted(store)
    second = await drafted(store, case_id=first.case_id, mention_id=first.mention_id)
    async with store.write() as tx:
        for draft, actor in ((first, "policy:praise"), (second, "policy:praise"), (second, "policyx")):
            await tx.drafts.approve(Approval(draft_id=draft.id, actor=actor, text_hash="h", approved_at=NOW))
        assert await tx.drafts.sent_by_policy(since=NOW) == 1
        assert await tx.drafts.sent_by_policy(since=NOW + MINUTE) == 0


@pytest.mark.parametrize(
    ("fields", "heard"),
    [
        ({}, True),
        ({"author": Author(remote_id="somebody")}, False),
        ({"direction": Direction.OUTBOUND}, False),
        ({"account": "siuntos-fb"}, False),
        ({"author": Author(remote_id=""), "kind": MentionKind.MESSAGE, "visibility": Visibility.PRIVATE}, True),
    ],
)
async def test_words_nobody_has_assessed_yet_are_noticed(store: Store, fields: dict, heard: bool) -> None:
    [mention_id] = await absorbed(store, seen(**fields))
    async with store.write() as tx:
        asked = {"author_id": "u-rasa", "conversation_id": "1001"}
        assert await tx.mentions.unheard("siuntos-x", **asked) is heard
        await tx.mentions.assessed(mention_id, None, None, now=NOW)
        assert not await tx.mentions.unheard("siuntos-x", **asked)


@pytest.fixture
async def given(store: Store) -> Promise:
    draft = await drafted(store)
    entry = await queued(store, draft.case_id, "sent", draft_id=draft.id)
    async with store.write() as tx:
        return await tx.promises.add(promise(draft.case_id, entry.id))


async def test_a_promise_comes_back_as_it_was_stored(store: Store, given: Promise) -> None:
    async with store.read() as tx:
        assert await tx.promises.get(given.id) == given
        assert await tx.promises.of_case(given.case_id) == [given]
        assert await tx.promises.get(given.id + 1) is None


@pytest.mark.parametrize(("minutes", "kept"), [(1, False), (3, True), (60, True), (61, False)])
async def test_our_next_text_in_time_keeps_it(store: Store, given: Promise, minutes: int, kept: bool) -> None:
    async with store.write() as tx:
        settled = await tx.promises.answered(given.case_id, at=NOW + minutes * MINUTE)
        assert [each.id for each in settled] == ([given.id] if kept else [])
        assert (await tx.promises.get(given.id)).state is (PromiseState.KEPT if kept else PromiseState.OPEN)


async def test_the_same_answer_and_other_cases_keep_nothing(store: Store, given: Promise) -> None:
    async with store.write() as tx:
        assert await tx.promises.answered(given.case_id, at=DUE, beside=[given.entry_id]) == []
        assert await tx.promises.answered(given.case_id + 1, at=DUE) == []


async def test_it_breaks_when_its_time_has_passed(store: Store, given: Promise) -> None:
    async with store.write() as tx:
        assert await tx.promises.lapse(now=DUE) == []
        [broken] = await tx.promises.lapse(now=DUE + MINUTE)
        assert (broken.state, broken.settled_at) == (PromiseState.BROKEN, DUE + MINUTE)
        assert await tx.promises.lapse(now=DUE + MINUTE) == []


async def test_the_alarm_sounds_once(store: Store, given: Promise) -> None:
    async with store.write() as tx:
        assert await tx.promises.alarm(now=NOW, before=DUE - MINUTE) == []
        assert [each.id for each in await tx.promises.alarm(now=NOW, before=DUE)] == [given.id]
        assert await tx.promises.alarm(now=NOW, before=DUE) == []


async def test_a_person_settles_it_along_its_table(store: Store, given: Promise) -> None:
    async with store.write() as tx:
        kept = await tx.promises.settle(given, PromiseState.KEPT, now=NOW, by="ona")
        assert (kept.state, kept.settled_by) == (PromiseState.KEPT, "ona")
        with pytest.raises(Conflict, match="meanwhile"):
            await tx.promises.settle(given, PromiseState.WITHDRAWN, now=NOW, by="ona")
        with pytest.raises(Conflict, match="cannot go"):
            await tx.promises.settle(kept, PromiseState.WITHDRAWN, now=NOW, by="ona")


async def test_records_count_by_brand_and_lists_follow_the_clock(store: Store, given: Promise) -> None:
    async with store.write() as tx:
        soon = await tx.promises.add(replace(given, due_at=DUE - MINUTE))
        done = await tx.promises.add(replace(given, state=PromiseState.KEPT))
        lost = await tx.promises.add(replace(given, state=PromiseState.BROKEN, due_at=DUE + MINUTE))
        await tx.promises.add(replace(given, brand="Kita"))
        listed = await tx.promises.of_brand("Siuntos", states=list(PromiseState))
        assert [each.id for each in listed] == [soon.id, given.id, lost.id, done.id]
        assert [each.id for each in await tx.promises.of_brand(None, states=[PromiseState.KEPT])] == [done.id]
        other, record = await tx.promises.records()
    assert (record.brand, record.open, record.kept, record.broken, record.withdrawn) == ("Siuntos", 2, 1, 1, 0)
    assert (record.rate, other.rate) == (0.5, None)
