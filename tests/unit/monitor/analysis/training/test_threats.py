"""Threat models learn from posts written to teach, in all wordings of a line, and come out the same twice."""

from collections import Counter

import pytest

from monitor.analysis.evaluation import Labelled
from monitor.analysis.lexicon import Lexicon
from monitor.analysis.packed import PackedModel
from monitor.analysis.reading import read
from monitor.analysis.threat_model import CLASSES, LANES, ThreatJudge
from monitor.analysis.threat_rules import shipped_rules
from monitor.analysis.tokens import tokenise
from monitor.analysis.training import threats
from monitor.analysis.training.threats import CALM, Lesson, lessons, taught_posts, teaches_calm, train_threats, wordings
from monitor.analysis.word_weights import WordWeights, word_pairs


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("as it is", ["as it is"]),
        ("{we|I} leave {today|now|soon}", ["we leave today", "I leave now", "we leave soon"]),
        ("gone {for good|}", ["gone for good", "gone"]),
    ],
)
def test_a_line_yields_each_of_its_wordings(line, texts):
    assert wordings(line) == texts


@pytest.mark.parametrize("lang", ["lt", "pl", "en"])
def test_each_language_is_taught_every_threat_in_many_words(lang):
    counts = Counter(lesson.threat for lesson in taught_posts(lang))
    assert set(counts) == {*CLASSES, CALM}
    assert min(counts.values()) >= 200
    assert counts[CALM] >= 700


def test_public_texts_teach_calm_and_count_less():
    rows = [Labelled("pl_hotels", "pl", "Ładny pokój", "pos"), Labelled("a_team", "pl", "Nowy pokój", "pos")]
    assert [lesson for lesson in lessons(rows) if lesson.counts < 1] == [Lesson("pl", CALM, "Ładny pokój", 0.25)]
    assert teaches_calm(rows)
    assert not teaches_calm(rows[1:])


def test_the_order_of_the_files_does_not_matter():
    rows = [Labelled("pl_hotels", "pl", "Ładny pokój", "pos"), Labelled("en_xed", "en", "Nice room", "pos")]
    assert list(threats.talk(rows)) == list(threats.talk(rows[::-1]))


def test_ordinary_posts_teach_calm_unless_a_rule_names_a_threat_in_them(monkeypatch):
    posts = [("en", "complaint", "See you in court, says my lawyer"), ("en", "question", "When is my parcel due?")]
    monkeypatch.setattr(threats, "complaint_posts", lambda: posts)
    monkeypatch.setattr(threats, "mood_posts", lambda: [Labelled("own", "lt", "Graži diena", "pos")])
    taught = [(lesson.lang, lesson.threat, lesson.text) for lesson in threats.ordinary()]
    assert taught == [("en", CALM, "When is my parcel due?"), ("lt", CALM, "Graži diena")]


@pytest.mark.slow
def test_models_tell_threats_from_calm_and_come_out_the_same_twice(monkeypatch):
    taught = taught_posts("en")[::16]
    monkeypatch.setattr(threats, "lessons", lambda _: taught)
    models = train_threats([])
    assert models == train_threats([])
    assert len(models["en"].classes) == LANES
    moods = PackedModel(("neg", "neu", "pos"), (0.0,) * 3, {})
    judge = ThreatJudge(shipped_rules("en"), models["en"])
    complaints = PackedModel(("complaint",), (0.0,), {})
    weights = WordWeights(moods, complaints, models["en"], judge=judge)
    lexicon = Lexicon("", weigh=weights.weigh, pairs=word_pairs(complaints, models["en"]))

    def heard(text):
        tokens = tokenise(text)
        told = lexicon.of_texts([tokens.words])[0]
        return [item.name for item in judge.heard(read(tokens, lexicon), told, lexicon.pairs)]

    assert heard("See you in court, says my lawyer")[:1] == ["legal"]
    assert heard("When is my parcel due") == []
