"""What a customer writes while our answer is being sent is newer than the answer, and is answered for itself."""

from datetime import timedelta

import pytest

from monitor.domain.cases import CaseState
from tests.support.fakes import FakePublisher, mention, message


@pytest.fixture
async def asked(town):
    await town.hear(mention("1", "blogai"))
    await town.approve_all()
    town.now.forward(seconds=11)
    return town


def letter(town):
    return message("2", "o siunta kur?", created_at=town.now() - timedelta(seconds=1))


def while_sending(town, act):
    """Let the last of the two texts stand on the network, then `act`, and only then be told so."""
    publisher: FakePublisher = town.publisher
    inner = publisher.publish

    async def publish(call, *, now):
        receipt = await inner(call, now=now)
        if len(publisher.done) == 2:
            town.now.forward(seconds=5)
            await act()
        return receipt

    publisher.publish = publish


async def waits_for_an_answer(town):
    assert (await town.case()).state is CaseState.OPEN
    proposed = [draft for draft in await town.drafts() if draft.state == "proposed"]
    assert [bool(draft.text) for draft in proposed] == [True] * len(proposed) != []


async def test_words_read_before_the_answer_is_settled_leave_the_case_open(asked):
    while_sending(asked, lambda: asked.hear(letter(asked)))
    await asked.send()
    await waits_for_an_answer(asked)


async def test_words_read_after_it_are_drafted_for(asked):
    async def nothing():
        pass

    while_sending(asked, nothing)
    await asked.send()
    await asked.hear(letter(asked))
    await waits_for_an_answer(asked)


async def test_words_written_before_an_unknown_outcome_was_looked_up_are_newer_too(asked):
    asked.publisher.after = [None, TimeoutError()]
    await asked.send()
    asked.now.forward(seconds=5)
    await asked.hear(letter(asked))
    asked.now.forward(minutes=2)
    await asked.deliver.reconcile()
    assert [entry.state for entry in await asked.entries()] == ["delivered", "delivered"]
    await asked.think()
    await waits_for_an_answer(asked)
