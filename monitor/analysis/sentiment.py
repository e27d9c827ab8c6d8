"""Mood of a text, -1 (worst) to 1, with its label, by a small linear model over its words and figures.

The model holds two answers, "is it negative" and "is it positive"; a text that is neither is neutral, one that is
both alike is "unsure". A language without a model is "unsure" as well: no answer is better than noise.
"""

from collections.abc import Mapping
from math import exp, sqrt
from typing import Final

from monitor.analysis.packed import PackedModel, unpack
from monitor.analysis.reading import Reading
from monitor.domain.assessments import Sentiment

CLASSES: Final = ("neg", "pos")
FIGURE: Final = "="
"""Starts the name of a figure among a model's rows; no piece of a word starts so."""
SHORTEST_PIECE: Final = 3
LONGEST_PIECE: Final = 5
_LIKELY: Final = 0.45
_ALIKE: Final = 0.05
NOT_TOLD: Final = Sentiment("unsure", 0.0)


def pieces(word: str) -> list[str]:
    """Return the pieces of one plain word: runs of three to five characters, and the whole word."""
    edged = f" {word} "
    size = len(edged)
    found = [
        edged[i : i + length]
        for length in range(SHORTEST_PIECE, min(LONGEST_PIECE, size) + 1)
        for i in range(size - length + 1)
    ]
    if size > LONGEST_PIECE:
        found.append(edged)
    return found


class SentimentModel:
    """One language's model."""

    def __init__(self, model: PackedModel) -> None:
        self._intercepts = model.intercepts
        self._figures = {
            name[1:]: tuple(unpack(row, len(CLASSES))) for name, row in model.rows.items() if name.startswith(FIGURE)
        }
        self._rows = model.rows

    def weigh(self, word: str) -> int:
        """Return the packed weights of one plain word."""
        return sum(filter(None, map(self._rows.get, pieces(word))))

    def judge(self, reading: Reading, figures: Mapping[str, float]) -> tuple[float, float]:
        """Return the probabilities of negative and positive for a reading made with this model's weights."""
        negative, positive = self._intercepts
        if reading.weight:
            scale = 1.0 / sqrt(len(reading.plain))
            lanes = unpack(reading.weight, 2)
            negative += lanes[0] * scale
            positive += lanes[1] * scale
        known = self._figures
        for name, value in figures.items():
            weights = known.get(name)
            if weights is not None:
                negative += weights[0] * value
                positive += weights[1] * value
        return _probability(negative), _probability(positive)


def _probability(odds: float) -> float:
    if odds < -30.0:
        return 0.0
    return 1.0 / (1.0 + exp(-odds))


def named(negative: float, positive: float) -> Sentiment:
    """Return the mood for the two probabilities."""
    score = round(positive - negative, 4)
    if negative >= _LIKELY and positive >= _LIKELY and abs(score) < _ALIKE:
        return Sentiment("unsure", score)
    if negative >= _LIKELY and negative >= positive:
        return Sentiment("negative", score)
    return Sentiment("positive" if positive >= _LIKELY else "neutral", score)
