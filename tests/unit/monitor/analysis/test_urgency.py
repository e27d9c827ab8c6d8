"""Threats are an override: found with and without diacritics, and ordinary complaints are none."""

from pathlib import Path

import pytest

from monitor.analysis.lexicon import shared_lexicon
from monitor.analysis.reading import read
from monitor.analysis.tokens import fold, tokenise
from monitor.analysis.urgency import weighed
from monitor.domain.assessments import Complaint

_LINES = Path(__file__).with_name("threat_posts.txt").read_text(encoding="utf-8").splitlines()
POSTS = [tuple(line.split("\t")) for line in _LINES if not line.startswith("#")]


def threat(lang, text):
    return weighed(read(tokenise(text), shared_lexicon(lang)), Complaint(0.0, None)).threat


@pytest.mark.parametrize("lang", ["lt", "pl", "en"])
@pytest.mark.parametrize("written", [str, fold, str.upper], ids=["plain", "folded", "capitals"])
def test_recall_and_precision_hold_in_each_language(lang, written):
    posts = [(truth != "-", threat(lang, written(text)) is not None) for code, truth, text in POSTS if code == lang]
    caught = sum(truth and found for truth, found in posts)
    assert caught / sum(truth for truth, _ in posts) >= 0.98
    assert caught / sum(found for _, found in posts) >= 0.85


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
