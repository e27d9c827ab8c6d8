"""The linear scorer against the package itself: equal, not close."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import BOOSTER_DICT, NEGATE, SPECIAL_CASES, SentimentIntensityAnalyzer

from monitor.analysis.vader import Vader
from tests.support.effort import effort

PACKAGE = SentimentIntensityAnalyzer()
OURS = Vader()

_LEXICAL = sorted(PACKAGE.lexicon)[::11]
_GLUE = [
    "no",
    "or",
    "nor",
    "but",
    "BUT",
    "so",
    "this",
    "doubt",
    "without",
    "never",
    "least",
    "at",
    "very",
    "kind",
    "of",
    "sort",
    "just",
    "enough",
    "the",
    "a",
    "!",
    "!!",
    "?",
    "???",
    "...",
]
_PHRASES = [*SPECIAL_CASES, "kind of", "sort of", "just enough", "never so", "without doubt", "at least"]
_EMOJI = [emoji for emoji in PACKAGE.emojis if len(emoji) <= 2][::9]
_WORD = st.one_of(
    st.sampled_from(_LEXICAL),
    st.sampled_from(sorted(BOOSTER_DICT) + NEGATE),
    st.sampled_from(_GLUE),
    st.sampled_from(_PHRASES),
    st.sampled_from(_EMOJI),
    st.text(max_size=6),
)
_CASED = st.tuples(_WORD, st.sampled_from([str, str, str.upper, str.title])).map(lambda pair: pair[1](pair[0]))
_TEXT = st.lists(st.tuples(_CASED, st.sampled_from([" ", " ", " ", "", ", ", "\n", "! "])), max_size=16).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)


def agree(text):
    assert OURS.polarity(text)._asdict() == PACKAGE.polarity_scores(text)


@pytest.mark.slow
@settings(max_examples=1000)
@given(_TEXT)
def test_equals_the_package_on_text_made_of_its_own_words(text):
    agree(text)


@settings(max_examples=500)
@given(st.text(max_size=80))
def test_equals_the_package_on_any_text(text):
    agree(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "no",
        "no good, no bad or good",
        "The plot was good, but the characters are bad bad bad but good",
        "At least it isn't a horrible book.",
        "never so good, never this bad, without a doubt excellent, without doubt excellent",
        "the least good, very least good, least",
        "kind of good, sort of GREAT, just enough great",
        "that was the bomb, bad ass, yeah right, kiss of death",
        "😀hello 💔💔 ❤️ ON 🔛 text",
        "GREAT service but 😡",
    ],
)
def test_equals_the_package_on_known_traps(text):
    agree(text)


def test_time_grows_with_length_not_with_its_square():
    def seconds(words):
        text = "good but not so bad " * (words // 5)
        return effort(lambda: OURS.polarity(text))

    assert seconds(20_000) < 60 * seconds(1_000)  # with the square it would be 400 times as much


def test_equals_the_package_on_every_emoji_glued_to_words_and_to_itself():
    for emoji in PACKAGE.emojis:
        agree(f"really good{emoji}{emoji}wow bad {emoji}")
        agree(f"{emoji}\n{emoji}not {emoji}!")
