"""Threats are found by what stands near what, in three languages, with and without diacritics."""

from pathlib import Path

import pytest

from monitor.analysis.lexicon import shared_lexicon
from monitor.analysis.reading import read
from monitor.analysis.threat_rules import ThreatRules, shipped_rules
from monitor.analysis.tokens import fold, tokenise
from monitor.analysis.urgency import weighed
from monitor.analysis.word_facts import Named
from monitor.domain.assessments import Complaint
from monitor.domain.errors import Misconfigured

WORDS = """
[device]
charger, batter*
[smoke]
smok*, caught fire
[past]
*ing
[calm]
smoke alarm
"""
RULES = "[safety 3]\ndevice + smoke ~3 -calm\n[media 2]\npast\n"
POSTS = [
    tuple(line.split("\t"))
    for path in sorted(Path(__file__).parent.glob("threat_posts*.txt"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def names(text, words=WORDS, rules=RULES):
    return {found.name: (found.first, found.last) for found in ThreatRules(words, rules).found(text.split())}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("my charger is smoking", {"safety": (1, 3), "media": (3, 3)}),
        ("smoke from both batteries", {"safety": (0, 3)}),
        ("the batteries caught fire", {"safety": (1, 2)}),
        ("smoke and then i saw that the charger", {}),
        ("charger beside the smoke alarm", {}),
        ("a charger a charger", {}),
        ("batteries caught", {}),
        ("", {}),
    ],
)
def test_a_rule_needs_each_of_its_parts_near_and_nothing_that_takes_it_back(text, expected):
    assert names(text) == expected


def test_one_word_cannot_be_two_parts():
    assert names("smokes", "[a]\nsmok*\n[b]\nsmokes", "[legal 3]\na + b ~5") == {}
    assert names("smokes smokes", "[a]\nsmok*\n[b]\nsmokes", "[legal 3]\na + b ~5") == {"legal": (0, 1)}


def test_a_rule_with_an_unknown_concept_or_no_form_is_refused():
    with pytest.raises(Misconfigured, match="nowhere"):
        ThreatRules(WORDS, "[safety 3]\ndevice + nowhere")
    with pytest.raises(Misconfigured, match="write"):
        ThreatRules(WORDS, "[safety 3]\n~3")


def test_words_are_forgotten_before_they_fill_the_memory():
    rules = ThreatRules(WORDS, RULES)
    rules.concepts.update({f"w{i}": Named() for i in range(60_001)})
    assert rules.found(["charger", "smoked"])
    assert len(rules.concepts) == 2


def test_every_language_names_every_concept():
    bits = {code: set(shipped_rules(code).bits) for code in ("lt", "pl", "en")}
    assert bits["lt"] == bits["pl"] == bits["en"]


def threat(lang, text):
    reading = read(tokenise(text), shared_lexicon(lang))
    reading.threats += shipped_rules(lang).found(reading.plain)
    return weighed(reading, Complaint(0.0, None)).threat


@pytest.mark.parametrize("lang", ["lt", "pl", "en"])
@pytest.mark.parametrize("written", [str, fold, str.upper], ids=["plain", "folded", "capitals"])
def test_recall_and_precision_hold_in_each_language(lang, written):
    posts = [(truth != "-", threat(lang, written(text)) is not None) for code, truth, text in POSTS if code == lang]
    caught = sum(truth and found for truth, found in posts)
    assert caught / sum(truth for truth, _ in posts) >= 0.98
    assert caught / sum(found for _, found in posts) >= 0.85
