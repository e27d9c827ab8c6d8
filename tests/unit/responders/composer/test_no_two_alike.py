"""No two customers read the same words: two hundred of them in a row, in each language."""

import re
from dataclasses import replace

import pytest

from monitor.domain.mentions import Visibility
from responders.composer.rendering import plain
from responders.moves import plan_moves
from tests.support.playbooks import shipped
from tests.support.situations import FACEBOOK, NOW, Story, X, situation

CUSTOMERS = 200


def told(composer, name, story, rules, **more):
    """What each of the customers reads, in order; each text is chosen knowing those before it."""
    texts: list[str] = []
    for number in range(CUSTOMERS):
        case = situation(story, rules, salt=f"page:{number}", signature="Rasa", **more)
        case = replace(case, said_lately=tuple(reversed(texts)))
        drafted = composer.draft(shipped(name), case, plan_moves(case, now=NOW), now=NOW)
        texts.append(drafted[0].text)
    return texts


@pytest.mark.parametrize(
    ("name", "visibility", "rules", "language"),
    [
        ("late_delivery", Visibility.PRIVATE, FACEBOOK, "pl"),
        ("acknowledgement", Visibility.PUBLIC, X, "lt"),
        ("price_question", Visibility.PUBLIC, FACEBOOK, "en"),
    ],
)
def test_a_text_returns_only_when_every_other_has_had_its_turn(composer, name, visibility, rules, language):
    texts = told(composer, name, Story(language=language, visibility=visibility), rules)
    ways = len(set(texts))
    assert ways >= 40
    assert len(set(texts[:ways])) == ways
    for place in range(ways, CUSTOMERS):
        assert texts[place] not in texts[place - ways + 1 : place]


def test_another_name_does_not_make_other_words(composer):
    case = situation(Story(name="Jonas"), FACEBOOK)
    first = composer.draft(shipped("praise"), case, plan_moves(case, now=NOW), now=NOW)[0].text
    again = situation(Story(name="Rasa"), FACEBOOK)
    again = replace(again, said_lately=(first,))
    second = composer.draft(shipped("praise"), again, plan_moves(again, now=NOW), now=NOW)[0].text
    assert plain(re.sub("Jonai", "", first)) != plain(re.sub("Rasa", "", second))


def test_the_same_case_reads_the_same_again(composer):
    case = replace(situation(), said_lately=("Labas, jau tikriname.",))
    moves = plan_moves(case, now=NOW)
    assert composer(case, moves, now=NOW) == composer(case, moves, now=NOW)
