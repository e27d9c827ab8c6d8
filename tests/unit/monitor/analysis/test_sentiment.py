"""From three probabilities to a mood and its place in the order."""

import pytest

from monitor.analysis.packed import PackedModel
from monitor.analysis.reading import Reading
from monitor.analysis.sentiment import CLASSES, NEUTRAL_SHARE, ONE_WHOLE, Moods, SentimentModel, named


def test_answers_on_an_equal_footing_are_parts_of_one_whole():
    plainly, perhaps = Moods(0.4, 0.1, 0.1, one_whole=True), Moods(0.4, 0.8, 0.1, one_whole=True)
    assert named(plainly).score < named(perhaps).score
    assert named(Moods(0.4, 0.1, 0.1)).score == named(Moods(0.4, 0.8, 0.1)).score


@pytest.mark.parametrize("one_whole", [False, True])
def test_a_text_that_is_nothing_at_all_stands_in_the_middle(one_whole):
    assert named(Moods(0.0, 0.0, 0.0, one_whole=one_whole)).score == 0.0


@pytest.mark.parametrize(("share", "label"), [(1.0, "neutral"), (0.5, "negative")])
def test_what_neutral_counts_decides_near_the_border(share, label):
    assert named(Moods(0.5, 0.6, 0.1, share)).label == label


def test_a_model_says_how_its_answers_are_to_be_taken():
    notes = {NEUTRAL_SHARE: 0.55, ONE_WHOLE: True}
    moods = SentimentModel(PackedModel(CLASSES, (0.0, 0.0, 0.0), {}, notes)).judge(Reading(), {})
    assert (moods.negative, moods.neutral, moods.positive) == (0.5, 0.5, 0.5)
    assert (moods.neutral_share, moods.one_whole) == (0.55, True)
