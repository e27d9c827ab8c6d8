"""The last week under other weights; nothing changes."""

import pytest

from config.settings import PrioritySettings
from monitor.domain.cases import CaseState
from monitor.domain.mentions import Author
from monitor.services.replay import Replay
from tests.support.fakes import START, mention, ours


@pytest.fixture
def replay(town):
    return Replay(town.store, policy=PrioritySettings(), now=town.now)


async def test_the_week_is_ranked_twice_and_left_as_it_is(town, replay):
    texts = ("labas", "blogai", "kaip sekasi")
    for place, text in enumerate(texts, 1):
        author = Author(remote_id=f"customer-{place}", followers=500_000 if place == 3 else 0)
        await town.hear(mention(str(place), text, author=author))
    cases = [await town.case(nth) for nth in (1, 2, 3)]
    same = await replay.run(replay.policy)
    assert (same.cases, same.moved, same.complaints) == (3, 0, 1)
    other = await replay.run(PrioritySettings(complaint=0, negative=0, public=0, reach=100))
    assert other.moved == 3
    places = {each.case_id: (each.place_before, each.place_after) for each in other.shown}
    assert places[cases[1].id][0] == 1 < places[cases[1].id][1]
    assert places[cases[2].id][1] == 1
    assert [await town.case(nth) for nth in (1, 2, 3)] == cases


async def test_answered_cases_count_with_what_was_answered(town, replay):
    await town.hear(mention("1", "blogai"), ours("2", parent_id="1"))
    case = await town.case()
    assert case.state is CaseState.ANSWERED
    found = await replay.run(PrioritySettings())
    assert (found.cases, found.shown[0].points_before) == (1, case.priority.points)


async def test_what_is_older_does_not_count(town, replay):
    await town.hear(mention("1", "blogai"))
    town.now.forward(days=8)
    assert (await replay.run(PrioritySettings())).cases == 0
    assert town.now() > START
