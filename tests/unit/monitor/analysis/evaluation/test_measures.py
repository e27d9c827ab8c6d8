import pytest
from sklearn.metrics import average_precision_score, brier_score_loss, f1_score

from monitor.analysis.evaluation.measures import (
    accuracy,
    average_precision,
    brier,
    calibration_bins,
    calibration_error,
    interval,
    macro_f1,
    resamples,
)


def test_figures_equal_those_of_scikit_learn():
    truths = [True, False, True, False, False, True, False]
    scores = [0.9, 0.8, 0.8, 0.3, 0.3, 0.2, 0.1]
    assert average_precision(truths, scores) == pytest.approx(average_precision_score(truths, scores))
    assert brier(truths, scores) == pytest.approx(brier_score_loss(truths, scores))
    names, answers = list("abcabcc"), list("abbabac")
    assert macro_f1(names, answers) == pytest.approx(f1_score(names, answers, average="macro"))
    assert accuracy(names, answers) == pytest.approx(5 / 7)


def test_calibration_is_zero_when_promises_are_kept():
    assert calibration_error([True, False], [0.5, 0.5]) == 0
    assert calibration_error([False, False], [0.9, 0.9]) == pytest.approx(0.9)


def test_a_bin_says_what_was_promised_and_what_happened():
    low, high = calibration_bins([False, True, True], [0.11, 0.13, 1.0])
    assert low == pytest.approx((0.12, 0.5, 2))
    assert high == (1.0, 1.0, 1)


def test_nothing_measured_is_zero_rather_than_an_error():
    assert average_precision([False], [0.5]) == macro_f1([], []) == brier([], []) == calibration_error([], []) == 0


def test_an_interval_holds_the_middle_and_is_the_same_every_time():
    means = [sum(drawn) / len(drawn) for drawn in resamples(200, 400)]
    low, high = interval(means)
    assert low < 99.5 < high
    assert 5 < high - low < 30  # four standard errors of a mean of 200 even numbers are 16
    assert list(resamples(5, 3)) == list(resamples(5, 3))
