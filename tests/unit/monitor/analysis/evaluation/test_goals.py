from dataclasses import replace

from monitor.analysis.evaluation.goals import judged, losses, unkept
from monitor.analysis.evaluation.results import Report, Result

HOTELS = Result(
    "pl_hotels",
    "pl",
    "sentiment",
    100,
    {"AP": 0.8796, "macro-F1": 0.7, "ECE": 0.2},
    {"AP": 0.85, "macro-F1": 0.695, "ECE": 0.01},
)


def test_a_goal_is_judged_by_the_figure_as_shown_and_only_where_the_models_stand_so():
    found = {each.goal.figure: each.reached for each in judged([Report((HOTELS,), standing="unseen")])}
    assert found == {"AP": True, "macro-F1": False}
    assert judged([Report((HOTELS,), standing="own")]) == []


def test_a_goal_for_folded_texts_looks_at_the_folded_figure():
    words = Result("langid", "lt+pl", "language", 9, {"accuracy": 1.0}, {"accuracy": 0.5})
    found = {each.goal.folded: each.reached for each in judged([Report((words,), standing="learnt")])}
    assert found == {False: True, True: False}


def test_the_later_report_counts():
    better = replace(HOTELS, plain=HOTELS.plain | {"macro-F1": 0.75})
    reports = [Report((HOTELS,), standing="unseen"), Report((better,), standing="unseen")]
    assert all(each.reached for each in judged(reports))


def test_losses_without_diacritics_are_named_from_one_hundredth():
    assert [(name, round(loss, 4)) for _, name, loss in losses([HOTELS])] == [("AP", 0.0296)]


def test_probabilities_that_are_not_kept_are_found():
    assert unkept([HOTELS, replace(HOTELS, plain={"ECE": 0.1}), replace(HOTELS, plain={})]) == [HOTELS]


def test_a_goal_for_one_language_is_measured_in_that_language_alone():
    def threats(lang, recall):
        return Result("invented", lang, "threat", 9, {"recall": recall, "precision": 1.0}, {})

    report = Report((threats("lt", 0.5), threats("pl", 1.0)), standing="invented")
    found = {(each.goal.lang, each.goal.figure): each.measured for each in judged([report])}
    assert found == {("lt", "recall"): 0.5, ("lt", "precision"): 1.0, ("pl", "recall"): 1.0, ("pl", "precision"): 1.0}
