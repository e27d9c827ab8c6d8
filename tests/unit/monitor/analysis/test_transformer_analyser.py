import pytest

from monitor.analysis.analyser import Analyser
from monitor.analysis.transformer import Likelihoods
from monitor.analysis.transformer_analyser import TransformerAnalyser
from monitor.domain.assessments import Surroundings

POLISH = "Obsługa była fatalna, nie polecam"
ENGLISH = "The service was awful, avoid"
NOWHERE = Surroundings()
LOVELY = Likelihoods(0.05, 0.15, 0.8)


class Counting:
    """A transformer that finds everything lovely, and counts how it was asked."""

    name = "lovely@0"

    def __init__(self, likely=LOVELY):
        self.asked = []
        self._likely = likely

    def judge(self, texts):
        self.asked.append(list(texts))
        return [self._likely for _ in texts]


class Reading(Counting):
    """A transformer to which one word is everything."""

    def judge(self, texts):
        super().judge(texts)
        return [Likelihoods(0.9, 0.1, 0.0) if "fatalna" in text else Likelihoods(0.1, 0.9, 0.0) for text in texts]


class Failing(Counting):
    def judge(self, texts):
        raise RuntimeError("out of memory")


@pytest.fixture(scope="module")
def built_in():
    return Analyser(finder=lambda _: ())


def joined(built_in, model, warned=None, *, explain=False):
    def warn(lang, error):
        warned.append((lang, str(error)))

    return TransformerAnalyser(built_in, {"pl": model}, warn, explain=explain)


def test_the_model_of_a_language_tells_its_mood_and_its_name_is_kept(built_in):
    found = joined(built_in, Counting()).assess(POLISH)
    assert found.sentiment == type(found.sentiment)("positive", 0.75)
    assert found.analyser == f"{built_in.assess(POLISH).analyser}+pl:lovely@0"


def test_everything_else_stays_with_the_built_in_rules(built_in):
    ours, found = built_in.assess(POLISH), joined(built_in, Counting()).assess(POLISH)
    assert (found.language, found.complaint, found.act, found.urgency) == (
        ours.language,
        ours.complaint,
        ours.act,
        ours.urgency,
    )
    other = joined(built_in, Counting()).assess(ENGLISH)
    assert (other.sentiment, other.evidence) == (built_in.assess(ENGLISH).sentiment, built_in.assess(ENGLISH).evidence)


def test_two_moods_as_likely_as_each_other_are_unsure_and_show_nothing(built_in):
    found = joined(built_in, Counting(Likelihoods(0.49, 0.0, 0.51))).assess(POLISH)
    assert found.sentiment.label == "unsure"
    assert not [each for each in found.evidence if each.verdict == "sentiment"]


def test_the_words_without_which_the_mood_is_another_are_its_evidence(built_in):
    model = Reading()
    found = joined(built_in, model, explain=True).assess(POLISH)
    (shown,) = [each for each in found.evidence if each.verdict == "sentiment"]
    assert POLISH[shown.start : shown.end] == "fatalna,"
    assert shown.weight == -0.8
    assert len(model.asked) == 2


def test_only_clear_moods_are_explained(built_in):
    model = Counting(Likelihoods(0.1, 0.8, 0.1))
    assert joined(built_in, model, explain=True).assess(POLISH).sentiment.label == "neutral"
    assert len(model.asked) == 1


def test_many_texts_go_together_and_in_order(built_in):
    model = Counting()
    texts = [(POLISH, NOWHERE), (ENGLISH, NOWHERE), ("Paczka doszła, dziękuję", NOWHERE)]
    found = joined(built_in, model).assess_many(texts)
    assert model.asked == [[POLISH, "Paczka doszła, dziękuję"]]
    assert [each.language.code for each in found] == ["pl", "en", "pl"]
    assert [each.sentiment.score == 0.75 for each in found] == [True, False, True]
    assert len({each.analyser for each in found}) == 1


def test_prepared_texts_are_not_judged_again(built_in):
    model = Counting()
    analyser = joined(built_in, model)
    analyser.prepare([(POLISH, NOWHERE)])
    assert analyser.assess(POLISH, NOWHERE).sentiment.score == 0.75
    assert model.asked == [[POLISH]]
    analyser.assess(POLISH, NOWHERE)
    assert len(model.asked) == 2


def test_a_model_that_fails_leaves_the_built_in_mood_and_warns_once(built_in):
    warned = []
    analyser = joined(built_in, Failing(), warned)
    assert analyser.assess(POLISH) == built_in.assess(POLISH)
    assert analyser.assess(POLISH) == built_in.assess(POLISH)
    assert warned == [("pl", "out of memory")]


def test_the_version_names_every_transformer(built_in):
    both = TransformerAnalyser(built_in, {"pl": Counting(), "en": Counting()}, lambda *_: None)
    assert both.assess(POLISH).analyser == both.assess(ENGLISH).analyser
    assert both.version_after("4") == "4+en:lovely@0+pl:lovely@0"
