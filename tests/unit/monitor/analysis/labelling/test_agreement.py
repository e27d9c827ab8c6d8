import random

import pytest
from sklearn.metrics import cohen_kappa_score

from monitor.analysis.labelling.agreement import agreements, kappa, meetings, weighted_kappa
from monitor.analysis.labelling.sitting import Verdict


def verdict(name, rater, **answers):
    said = {"language": "lt", "sentiment": "neg", "act": "complaint", "urgency": 1, "threat": None}
    return Verdict(name, "text", rater, said | answers)


def test_kappa_equals_scikit_learn():
    draw = random.Random(3)  # noqa: S311 - the same answers every time
    ones = [draw.choice("abc") for _ in range(200)]
    others = [one if draw.random() < 0.6 else draw.choice("abc") for one in ones]
    assert kappa(list(zip(ones, others, strict=True))) == pytest.approx(cohen_kappa_score(ones, others))
    levels = [draw.randrange(4) for _ in range(200)]
    near = [min(3, level + draw.choice([0, 0, 1])) for level in levels]
    found = weighted_kappa(list(zip(levels, near, strict=True)))
    assert found == pytest.approx(cohen_kappa_score(levels, near, weights="quadratic"))


def test_full_agreement_on_one_answer_is_full_agreement():
    assert kappa([("neg", "neg")] * 3) == weighted_kappa([(1, 1)] * 3) == 1.0


def test_only_texts_both_judged_are_compared():
    met = meetings(
        [verdict("1", "ona"), verdict("2", "ona")], [verdict("2", "jan", sentiment="neu"), verdict("3", "jan")]
    )
    (only,) = met
    assert only.id == "2"
    assert only.disputed == {"sentiment": ("neg", "neu")}
    assert only.agreed == {"language": "lt", "act": "complaint", "urgency": 1, "threat": None}


def test_each_task_has_its_share_its_kappa_and_an_interval():
    ones = [verdict(str(i), "ona", sentiment="neg" if i % 2 else "pos") for i in range(20)]
    others = [verdict(str(i), "jan", sentiment="neg" if i % 2 or i == 4 else "pos") for i in range(20)]
    by_task = {each.task: each for each in agreements(meetings(ones, others))}
    mood = by_task["sentiment"]
    assert mood.equal == 0.95
    assert mood.kappa == pytest.approx(0.9)
    assert mood.interval[0] < 0.9 <= mood.interval[1] == 1.0
    assert by_task["act"].kappa == 1.0


def test_nothing_in_common_is_no_agreement():
    assert agreements(meetings([verdict("1", "ona")], [])) == []
