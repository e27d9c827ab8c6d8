"""What a brand's people teach: better on what was held back, nothing lost elsewhere, the same every time."""

from dataclasses import replace

import pytest
from msgspec import structs

from monitor.analysis.analyser import VERSION, Analyser
from monitor.analysis.brand.blending import blended, offsets_of
from monitor.analysis.brand.features import features_of, read
from monitor.analysis.brand.fitting import Row, chances, fit, of_odds
from monitor.analysis.brand.judging import BrandJudge
from monitor.analysis.brand.teaching import Teacher
from monitor.domain.assessments import PersonalDataSpan, PersonalDataType, Sentiment, Surroundings
from monitor.domain.learning import COMPLAINT, SENTIMENT, TASKS, BrandModel, Example, Ruling
from tests.support.lessons import posts

AROUND = Surroundings(account_language="lt", brand_names=("Siuntos",), brand="Siuntos")
NOTHING = BrandModel("Siuntos", 1, {})


@pytest.fixture(scope="module")
def analyser():
    return Analyser(finder=lambda _: ())


@pytest.fixture(scope="module")
def teach(analyser):
    return Teacher(analyser.assess)


@pytest.fixture(scope="module")
def lesson(teach):
    return teach(NOTHING, posts(200), AROUND)


def whole(lesson, task=SENTIMENT):
    return next(each for each in lesson.report.figures if each.task == task and not each.language)


def test_the_brands_own_words_are_learnt(lesson, analyser):
    assert {whole(lesson, task).ruling for task in TASKS} == {Ruling.BETTER}
    assert whole(lesson).right_after > whole(lesson).right_before + 0.2
    text = "žalia būsena ir rytoj"
    before, after = analyser.assess(text, AROUND), blended(text, analyser.assess(text, AROUND), (), lesson.model)
    assert before.sentiment.label != "negative"
    assert (after.sentiment.label, after.act.label, after.complaint.score > 0.5) == ("negative", "complaint", True)
    assert after.analyser == f"{VERSION}+1"
    words = {text[each.start : each.end] for each in after.evidence if each.verdict == COMPLAINT}
    assert words & {"žalia", "būsena"}


def test_the_gain_grows_with_the_labels(teach):
    gains = []
    for count in (50, 200, 800):
        figures = whole(teach(NOTHING, posts(count), AROUND))
        gains.append(figures.f1_after - figures.f1_before)
    assert 0 < gains[0] < gains[2]
    assert gains[1] > 0.15


def test_what_it_learnt_holds_without_diacritics(lesson, analyser):
    text = "vakar zalia busena pas mus"
    assert blended(text, analyser.assess(text, AROUND), (), lesson.model).sentiment.label == "negative"


def test_the_same_examples_in_any_order_give_the_same_model(teach):
    given = posts(60)
    assert teach(NOTHING, given, AROUND) == teach(NOTHING, given[::-1], AROUND)


def test_a_model_in_use_is_measured_on_the_same_ground(teach, lesson):
    again = teach(lesson.model, posts(200), AROUND)
    assert whole(again).loss_before == pytest.approx(whole(lesson).loss_after, abs=1e-3)
    assert whole(again).ruling is Ruling.NOT_BETTER
    assert again.model is None


def test_labels_without_sense_teach_nothing(teach, analyser):
    wrong = ["negative", "neutral", "positive"]
    examples = [
        Example(each.text, wrong[place % 3], None) for place, each in enumerate(sorted(posts(200), key=hash_of))
    ]
    assert whole(teach(NOTHING, examples, AROUND)).ruling is not Ruling.TOO_FEW
    assert teach(NOTHING, examples, AROUND).report.figures[0].right_after < 0.6


def hash_of(example):
    return example.text[::-1]


def test_a_handful_is_too_few(teach):
    lesson = teach(NOTHING, posts(12), AROUND)
    assert (whole(lesson).ruling, lesson.model) == (Ruling.TOO_FEW, None)


def test_without_labels_there_is_nothing_to_tell(teach):
    lesson = teach(NOTHING, [], AROUND)
    assert [(each.labels, each.held) for each in lesson.report.figures] == [(0, 0)] * len(TASKS)


def test_figures_stand_for_each_language(lesson):
    codes = {each.language for each in lesson.report.figures if each.task == SENTIMENT}
    assert {"", "lt", "pl", "en"} <= codes
    parts = [each.held for each in lesson.report.figures if each.task == SENTIMENT and each.language]
    assert sum(parts) == whole(lesson).held


def test_a_model_without_weights_changes_no_answer(analyser):
    for text in ("blogai, niekas neatsako", "ačiū, puiku", "kur mano siunta?"):
        found = analyser.assess(text, AROUND)
        same = blended(text, found, (), BrandModel("Siuntos", 1, {SENTIMENT: {}, COMPLAINT: {}}))
        assert structs.replace(same, analyser=found.analyser) == found


@pytest.mark.parametrize("text", ["blogai, niekas neatsako", "ačiū, puiku", "kur mano siunta?", "ok"])
def test_the_prior_answers_as_the_shipped_model_does(analyser, text):
    found = analyser.assess(text, AROUND)
    odds = offsets_of(found, SENTIMENT)
    if found.sentiment.label != "unsure":
        assert TASKS[SENTIMENT][odds.index(max(odds))] == found.sentiment.label
    assert of_odds(offsets_of(found, COMPLAINT))[0] == pytest.approx(found.complaint.score, abs=1e-3)


def test_the_prior_keeps_even_a_label_that_its_score_denies(analyser):
    odd = structs.replace(analyser.assess("x", AROUND), sentiment=Sentiment("neutral", -0.95))
    assert max(offsets_of(odd, SENTIMENT)) == offsets_of(odd, SENTIMENT)[1]


def test_a_threat_stays_whatever_the_brand_taught(analyser):
    text = "Kreipsiuosi į teismą, duosiu jus į teismą"
    found = analyser.assess(text, AROUND)
    assert found.urgency.threat
    calm = BrandModel("Siuntos", 1, {COMPLAINT: {"": [-30.0]}})
    after = blended(text, found, (), calm)
    assert after.complaint.score < 0.5
    assert after.urgency == found.urgency


def test_personal_data_and_numbers_are_not_learnt():
    text = "skambinkite 600 00000 Rasa"
    span = PersonalDataSpan(PersonalDataType.PERSON, 22, 26, 1.0)
    names = set(features_of(read(text, (), [span])))
    assert "skambinkite" in names
    assert not any("rasa" in name or any(char.isdigit() for char in name) for name in names)


def test_a_long_text_counts_as_much_as_a_short_one():
    for text in ("gerai", "gerai " * 500):
        values = features_of(read(text, (), ())).values()
        assert sum(value * value for value in values) == pytest.approx(1.0)


def test_fitting_tells_how_far_it_is():
    told = []
    rows = [Row({"a": 1.0}, (0.0,), 0), Row({"b": 1.0}, (0.0,), 1)]
    weights = fit(rows, lambda done, of: told.append((done, of)))
    assert told[-1][0] == told[-1][1]
    assert chances(rows[0], weights)[0] > 0.5 > chances(rows[1], weights)[0]


def test_each_brand_has_its_own_model(analyser, lesson):
    judge = BrandJudge(analyser)
    text = "žalia būsena ir rytoj"
    other = replace(AROUND, brand="Kita")
    judge.learn("Siuntos", lesson.model)
    assert judge.assess(text, AROUND).sentiment.label == "negative"
    assert judge.assess(text, other) == judge.plain(text, other)
    assert (judge.version("Siuntos"), judge.version("Kita")) == (f"{VERSION}+1", VERSION)
    judge.learn("Siuntos", None)
    judge.learn("Siuntos", None)
    assert judge.assess(text, AROUND) == judge.plain(text, AROUND)
