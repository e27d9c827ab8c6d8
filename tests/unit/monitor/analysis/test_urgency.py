"""Threats are an override; without one, what presses decides."""

from pathlib import Path

import pytest

from monitor.analysis.lexicon import shared_lexicon
from monitor.analysis.reading import read
from monitor.analysis.tokens import tokenise
from monitor.analysis.urgency import weighed
from monitor.domain.assessments import Complaint

_LINES = Path(__file__).with_name("threat_posts.txt").read_text(encoding="utf-8").splitlines()
POSTS = [tuple(line.split("\t")) for line in _LINES if not line.startswith("#")]


@pytest.mark.parametrize(("lang", "kind", "text"), [post for post in POSTS if post[1] in {"self_harm", "safety"}])
def test_danger_to_people_is_named_as_such_and_is_of_the_highest_level(lang, kind, text):
    urgency = weighed(read(tokenise(text), shared_lexicon(lang)), Complaint(0.0, None))
    assert (urgency.threat, urgency.level) == (kind, 3)


def test_without_a_threat_the_level_grows_with_what_presses():
    def level(text, score):
        return weighed(read(tokenise(text), shared_lexicon("en")), Complaint(score, None)).level

    assert level("hello there", 0.1) == 0
    assert level("the box is torn", 0.9) == 1
    assert level("called three times, still waiting for my refund, 3 weeks", 0.9) == 2
