"""One customer, one answer: the pen, replies that left already, and texts held back because the customer wrote."""

from datetime import timedelta

import pytest

from monitor.domain.cases import CaseState
from monitor.domain.errors import Conflict
from monitor.domain.outbox import OutboxState
from tests.support.fakes import PHONE, mention, message, ours

S = OutboxState
MINUTE = timedelta(minutes=1)


@pytest.fixture
async def asked(town):
    await town.hear(mention("1", "blogai"))
    return town


async def states(town):
    return [entry.state for entry in await town.entries()]


async def test_while_somebody_else_writes_nobody_can_approve(asked):
    async with asked.store.write() as tx:
        await tx.writers.take(await asked.id(), "tomas", now=asked.now(), until=asked.now() + 2 * MINUTE)
    with pytest.raises(Conflict, match="tomas is writing here"):
        await asked.approve_all()
    asked.now.forward(minutes=3)
    assert len((await asked.approve_all()).entries) == 2


async def test_whoever_holds_the_pen_lays_it_down_by_approving(asked):
    async with asked.store.write() as tx:
        await tx.writers.take(await asked.id(), "ana", now=asked.now(), until=asked.now() + 2 * MINUTE)
    await asked.approve_all()
    async with asked.store.read() as tx:
        assert await tx.writers.of(await asked.id(), now=asked.now()) is None


async def test_a_second_agent_is_told_when_the_reply_left(asked):
    await asked.approve_all()
    await asked.send()
    asked.now.forward(seconds=4)
    with pytest.raises(Conflict, match="a reply left 4 s ago"):
        await asked.approve_all(actor="tomas")


async def test_an_answer_given_in_the_networks_own_app_stops_a_second_one(asked):
    asked.now.forward(minutes=5)
    await asked.hear(ours("9", parent_id="1", created_at=asked.now()))
    asked.now.forward(minutes=12)
    with pytest.raises(Conflict, match="a reply left 12 min ago"):
        await asked.approve_all()


async def test_a_text_is_held_back_when_the_customer_writes_within_the_undo_window(asked):
    await asked.approve_all(public="Savi žodžiai.")
    await asked.hear(mention("2", "jau gavau, ačiū", created_at=asked.now() + timedelta(seconds=3)))
    await asked.send()
    assert not asked.publisher.done
    assert await states(asked) == [S.CANCELLED, S.CANCELLED]
    assert (await asked.entries())[0].reason == "the customer wrote meanwhile; read it before you answer"
    own = next(draft for draft in await asked.drafts() if draft.text == "Savi žodžiai.")
    assert own.state == "proposed"
    assert (await asked.case()).state is CaseState.OPEN


async def test_words_nobody_has_read_yet_hold_it_back_too(asked):
    await asked.approve_all()
    asked.sources["page"].answers.append(_page(mention("2", "palaukit", created_at=asked.now())))
    async with asked.store.write() as tx:
        await tx.streams.poll_now("page")
    await asked.poll_due()
    await asked.send()
    assert not asked.publisher.done
    assert await states(asked) == [S.CANCELLED, S.CANCELLED]


def _page(*mentions):
    from tests.support.fakes import page

    return page(*mentions)


async def test_other_customers_words_hold_nothing_back(asked):
    await asked.approve_all()
    other = mention("2", "labas", author=mention("x").author.__class__(remote_id="customer-2"))
    await asked.hear(other)
    await asked.send()
    assert len(asked.publisher.done) == 2


async def test_the_public_note_is_held_back_when_they_answer_the_private_message(town):
    await town.hear(mention("1", f"blogai, {PHONE}"))
    await town.approve_all()
    town.now.forward(seconds=11)
    await town.deliver_due()
    await town.hear(message("2", "čia mano numeris", created_at=town.now()))
    await town.send()
    assert await states(town) == [S.DELIVERED, S.CANCELLED]


async def test_a_reply_from_the_networks_app_holds_back_ours_to_the_same_readers(asked):
    await asked.approve_all()
    asked.now.forward(seconds=7)
    await asked.hear(ours("9", "jau atsakiau", parent_id="1", created_at=asked.now()))
    await asked.send()
    private, public = await asked.entries()
    assert private.state is S.DELIVERED  # other readers: the message is still asked for
    assert public.state is S.CANCELLED
    assert public.reason == "a reply left 11 s ago"


async def test_a_held_back_text_can_be_approved_again_after_reading(asked):
    await asked.approve_all(public="Savi žodžiai.")
    await asked.hear(mention("2", "ir dar", created_at=asked.now() + timedelta(seconds=3)))
    await asked.send()
    await asked.think()
    drafts = [draft for draft in await asked.drafts() if draft.state == "proposed"]
    assert "Savi žodžiai." in {draft.text for draft in drafts}
    await asked.approve_all()
    await asked.send()
    assert "Savi žodžiai." in {call.text for call in asked.publisher.done}
