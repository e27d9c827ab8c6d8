"""Mood of a text, -1 (worst) to 1, with its label."""

from math import sqrt
from typing import Final

from monitor.analysis.reading import Reading
from monitor.domain.assessments import Sentiment, SentimentLabel

_SATURATION: Final = 15.0
"""Alpha of VADER's normalisation: about the largest sum expected."""
_CLEAR: Final = 0.05
"""VADER's own threshold between a mood and none."""


def from_words(reading: Reading) -> Sentiment:
    """Return the mood from the word list alone."""
    total = reading.valence(1) + reading.valence(-1)
    score = total / sqrt(total * total + _SATURATION)
    return Sentiment(labelled(score), round(score, 4))


def from_compound(compound: float) -> Sentiment:
    """Return the mood from VADER's compound."""
    return Sentiment(labelled(compound), compound)


def labelled(score: float) -> SentimentLabel:
    """Name a score by VADER's thresholds."""
    if score <= -_CLEAR:
        return "negative"
    return "positive" if score >= _CLEAR else "neutral"
