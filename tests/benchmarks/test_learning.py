"""What 50, 200 and 800 labels gain on an invented brand with words of its own, and what a lesson costs."""

import time

import pytest

from monitor.analysis.analyser import Analyser
from monitor.analysis.brand.blending import blended
from monitor.analysis.brand.teaching import Teacher
from monitor.analysis.evaluation import macro_f1
from monitor.domain.assessments import Surroundings
from monitor.domain.learning import SENTIMENT, BrandModel
from tests.support.lessons import posts

pytestmark = pytest.mark.benchmark
AROUND = Surroundings(account_language="lt", brand_names=("Siuntos",), brand="Siuntos")
LABELS = (50, 200, 800)


def test_the_gain_with_50_200_and_800_labels():
    analyser = Analyser(finder=lambda _: ())
    teach = Teacher(analyser.assess)
    unseen = posts(500, seed=2)
    truths = [each.sentiment for each in unseen]
    found = [analyser.assess(each.text, AROUND) for each in unseen]
    shipped = macro_f1(truths, [each.sentiment.label for each in found])
    print(f"\nshipped: macro-F1 {shipped:.3f}")
    gained = [shipped]
    for count in LABELS:
        began = time.perf_counter()
        lesson = teach(BrandModel("Siuntos", 1, {}), posts(count), AROUND)
        seconds = time.perf_counter() - began
        model = lesson.model or BrandModel("Siuntos", 1, {})
        after = [blended(each.text, shown, (), model) for each, shown in zip(unseen, found, strict=True)]
        gained.append(macro_f1(truths, [each.sentiment.label for each in after]))
        weights = len(model.weights.get(SENTIMENT, {}))
        print(f"{count} labels: macro-F1 {gained[-1]:.3f}, {weights} weights, {seconds:.1f} s")
    assert gained == sorted(gained)
    assert gained[-1] > shipped + 0.3


def test_what_a_brands_model_costs_a_text():
    analyser = Analyser(finder=lambda _: ())
    model = Teacher(analyser.assess)(BrandModel("Siuntos", 1, {}), posts(400), AROUND).model
    unseen = posts(1000, seed=3)
    began = time.perf_counter()
    found = [analyser.assess(each.text, AROUND) for each in unseen]
    plain = time.perf_counter() - began
    began = time.perf_counter()
    for each, shown in zip(unseen, found, strict=True):
        blended(each.text, shown, AROUND.brand_names, model)
    added = time.perf_counter() - began
    print(f"\nthe analyser {plain * 1000:.0f} µs a text, the brand's model {added * 1000:.0f} µs more")
    assert added < plain * 4
