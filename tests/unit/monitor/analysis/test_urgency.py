"""Threats are an override; without one, what presses decides."""

from pathlib import Path

import pytest

from monitor.analysis.analyser import Analyser
from monitor.analysis.lexicon import shared_lexicon
from monitor.analysis.reading import read
from monitor.analysis.tokens import fold, tokenise
from monitor.analysis.urgency import weighed
from monitor.domain.assessments import Complaint

_LINES = Path(__file__).with_name("threat_posts.txt").read_text(encoding="utf-8").splitlines()
POSTS = [tuple(line.split("\t")) for line in _LINES if not line.startswith("#")]
ANALYSER = Analyser(finder=lambda _: ())


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


@pytest.mark.parametrize(
    ("lang", "text", "cue"),
    [
        ("lt", "laukiu jau trečia savaitė", "wait"),
        ("pl", "czekam od 3 dni na paczkę", "wait"),
        ("en", "third week without internet", "wait"),
        ("lt", "skambinau tris kartus", "contact"),
        ("pl", "dzwoniłem pięć razy", "contact"),
        ("en", "called you four times", "contact"),
        ("lt", "grąžinkit pinigus", "money"),
        ("pl", "oddajcie pieniądze", "money"),
        ("en", "give me my money back", "money"),
        ("lt", "vėl ta pati problema", "repeat"),
        ("pl", "znowu ten sam problem", "repeat"),
        ("en", "same problem again", "repeat"),
    ],
)
@pytest.mark.parametrize("written", [str, fold], ids=["plain", "folded"])
def test_what_presses_is_heard_in_each_language(lang, text, cue, written):
    assert cue in read(tokenise(written(text)), shared_lexicon(lang)).counts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hi 👋 my charger is smoking, help", "charger is smoking"),
        ("Sveiki, e\u0307! įkroviklis pradėjo dūmyti", "įkroviklis pradėjo dūmyti"),
        ("Dzień dobry &amp; ładowarka dymi od rana", "ładowarka dymi"),
    ],
)
def test_the_words_that_made_a_threat_stand_where_the_writer_put_them(text, words):
    found = ANALYSER.assess(text)
    spans = [text[item.start : item.end] for item in found.evidence if item.verdict == "urgency"]
    assert (found.urgency.threat, words in spans) == ("safety", True)
