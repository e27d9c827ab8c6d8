"""Promises: made by a delivered text, kept by the next one, alarmed and broken by the clock, settled by people."""

from datetime import timedelta

import pytest

from monitor.domain.cases import CaseState
from monitor.domain.errors import Conflict, NotFound
from monitor.domain.promises import PromiseState
from tests.support.fakes import START, mention, ours

TOMORROW = "Atsakysime rytoj iki 12:00."  # START is Friday, 9:00 UTC


@pytest.fixture
async def promised(town):
    """Our public answer named a time; the private one beside it named the same."""
    await town.hear(mention("1", "blogai"))
    await town.approve_all(public=TOMORROW, private=TOMORROW)
    await town.send()
    return town


async def promises(town):
    async with town.store.read() as tx:
        return await tx.promises.of_case(await town.id())


async def kinds(town):
    async with town.store.read() as tx:
        return [event.kind for event in await tx.events.after(0) if event.kind.startswith("promise")]


async def test_a_delivered_text_makes_one_promise_with_its_words(promised):
    [promise] = await promises(promised)
    assert promise.state is PromiseState.OPEN
    assert promise.due_at == START.replace(day=21, hour=10)  # noon in Vilnius
    assert TOMORROW[promise.start : promise.end] == "rytoj iki 12:00"
    assert await kinds(promised) == ["promise.made"]


async def test_what_never_left_promises_nothing(town):
    await town.hear(mention("1", "blogai"))
    await town.approve_all(public=TOMORROW)
    await town.approve.undo(await town.id(), actor="ana")
    assert await promises(town) == []


async def test_the_case_comes_back_before_it_lapses_with_an_empty_page(promised):
    promised.now.moment = START + timedelta(hours=20)
    assert await promised.word.sweep() == 0
    promised.now.moment = START + timedelta(hours=22)
    assert await promised.word.sweep() == 1
    assert await promised.word.sweep() == 0
    case = await promised.case()
    assert case.state is CaseState.OPEN
    assert case.priority.reasons[0].code == "promise_due"
    assert case.priority.due_at == (await promises(promised))[0].due_at
    await promised.think()
    [draft] = [each for each in await promised.drafts() if each.state == "proposed"]
    assert draft.text == ""
    await promised.approve_all(**{draft.visibility.value: "Jau išsprendėme."})
    await promised.send()
    assert (await promises(promised))[0].state is PromiseState.KEPT
    assert (await promised.case()).state is CaseState.ANSWERED


async def test_it_breaks_when_nothing_followed(promised):
    promised.now.forward(hours=26)
    assert await promised.word.sweep() == 1
    assert (await promises(promised))[0].state is PromiseState.BROKEN
    assert await kinds(promised) == ["promise.made", "promise.broken"]


async def test_an_answer_in_the_networks_own_app_keeps_it(promised):
    promised.now.forward(hours=2)
    await promised.hear(ours("9", "sutvarkėme", parent_id="1", created_at=promised.now()))
    assert (await promises(promised))[0].state is PromiseState.KEPT


async def test_the_customers_new_words_get_ordinary_drafts_again(promised):
    promised.now.moment = START + timedelta(hours=22)
    await promised.word.sweep()
    await promised.hear(mention("2", "na ir kur?", created_at=promised.now()))
    texts = [draft.text for draft in await promised.drafts() if draft.state == "proposed"]
    assert texts
    assert "" not in texts


async def test_a_person_settles_it(promised):
    [promise] = await promises(promised)
    await promised.word.settle(promise.id, PromiseState.WITHDRAWN, actor="ana")
    promised.now.forward(hours=26)
    assert await promised.word.sweep() == 0
    with pytest.raises(Conflict):
        await promised.word.settle(promise.id, PromiseState.KEPT, actor="ana")
    with pytest.raises(NotFound):
        await promised.word.settle(promise.id + 1, PromiseState.KEPT, actor="ana")
