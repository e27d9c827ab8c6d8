"""Cases come ahead before a window for private answers closes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from config.settings import PrioritySettings
from monitor.domain.cases import CaseState
from monitor.domain.mentions import Author
from monitor.services import closing as closing_module
from monitor.services.closing import Closing
from tests.support.fakes import RULES, mention, message


@pytest.fixture
def closing(town):
    rules = {"fake": replace(RULES["fake"], message_window=timedelta(hours=24))}
    return Closing(town.store, rules, policy=PrioritySettings(), now=town.now)


def codes(case):
    return [reason.code for reason in case.priority.reasons]


async def test_a_light_message_passes_before_its_day_is_over(town, closing):
    await town.hear(message("1", "labas"))
    before = await town.case()
    town.now.forward(hours=20)
    assert await closing.sweep() == 0
    town.now.forward(hours=2)
    assert await closing.sweep() == 1
    after = await town.case()
    assert codes(after)[0] == "closing_window"
    assert after.priority.rank_at < before.priority.rank_at
    assert after.priority.due_at == before.priority.due_at
    town.now.forward(minutes=2)
    assert await closing.sweep() == 0
    async with town.store.read() as tx:
        assert [each.data for each in await tx.events.after(0)][-1] == {"why": "window closes"}


async def test_the_week_of_a_comment_counts_too(town, closing):
    await town.hear(mention("1", "labas"))
    town.now.forward(days=6, hours=22)
    assert await closing.sweep() == 1


async def test_what_is_over_or_answered_is_left_alone(town, closing):
    await town.hear(message("1", "labas"))
    await town.hear(message("2", "labas", conversation_id="t:2", author=Author(remote_id="customer-2")))
    answered = await town.case(2)
    await town.close.move(answered.id, CaseState.CLOSED, version=answered.version, actor="ana")
    town.now.forward(hours=22)
    assert await closing.sweep() == 1
    assert await closing.sweep() == 0
    assert "closing_window" not in codes(await town.case(2))
    town.now.forward(hours=3)
    assert await closing.sweep() == 0


async def test_ranking_again_keeps_what_brought_it_ahead(town, closing):
    await town.hear(message("1", "labas"))
    town.now.forward(hours=22)
    await closing.sweep()
    case = await town.case()
    await town.correct.correct(case.id, {"sentiment": "negative"}, actor="ana")
    assert {"closing_window", "corrected", "negative"} <= set(codes(await town.case()))


async def test_many_are_brought_ahead_page_by_page_also_those_that_wrote_in_one_instant(town, closing, monkeypatch):
    monkeypatch.setattr(closing_module, "_MOST", 2)
    people = [Author(remote_id=f"customer-{number}") for number in range(5)]
    await town.hear(*(message(f"m{n}", "labas", conversation_id=f"t:{n}", author=who) for n, who in enumerate(people)))
    town.now.forward(hours=22)
    assert await closing.sweep() == 5
    town.now.forward(minutes=2)
    assert await closing.sweep() == 0


async def test_a_case_that_changed_meanwhile_is_left_to_the_next_look(town, closing):
    await town.hear(message("1", "labas"))
    town.now.forward(hours=22)
    stale = await town.case()
    await town.close.answer_in(stale.id, "pl", version=stale.version, actor="ana")
    assert await closing._bring_some([stale], timedelta(hours=24)) == 0
    assert await closing.sweep() == 1
    assert (await town.case()).language == "pl"
