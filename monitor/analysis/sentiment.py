"""Mood of a text, -1 (worst) to 1, with its label, by a small linear model over its words and figures.

The model holds two answers, "is it negative" and "is it positive"; a text that is neither is neutral, one that is
both alike is "unsure". A language without a model is "unsure" as well: no answer is better than noise.
"""

from collections.abc import Mapping
from math import exp, sqrt
from typing import Final

from monitor.analysis.packed import PackedModel, unpack
from monitor.domain.assessments import Sentiment

CLASSES: Final = ("neg", "pos")
FIGURE: Final = "="
"""Starts the name of a figure among a model's rows; no piece of a word starts so."""
SHORTEST_PIECE: Final = 3
LONGEST_PIECE: Final = 5
_REMEMBERED_WORDS: Final = 60_000
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
    """One language's model; remembers the weights of words it has met."""

    def __init__(self, model: PackedModel) -> None:
        self._intercepts = model.intercepts
        self._figures = {
            name[1:]: tuple(unpack(row, len(CLASSES))) for name, row in model.rows.items() if name.startswith(FIGURE)
        }
        self._words = _Words(model.rows)

    def judge(self, words: list[str], figures: Mapping[str, float]) -> tuple[float, float]:
        """Return the probabilities of negative and positive; `words` are plain (folded, squeezed) words."""
        negative, positive = self._intercepts
        if words:
            scale = 1.0 / sqrt(len(words))
            lanes = unpack(sum(self._words.read(words)), 2)
            negative += lanes[0] * scale
            positive += lanes[1] * scale
        known = self._figures
        for name, value in figures.items():
            weights = known.get(name)
            if weights is not None:
                negative += weights[0] * value
                positive += weights[1] * value
        return _probability(negative), _probability(positive)


class _Words(dict[str, int]):
    """Plain word → its packed weights."""

    def __init__(self, rows: Mapping[str, int]) -> None:
        super().__init__()
        self._rows = rows

    def read(self, words: list[str]) -> list[int]:
        if len(self) > _REMEMBERED_WORDS:
            self.clear()
        return list(map(self.__getitem__, words))

    def __missing__(self, word: str) -> int:
        weight = sum(filter(None, map(self._rows.get, pieces(word))))
        self[word] = weight
        return weight


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
