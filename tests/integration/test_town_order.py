"""The demo's promise: what a visitor is told to write in the street stands on top of the filled town's inbox."""

import re

import pytest

from config.settings import PrioritySettings
from connectors.simulator.town.script import shipped_scripts
from monitor.bootstrap.judgement import analyser
from monitor.domain.mentions import Visibility
from monitor.domain.ranking import rank
from tests.support.customers import COMPLAINT
from tests.support.fakes import mention

ASSESS = analyser().assess
OPEN = {"now", "any"}  # scenes that may still be open when the demo starts


def points(text: str, *, private: bool = False) -> int:
    seen = mention("1", text, visibility=Visibility.PRIVATE if private else Visibility.PUBLIC)
    return rank(seen, ASSESS(text), repeats=1, policy=PrioritySettings()).points


def first_words() -> list[tuple[str, bool]]:
    scenes = [(script, scene) for script in shipped_scripts() for scene in script.scenes if scene.age in OPEN]
    return [(spoken(script, scene), scene.lines[0].private) for script, scene in scenes]


def spoken(script, scene) -> str:
    """What the customer says first, with the first of all choices."""
    text = re.sub(r"\[([^\]|]*)\|[^\]]*\]", r"\1", scene.lines[0].text)
    return re.sub(r"\{(\w+)\}", lambda slot: script.values[slot[1]][0], text)


@pytest.mark.parametrize("text", [COMPLAINT, f"@siuntukas {COMPLAINT}"])
def test_nothing_open_in_the_town_ranks_above_the_complaint_of_the_readme(text):
    graver = [each for each, private in first_words() if points(each, private=private) >= points(text)]
    assert graver == []
