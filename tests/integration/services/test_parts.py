"""Long answers in parts: in order, each once, and what was not sent comes back when the chain breaks."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.domain.cases import CaseState
from monitor.domain.errors import OutcomeUnknown, Rejected, Retryable
from monitor.domain.moves import MoveKind
from monitor.domain.outbox import OutboxState
from monitor.services.approve import Approve
from responders.moves import plan_moves
from tests.support.fakes import RULES, guard, mention, message

S = OutboxState
FIRST = "Ačiū, kad parašėte. " + "Jau ieškome siuntos visuose skyriuose. " * 20
LAST = "Rytoj pranešime, ką radome. " + "Kurjeris skambins prieš atvykdamas. " * 12
LONG = f"{FIRST.strip()}\n\n{LAST.strip()}"


@pytest.fixture
async def asked(town):
    await town.hear(message("1", "kur siunta?"))
    return town


def sent(town):
    return [call.text for call in town.publisher.done]


async def states(town):
    return [entry.state for entry in await town.entries()]


async def test_parts_go_one_after_another_and_answer_the_case_together(asked):
    approved = await asked.approve_all(private=LONG)
    assert [entry.call.text for entry in approved.entries] == [FIRST.strip(), LAST.strip()]
    assert await states(asked) == [S.QUEUED, S.WAITING]
    asked.now.forward(seconds=11)
    await asked.deliver_due()
    assert await states(asked) == [S.DELIVERED, S.QUEUED]
    assert (await asked.case()).state is CaseState.OPEN
    await asked.send()
    assert sent(asked) == [FIRST.strip(), LAST.strip()]
    assert (await asked.case()).state is CaseState.ANSWERED
    assert (await asked.texts())[1:] == [FIRST.strip(), LAST.strip()]


async def test_a_part_of_unknown_outcome_holds_up_the_next_until_it_is_found(asked):
    await asked.approve_all(private=LONG)
    asked.publisher.after.append(OutcomeUnknown("no answer"))
    await asked.send()
    assert await states(asked) == [S.UNKNOWN, S.WAITING]
    asked.now.forward(seconds=30)
    await asked.deliver.reconcile()
    await asked.send()
    assert sent(asked) == [FIRST.strip(), LAST.strip()]


async def test_what_was_not_sent_comes_back_when_a_later_part_is_refused(asked):
    await asked.approve_all(private=LONG)
    asked.publisher.before += [None, Rejected("no", rule="outside_window")]
    await asked.send()
    assert await states(asked) == [S.DELIVERED, S.REFUSED]
    [draft] = [draft for draft in await asked.drafts() if draft.state == "proposed"]
    assert draft.text == LAST.strip()
    assert (await asked.case()).state is CaseState.OPEN


async def test_all_of_it_comes_back_when_the_first_part_is_refused(asked):
    await asked.approve_all(private=LONG)
    asked.publisher.before.append(Rejected("no", rule="outside_window"))
    await asked.send()
    assert await states(asked) == [S.REFUSED, S.CANCELLED]
    [draft] = [draft for draft in await asked.drafts() if draft.state == "proposed"]
    assert draft.text == LONG


async def test_the_customer_s_next_words_stop_the_parts_that_have_not_left(asked):
    await asked.approve_all(private=LONG)
    asked.now.forward(seconds=11)
    await asked.deliver_due()
    await asked.hear(message("2", "jau gavau, ačiū", created_at=asked.now()))
    await asked.send()
    assert sent(asked) == [FIRST.strip()]
    assert await states(asked) == [S.DELIVERED, S.CANCELLED]


async def test_undo_takes_every_part_back(asked):
    await asked.approve_all(private=LONG)
    assert await asked.approve.undo(await asked.id(), actor="ana") == 2
    await asked.send()
    assert sent(asked) == []
    [draft] = [draft for draft in await asked.drafts() if draft.state == "proposed"]
    assert draft.text == LONG


async def test_what_is_on_its_way_is_not_taken_back_with_the_rest_behind_it(asked):
    await asked.approve_all(private=LONG)
    asked.publisher.before.append(Retryable("busy", after=timedelta(minutes=1)))
    asked.now.forward(seconds=11)
    await asked.deliver_due()
    assert await asked.approve.undo(await asked.id(), actor="ana") == 0
    asked.now.forward(minutes=2)
    await asked.send()
    assert sent(asked) == [FIRST.strip(), LAST.strip()]


async def test_after_the_first_part_has_arrived_only_the_rest_comes_back(asked):
    await asked.approve_all(private=LONG)
    asked.now.forward(seconds=11)
    await asked.deliver_due()
    assert await asked.approve.undo(await asked.id(), actor="ana") == 1
    [draft] = [draft for draft in await asked.drafts() if draft.state == "proposed"]
    assert draft.text == LAST.strip()


async def test_a_private_reply_is_one_message_and_says_so_at_approval(town):
    await town.hear(mention("1", "blogai"))
    with pytest.raises(Rejected, match="1000 fit") as refused:
        await town.approve_all(private=LONG)
    assert refused.value.rule == "too_long"


async def test_a_thread_goes_on_under_our_own_part(town, monkeypatch):
    monkeypatch.setitem(RULES, "fake", replace(RULES["fake"], threads=True, private_reply_window=None))
    town.approve = Approve(
        town.store,
        town.situations,
        plan=plan_moves,
        guard=guard,
        now=town.now,
        undo=timedelta(0),
        sign_off=town.sign_off,
        threads=True,
    )
    await town.hear(mention("1", "blogai"))
    await town.approve_all(public="Ačiū, kad parašėte. " + "Jau ieškome siuntos skyriuose. " * 10 + "Rašysime rytoj.")
    town.publisher.after += [None, OutcomeUnknown("no answer")]
    await town.send()
    town.now.forward(seconds=30)
    await town.deliver.reconcile()
    first, second = town.publisher.done
    assert (first.move, first.mention_id) == (MoveKind.PUBLIC_REPLY, "1")
    assert second.mention_id == f"made-{first.key}"
    assert await states(town) == [S.DELIVERED, S.DELIVERED]
