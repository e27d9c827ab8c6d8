"""Threats nobody listed are heard, harmless company takes back what rules hear, and every verdict shows its words."""

import itertools
from collections import Counter
from pathlib import Path

import pytest

from monitor.analysis.analyser import Analyser
from monitor.analysis.packed import PackedModel, beside, pack
from monitor.analysis.pairs import pair
from monitor.analysis.piece_rows import piece_rows
from monitor.analysis.piece_sums import PieceSums
from monitor.analysis.reading import Found, Reading
from monitor.analysis.sentiment import LONGEST_PIECE, SHORTEST_PIECE
from monitor.analysis.threat_model import (
    BACKED,
    CLASSES,
    HOT,
    LANES,
    LIKELY,
    LONGEST_PASSAGE,
    ThreatJudge,
    concept,
    passages,
    ruled,
)
from monitor.analysis.threat_rules import ThreatRules
from monitor.analysis.tokens import fold
from monitor.analysis.word_facts import THREAT_LANE, WordFacts
from monitor.analysis.word_weights import word_pairs

ANALYSER = Analyser(finder=lambda _: ())
WORDS = "[court]\ncourt*\n[shoe]\nshoe*\n"
RULES = "[legal 3]\ncourt\n"


SEALED = "sealed_threats_2026_11_23.txt"
LAST = "sealed_threats_2026_11_23_last.txt"
STRANGERS = "sealed_threats_2026_11_23_strangers.txt"
EVENING = "sealed_threats_2026_11_23_evening.txt"
NATURAL = tuple(
    f"sealed_threats_2026_11_23_natural{which}.txt"
    for which in (
        *("", "_second", "_third", "_fourth", "_fifth", "_sixth", "_seventh", "_eighth"),
        *("_ninth", "_tenth", "_eleventh", "_twelfth"),
    )
)
CONVERSATION = "sealed_threats_2026_11_23_conversation.txt"


def sealed(name):
    where, found = ("", ""), []
    path = Path(__file__).with_name(name)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            lang, threat = line.strip("[]").split()
            where = (lang, threat)
        elif not line.startswith("#"):
            found.append((*where, line))
    return found


def row(heat=0.0, **weights):
    return pack([*(float(weights.get(name, 0.0)) for name in CLASSES), heat])


class Ear:
    """Asks a judge with the facts of plain words."""

    def __init__(self, judge, model):
        self._judge = judge
        self._pairs = word_pairs(PackedModel(("complaint",), (0.0,), {}), model)
        self._sums = PieceSums((piece_rows(model.rows, LANES),), SHORTEST_PIECE, LONGEST_PIECE)

    def heard(self, plain, phrased=()):
        reading = Reading(plain)
        reading.threats = list(phrased)
        return self._judge.heard(reading, list(map(self._facts, plain, self._sums.of(plain))), self._pairs)

    def _facts(self, word, row):
        weight = beside(row, THREAT_LANE)
        return WordFacts(word, weight, self._judge.facts(word, weight), None, self._pairs.parts(word), near=0)


def judge(rows, hot=0.5):
    notes = {LIKELY: 0.5, BACKED: 0.1, HOT: hot}
    model = PackedModel((*CLASSES, "heat"), (-6.0,) * len(CLASSES), rows, notes)
    return Ear(ThreatJudge(ThreatRules(WORDS, RULES), model), model)


def named(found):
    return [(item.first, item.last, item.name, item.weight) for item in found]


@pytest.mark.parametrize("length", [0, 1, LONGEST_PASSAGE, LONGEST_PASSAGE + 1, 40, 101])
def test_passages_hold_every_word_and_overlap(length):
    found = list(passages(length))
    assert sorted({i for start, end in found for i in range(start, end)}) == list(range(length))
    assert all(before[0] < after[0] < before[1] for before, after in itertools.pairwise(found))


def test_words_no_rule_knows_make_a_threat_and_are_named_as_its_evidence():
    rows = {" farewell ": row(self_harm=90.0, heat=20.0), " cruel ": row(self_harm=10.0)}
    found = judge(rows).heard(["well", "farewell", "cruel", "world"])
    assert named(found) == [(1, 1, "self_harm", 3.0), (2, 2, "self_harm", 3.0)]


def test_two_words_in_a_row_count_beside_the_words():
    rows = {pair("in", "court"): row(legal=30.0), " court ": row(heat=20.0)}
    assert judge(rows).heard(["in", "court"]) != []
    assert judge(rows | {ruled("legal"): row(legal=-9.0)}).heard(["court", "in"]) == []


def test_two_words_in_a_row_are_known_by_how_they_begin():
    rows = {pair("going", "courtwards"): row(legal=30.0), " courtyard ": row(heat=20.0)}
    assert judge(rows).heard(["going", "courtyard"]) != []
    assert judge(rows).heard(["gone", "courtyard"]) == []


def test_a_rule_is_believed_unless_its_company_is_harmless():
    rows = {ruled("legal"): row(legal=7.0), concept("shoe"): row(legal=-20.0)}
    assert named(judge(rows).heard(["see", "court"])) == [(1, 1, "legal", 3.0)]
    assert judge(rows).heard(["court", "shoes"]) == []


def test_what_a_phrase_named_is_kept_only_where_the_model_shares_it():
    rows = {ruled("churn"): row(safety=9.0), " smoke ": row(safety=60.0)}
    found = judge(rows).heard(["leaving", "smoke"], [Found(0, 0, 2.0, "churn")])
    assert {item.name for item in found} == {"safety"}


def test_a_threat_in_the_middle_of_a_story_is_heard():
    rows = {" farewell ": row(self_harm=120.0, heat=20.0), " story ": row(self_harm=-1.0)}
    plain = ["story"] * 30 + ["farewell"] + ["story"] * 30
    assert named(judge(rows).heard(plain)) == [(30, 30, "self_harm", 3.0)]


def test_of_an_endless_text_the_passages_with_names_and_then_the_hottest_are_judged():
    rows = {" farewell ": row(self_harm=120.0, heat=20.0), " so ": row(heat=1.0), ruled("legal"): row(legal=7.0)}
    plain = ["so"] * 3000 + ["farewell"] + ["so"] * 3000
    assert named(judge(rows).heard(plain)) == [(3000, 3000, "self_harm", 3.0)]
    assert named(judge(rows).heard([*plain[:2900], "court", *plain[2950:2990]])) == [(2900, 2900, "legal", 3.0)]


def test_nothing_is_judged_that_is_not_hot():
    assert judge({" farewell ": row(self_harm=90.0)}).heard(["farewell"]) == []
    assert judge({}).heard([]) == []


@pytest.mark.parametrize("lang", ["lt", "pl", "en"])
@pytest.mark.parametrize("written", [str, fold, str.upper], ids=["plain", "folded", "capitals"])
@pytest.mark.parametrize(
    ("names", "recall", "precision"),
    [
        ((SEALED,), 0.85, 0.84),
        ((LAST,), 0.8, 0.84),
        ((STRANGERS,), 0.9, 0.84),
        ((EVENING,), 0.85, 0.84),
        ((NATURAL[0],), 0.95, 0.84),
        *[((name,), 0.9, 0.84) for name in NATURAL[1:4]],
        *[((name,), 0.9, 0.8) for name in NATURAL[4:]],
        (NATURAL, 0.98, 0.85),
        ((CONVERSATION,), 0.95, 0.84),
    ],
)
def test_recall_and_precision_on_posts_that_taught_nothing(lang, written, names, recall, precision):
    posts = [(threat, text) for name in names for code, threat, text in sealed(name) if code == lang]
    heard = [ANALYSER.assess(written(text)).urgency.threat for _, text in posts]
    caught = sum(found is not None for (truth, _), found in zip(posts, heard, strict=True) if truth != "-")
    assert caught / sum(truth != "-" for truth, _ in posts) >= recall
    assert caught / sum(found is not None for found in heard) >= precision


def test_each_language_has_enough_sealed_posts_of_each_threat():
    counts = Counter((lang, threat) for lang, threat, _ in sealed(SEALED))
    assert all(counts[lang, name] >= 25 for lang in ("lt", "pl", "en") for name in CLASSES)
    assert all(counts[lang, "-"] >= 150 for lang in ("lt", "pl", "en"))


@pytest.mark.parametrize(
    ("text", "threat"),
    [
        ("Visi žmonės turi žinoti, todėl e\u0301 keliu video visur 🙂 dabar", "media"),
        ("👋🏽 Od jutra jestem u konkurencji, żegnam się z waszą firmą", "churn"),
        ("I &amp; my family are so done with you 👋, moving on", "churn"),
    ],
)
def test_evidence_of_a_learnt_threat_stands_in_the_writers_own_text(text, threat):
    found = ANALYSER.assess(text)
    spans = [text[item.start : item.end] for item in found.evidence if item.verdict == "urgency"]
    assert found.urgency.threat == threat
    assert spans
    assert all(span.strip() == span and span for span in spans)
