"""What is learnt from, what is held back, and when a model may take over."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.corrections import Verdict
from monitor.domain.learning import (
    COMPLAINT,
    FEWEST_HELD,
    SENTIMENT,
    SILENT,
    Agreement,
    Example,
    Figures,
    LessonState,
    Outcome,
    Report,
    Ruling,
    Schooling,
    examples_of,
    held_back,
    report_of,
    rolled_back,
    ruling,
    state_of,
)
from tests.support.records import NOW, correction


def outcome(before, after, *, weight=1.0, right=(True, True)):
    return Outcome(weight, right[0], right[1], before, after)


def test_a_person_teaches_and_silence_teaches_a_little():
    labels = [
        correction(1, 1, Verdict.SENTIMENT, value="negative", text="a"),
        correction(1, 1, Verdict.ACT, value="complaint", text="a"),
        correction(2, 1, Verdict.ACT, value="praise", text="b"),
        correction(3, 1, Verdict.LANGUAGE, value="pl", text="c"),
        correction(4, 1, Verdict.ABOUT_US, value="no", text="d"),
        correction(4, 1, Verdict.ACT, value="complaint", text="d"),
        correction(5, 1, Verdict.ACT, value="complaint", text=""),
    ]
    silent = [Agreement("a", "neutral", complaint=False), Agreement("e", "positive", complaint=False)]
    assert examples_of(labels, silent) == [
        Example("a", "negative", complaint=True),
        Example("b", None, complaint=False),
        Example("e", "positive", complaint=False, weight=SILENT),
    ]


def test_the_last_word_of_a_text_counts():
    labels = [
        correction(1, 1, Verdict.ACT, value=value, text="a", id=place)
        for place, value in enumerate(("praise", "complaint"))
    ]
    assert examples_of(labels, []) == [Example("a", None, complaint=True)]


@pytest.mark.parametrize(
    ("example", "task", "answer"),
    [
        (Example("a", "negative", None), SENTIMENT, "negative"),
        (Example("a", "unsure", None), SENTIMENT, None),
        (Example("a", None, complaint=True), COMPLAINT, COMPLAINT),
        (Example("a", None, complaint=False), COMPLAINT, ""),
        (Example("a", "negative", None), COMPLAINT, None),
    ],
)
def test_what_an_example_says_of_a_task(example, task, answer):
    assert example.answer(task) == answer


@given(st.text())
def test_copies_of_a_text_stand_on_one_side(text):
    assert held_back(text) == held_back(f"  {text}\n") == Example(text, None, None).held_back


def test_about_a_quarter_is_held_back():
    share = sum(held_back(f"text {place}") for place in range(2000)) / 2000
    assert 0.22 < share < 0.28


def test_better_needs_more_than_chance():
    assert ruling([outcome(1.0, 0.5)] * FEWEST_HELD) is Ruling.BETTER
    assert ruling([outcome(1.0, 1.0)] * FEWEST_HELD) is Ruling.NOT_BETTER
    assert ruling([outcome(0.5, 1.0)] * FEWEST_HELD) is Ruling.NOT_BETTER
    luck = [outcome(9.0, 0.1), *[outcome(0.5, 0.6)] * FEWEST_HELD]
    assert ruling(luck) is Ruling.NOT_BETTER
    assert ruling([outcome(1.0, 0.5)] * (FEWEST_HELD - 1)) is Ruling.TOO_FEW


def test_silence_speaks_only_against_a_change():
    better = [outcome(1.0, 0.5, right=(False, True)), *[outcome(1.0, 0.5)] * FEWEST_HELD]
    silent = outcome(0.7, 0.1, weight=SILENT)
    assert ruling([*better, *[silent] * 50]) is Ruling.BETTER
    assert ruling([silent] * 50) is Ruling.TOO_FEW
    broken = outcome(0.7, 0.9, weight=SILENT, right=(True, False))
    assert ruling([*better, *[broken] * 5]) is Ruling.NOT_BETTER


@given(st.lists(st.tuples(st.floats(0, 9), st.floats(0, 9)), max_size=30))
def test_two_models_are_never_each_better_than_the_other(losses):
    there = ruling([outcome(before, after) for before, after in losses])
    back = ruling([outcome(after, before) for before, after in losses])
    assert {there, back} != {Ruling.BETTER}


def test_a_report_survives_being_stored():
    figures = Figures(task=SENTIMENT, language="lt", labels=9, held=3, ruling=Ruling.NOT_BETTER)
    report = Report(corrections=1, figures=(figures,))
    assert report_of(report.plain() | {"figures": [report.plain()["figures"][0]]}) == report
    assert report_of({}) == Report()


def test_how_a_lesson_ended():
    few = Figures(task=SENTIMENT, language="", labels=1, held=0)
    enough = replace(few, ruling=Ruling.NOT_BETTER)
    assert state_of(Report(figures=(few,)), made=True) is LessonState.BETTER
    assert state_of(Report(figures=(few, enough)), made=False) is LessonState.NOT_BETTER
    assert state_of(Report(figures=(few,)), made=False) is LessonState.TOO_FEW


def test_going_back_passes_over_what_was_never_in_use():
    def version(number, state=LessonState.BETTER, *, active=False):
        return Schooling(brand="b", version=number, state=state, active=active, asked_at=NOW, asked_by="ona")

    versions = [version(1), version(2, LessonState.NOT_BETTER), version(3, active=True), version(4)]
    assert rolled_back(versions) == 1
    assert rolled_back([version(1, active=True)]) is None
    assert rolled_back([]) is None
