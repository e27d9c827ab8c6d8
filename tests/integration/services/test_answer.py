"""From drafts to what the customer reads: gate, approval, private first, delivery, unknown outcomes."""

import asyncio
from datetime import timedelta

import pytest

from monitor.domain.cases import CaseState
from monitor.domain.errors import (
    AuthExpired,
    Conflict,
    GateClosed,
    NotFound,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    Retryable,
)
from monitor.domain.mentions import Author, Visibility
from monitor.domain.outbox import OutboxState
from monitor.domain.streams import Removed
from monitor.services.approve import Wanted
from tests.support.fakes import PHONE, START, mention, ours

S = OutboxState


@pytest.fixture
async def asked(town):
    """A complaint with a phone number in public, drafted for."""
    await town.hear(mention("1", f"blogai, mano tel. {PHONE}"))
    return town


async def states(town):
    return [entry.state for entry in await town.entries()]


async def test_the_private_message_leaves_first_and_the_public_note_after_it(asked):
    await asked.approve_all()
    assert await states(asked) == [S.QUEUED, S.WAITING]
    await asked.send()
    assert [call.move.visibility for call in asked.publisher.done] == [Visibility.PRIVATE, Visibility.PUBLIC]
    assert await states(asked) == [S.DELIVERED, S.DELIVERED]
    assert (await asked.case()).state is CaseState.ANSWERED


async def test_nothing_leaves_before_the_undo_window_has_passed(asked):
    await asked.approve_all()
    assert await asked.deliver_due() == 0
    assert await asked.approve.undo(await asked.id(), actor="ana") == 2
    await asked.send()
    assert not asked.publisher.done
    assert {draft.state for draft in await asked.drafts()} == {"proposed"}


async def test_after_undo_the_same_texts_can_be_approved_again(asked):
    await asked.approve_all()
    await asked.approve.undo(await asked.id(), actor="ana")
    await asked.approve_all()
    await asked.send()
    assert len(asked.publisher.done) == 2


async def test_a_public_text_with_personal_data_is_stopped_and_says_where(asked):
    with pytest.raises(GateClosed) as stopped:
        await asked.approve_all(public=f"Skambinsime {PHONE}")
    assert stopped.value.findings[0].start == len("Skambinsime ")
    assert await states(asked) == []


async def test_a_public_note_alone_is_refused_while_a_private_way_is_open(asked):
    public = next(d for d in await asked.drafts() if d.visibility is Visibility.PUBLIC)
    with pytest.raises(Rejected) as refused:
        await asked.approve.texts(await asked.id(), [Wanted(public.id, public.version, public.text)], actor="ana")
    assert refused.value.rule == "private_first"


async def test_what_is_sent_is_exactly_what_was_approved_and_by_whom(asked):
    await asked.approve_all(private="Savi žodžiai.")
    await asked.send()
    assert asked.publisher.done[0].text == "Savi žodžiai."
    draft = next(d for d in await asked.drafts() if d.text == "Savi žodžiai.")
    assert draft.provenance == "person"
    async with asked.store.read() as tx:
        (approval,) = await tx.drafts.approvals_of(draft.id)
    assert approval.actor == "ana"
    assert approval.text_hash == (await asked.entries())[0].text_hash


async def test_a_second_agent_is_told_that_an_answer_is_on_its_way(asked):
    drafts = await asked.drafts()
    await asked.approve_all()
    with pytest.raises(Conflict):
        await asked.approve.texts(await asked.id(), [Wanted(d.id, d.version, d.text) for d in drafts], actor="tomas")


async def test_an_answer_to_words_that_are_no_longer_the_newest_is_held_back(asked):
    drafts = await asked.drafts()
    await asked.hear(mention("2", "ir dar blogai", created_at=START + timedelta(minutes=1)))
    with pytest.raises(Conflict):
        await asked.approve.texts(await asked.id(), [Wanted(d.id, d.version, d.text) for d in drafts], actor="ana")


@pytest.mark.parametrize("text", ["", "  \n "])
async def test_an_empty_text_is_refused(asked, text):
    with pytest.raises(Rejected):
        await asked.approve_all(private=text)


async def test_a_text_longer_than_the_network_takes_is_refused(asked):
    with pytest.raises(Rejected) as refused:
        await asked.approve_all(public="a" * 281)
    assert refused.value.rule == "too_long"


async def test_a_draft_of_another_case_is_not_found(asked):
    with pytest.raises(NotFound):
        await asked.approve.texts(await asked.id(), [Wanted(999_999, 1, "x")], actor="ana")
    with pytest.raises(NotFound):
        await asked.approve.texts(999_999, [], actor="ana")


async def test_when_the_private_message_is_refused_the_public_note_never_leaves(asked):
    asked.publisher.before.append(Rejected("the person accepts no messages", rule="no_messages"))
    await asked.approve_all()
    await asked.send()
    assert await states(asked) == [S.REFUSED, S.CANCELLED]
    assert not asked.publisher.done
    assert (await asked.entries())[0].reason.startswith("no_messages")
    assert (await asked.case()).state is CaseState.OPEN
    assert {draft.state for draft in await asked.drafts()} == {"proposed"}


async def test_an_unknown_outcome_is_looked_up_and_found_without_sending_again(asked):
    asked.publisher.after.append(OutcomeUnknown("the connection closed"))
    await asked.approve_all()
    await asked.send()
    assert await states(asked) == [S.UNKNOWN, S.WAITING]
    asked.now.forward(seconds=5)
    assert await asked.deliver.reconcile() == 1
    await asked.send()
    assert await states(asked) == [S.DELIVERED, S.DELIVERED]
    assert len(asked.publisher.done) == 2


async def test_an_unknown_outcome_that_had_no_effect_is_sent_once_more(asked):
    asked.publisher.before.append(OutcomeUnknown("timed out"))
    await asked.approve_all()
    await asked.send()
    asked.now.forward(seconds=5)
    await asked.deliver.reconcile()
    await asked.send()
    assert len(asked.publisher.done) == 2
    assert await states(asked) == [S.DELIVERED, S.DELIVERED]


async def test_an_error_nobody_thought_of_counts_as_unknown(asked):
    asked.publisher.after.append(RuntimeError("bug"))
    await asked.approve_all()
    await asked.send()
    assert (await states(asked))[0] is S.UNKNOWN


async def test_while_the_network_cannot_tell_nothing_is_sent(asked):
    asked.publisher.after.append(OutcomeUnknown("cut"))
    asked.publisher.look_up_errors += [Retryable("503"), AuthExpired("expired")]
    await asked.approve_all()
    await asked.send()
    for _ in range(2):
        asked.now.forward(minutes=6)
        assert await asked.deliver.reconcile() == 0
        await asked.send()
    assert len(asked.publisher.done) == 1
    asked.now.forward(minutes=6)
    assert await asked.deliver.reconcile() == 1


async def test_the_next_look_is_when_the_network_said_and_no_sooner(asked):
    asked.publisher.after.append(OutcomeUnknown("cut"))
    await asked.approve_all()
    await asked.send()
    asked.now.forward(seconds=5)
    asked.publisher.look_up_errors += [Retryable("may not show it yet", after=timedelta(seconds=55))]
    assert await asked.deliver.reconcile() == 0
    asked.now.forward(seconds=50)
    assert await asked.deliver.reconcile() == 0
    assert not asked.publisher.look_up_errors  # one look was made, the second not yet
    asked.now.forward(seconds=6)
    assert await asked.deliver.reconcile() == 1


async def test_what_a_network_never_tells_is_not_sent_again(asked):
    asked.publisher.before.append(OutcomeUnknown("cut"))
    asked.publisher.look_up_errors.append(OutcomeUnknown("told nowhere"))
    await asked.approve_all()
    await asked.send()
    asked.now.forward(seconds=5)
    assert await asked.deliver.reconcile() == 1
    await asked.send()
    assert not asked.publisher.done
    assert (await asked.entries())[0].reason == "perhaps done: told nowhere"


async def test_a_call_that_outlasts_its_lease_is_given_up_and_its_outcome_unknown(asked):
    """Its network never answers, so that however fast this machine is the call is too slow."""
    asked.publisher.publish = lambda *_args, **_more: asyncio.Event().wait()
    asked.deliver._lease = timedelta(seconds=0.05)
    await asked.approve_all()
    asked.now.forward(seconds=11)
    (entry,) = await asked.deliver.claim()
    assert await asked.deliver.send(entry) == 1
    assert (await states(asked))[0] is S.UNKNOWN


async def test_a_process_that_died_amid_sending_leaves_an_unknown_outcome(asked):
    """After kill -9 the entry stands in `sending` with a lease that lapses: look first."""
    await asked.approve_all()
    asked.now.forward(seconds=11)
    async with asked.store.write() as tx:
        (entry,) = await tx.outbox.claim_due(now=asked.now(), owner="dead", lease=timedelta(seconds=60), limit=9)
    await asked.publisher.publish(entry.call, now=asked.now())  # the effect happened, then the process died
    assert await asked.deliver.reconcile() == 0
    asked.now.forward(seconds=61)
    assert await asked.deliver.reconcile() == 1
    await asked.send()
    assert [call.key for call in asked.publisher.done] == [e.call.key for e in await asked.entries()]


@pytest.mark.parametrize(
    "error", [Retryable("503"), RateLimited("slow down", until=START + timedelta(minutes=3)), AuthExpired("expired")]
)
async def test_what_certainly_did_not_happen_is_tried_again_later(asked, error):
    asked.publisher.before.append(error)
    await asked.approve_all()
    await asked.send()
    assert (await states(asked))[0] is S.QUEUED
    assert (await asked.entries())[0].not_before > asked.now()
    asked.now.forward(minutes=10)
    await asked.send()
    assert await states(asked) == [S.DELIVERED, S.DELIVERED]


async def test_attempts_come_to_an_end(asked):
    asked.publisher.before += [Retryable("503")] * 3
    await asked.approve_all()
    for _ in range(4):
        asked.now.forward(minutes=10)
        await asked.send()
    assert await states(asked) == [S.REFUSED, S.CANCELLED]


async def test_waiting_as_the_network_or_a_repair_asks_uses_no_attempt_up(asked):
    """Three attempts are allowed: five waits before them, and two failures, leave the third."""
    waits = [RateLimited("slow down", until=START), AuthExpired("expired")]
    asked.publisher.before += [*waits, *waits, RateLimited("slow down", until=START), *[Retryable("503")] * 2]
    await asked.approve_all()
    for _ in range(8):
        asked.now.forward(minutes=10)
        await asked.send()
    assert await states(asked) == [S.DELIVERED, S.DELIVERED]


async def test_what_breaks_while_one_outcome_is_cleared_up_holds_up_no_other(asked, monkeypatch, capsys):
    await asked.hear(mention("2", "blogai", author=Author(remote_id="customer-2"), account="other"))
    asked.publisher.before += [OutcomeUnknown("cut"), OutcomeUnknown("cut")]
    await asked.approve_all()
    second = await asked.case(2)
    async with asked.store.read() as tx:
        drafts = await tx.drafts.of_case(second.id)
    await asked.approve.texts(second.id, [Wanted(d.id, d.version, d.text) for d in drafts], actor="ana")
    await asked.send()
    settle = asked.deliver._settle
    broken = (await asked.entries())[0].id

    async def breaks_on_one(entry, *rest):
        if entry.id == broken:
            raise ZeroDivisionError
        await settle(entry, *rest)

    monkeypatch.setattr(asked.deliver, "_settle", breaks_on_one)
    asked.now.forward(minutes=1)
    assert await asked.deliver.reconcile() == 1
    assert (await states(asked))[0] is S.UNKNOWN
    assert capsys.readouterr().out.count("outbox.not_cleared_up") == 1
    monkeypatch.undo()
    assert await asked.deliver.reconcile() == 1


async def test_an_unknown_outcome_of_a_removed_account_ends_as_unknown_for_good(asked):
    asked.publisher.after.append(OutcomeUnknown("cut"))
    await asked.approve_all()
    await asked.send()
    assert (await states(asked))[0] is S.UNKNOWN
    asked.deliver._posts = {}
    asked.now.forward(minutes=1)
    assert await asked.deliver.reconcile() == 1
    assert await asked.deliver.reconcile() == 0
    first, second = await asked.entries()
    assert (first.state, second.state) == (S.REFUSED, S.CANCELLED)
    assert first.reason == "unknown for good: the account is no longer in the settings"
    assert len(asked.publisher.done) == 1


async def test_what_its_author_deleted_meanwhile_is_not_answered(asked):
    await asked.approve_all()
    async with asked.store.write() as tx:
        await tx.mentions.absorb([Removed("page", "1", START)], now=asked.now())
    await asked.send()
    assert await states(asked) == [S.REFUSED, S.CANCELLED]
    assert not asked.publisher.done


async def test_a_window_that_closed_while_the_reply_waited_refuses_it(asked):
    await asked.approve_all()
    asked.now.forward(days=8)
    await asked.send()
    assert await states(asked) == [S.REFUSED, S.CANCELLED]
    assert "move_closed" in (await asked.entries())[0].reason


async def test_our_text_stands_in_the_conversation_once_also_when_the_network_echoes_it(asked):
    await asked.approve_all()
    await asked.send()
    public = (await asked.entries())[1]
    await asked.hear(ours(public.remote_id, public.call.text, parent_id="1", created_at=asked.now()))
    assert sorted(await asked.texts()).count(public.call.text) == 1


async def test_a_closed_case_can_be_opened_again_and_a_stale_page_cannot_move_it(asked):
    case = await asked.case()
    closed = await asked.close.move(case.id, CaseState.CLOSED, version=case.version, actor="ana")
    with pytest.raises(Conflict):
        await asked.close.move(case.id, CaseState.OPEN, version=case.version, actor="ana")
    assert (
        await asked.close.move(case.id, CaseState.OPEN, version=closed.version, actor="ana")
    ).state is CaseState.OPEN
    with pytest.raises(NotFound):
        await asked.close.move(999_999, CaseState.OPEN, version=1, actor="ana")


async def test_every_step_stands_in_the_audit_trail(asked):
    await asked.approve_all()
    await asked.send()
    async with asked.store.read() as tx:
        events = await tx.events.after(0)
    kinds = [event.kind for event in events]
    assert [kind for kind in kinds if kind.startswith(("case.approved", "outbox"))] == [
        "case.approved",
        "outbox.delivered",
        "outbox.delivered",
    ]
    assert next(event for event in events if event.kind == "case.approved").actor == "ana"
    assert PHONE not in str([event.data for event in events])
