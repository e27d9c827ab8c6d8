"""Mood of a text, -1 (worst) to 1, with its label, by a small linear model over its words and figures.

The model holds three answers: is it negative, neutral, positive? The likeliest names the mood; a text that is as
negative as positive is "unsure". A language without a model is "unsure" as well: no answer is better than noise.
"""

from collections.abc import Mapping
from math import exp, sqrt
from typing import Final, final

from mypy_extensions import mypyc_attr

from monitor.analysis.packed import FIGURE, PackedModel, runs, unpack
from monitor.analysis.piece_rows import chosen
from monitor.analysis.reading import Reading
from monitor.analysis.rounding import rounded
from monitor.domain.assessments import Sentiment

CLASSES: Final = ("neg", "neu", "pos")
SHORTEST_PIECE: Final = 3
LONGEST_PIECE: Final = 5
NEUTRAL_SHARE: Final = "neutral share"
"""A model's note: what its neutral probability counts beside the others, 1 if it says nothing."""
ONE_WHOLE: Final = "one whole"
"""A model's note: whether its three answers were learnt on an equal footing, so that they can be taken as parts of one
whole. A text that is hardly neutral and hardly positive is then the more negative for it."""
_LIKELY: Final = 0.45
_ALIKE: Final = 0.05
_DOUBT: Final = 12
"""How fast a positive answer stops counting as the negative one grows: a text with both is a complaint with manners,
so the order of the inbox follows the negative answer."""
NOT_TOLD: Final = Sentiment("unsure", 0.0)


def is_figure(name: str) -> bool:
    """Whether a row of a model may be that of a figure."""
    return name.startswith(FIGURE)


def pieces(word: str) -> list[str]:
    """Return the pieces of one plain word: runs of three to five characters, and the whole word."""
    edged = f" {word} "
    found = runs(edged, SHORTEST_PIECE, LONGEST_PIECE)
    if len(edged) > LONGEST_PIECE:
        found.append(edged)
    return found


@mypyc_attr(acyclic=True)
@final
class Moods:
    """Three separate probabilities; they need not add up to 1."""

    __slots__ = ("negative", "neutral", "neutral_share", "one_whole", "positive")

    def __init__(
        self, negative: float, neutral: float, positive: float, neutral_share: float = 1.0, *, one_whole: bool = False
    ) -> None:
        self.negative = negative
        self.neutral = neutral
        self.positive = positive
        self.neutral_share = neutral_share
        self.one_whole = one_whole


class SentimentModel:
    """One language's model."""

    def __init__(self, model: PackedModel) -> None:
        self._intercepts = model.intercepts
        self._figures = {
            name[1:]: tuple(unpack(row, len(CLASSES))) for name, row in chosen(model.rows, is_figure).items()
        }
        self._neutral_share = float(model.notes.get(NEUTRAL_SHARE, 1.0))
        self._one_whole = bool(model.notes.get(ONE_WHOLE, False))

    def judge(self, reading: Reading, figures: Mapping[str, float]) -> Moods:
        """Return the probability of each mood for a reading made with this model's weights."""
        negative, neutral, positive = self._intercepts
        if reading.weight:
            scale = 1.0 / sqrt(len(reading.plain))
            lanes = unpack(reading.weight, len(CLASSES))
            negative += lanes[0] * scale
            neutral += lanes[1] * scale
            positive += lanes[2] * scale
        known = self._figures
        for name, value in figures.items():
            weights = known.get(name)
            if weights is not None:
                negative += weights[0] * value
                neutral += weights[1] * value
                positive += weights[2] * value
        return Moods(
            _probability(negative),
            _probability(neutral),
            _probability(positive),
            self._neutral_share,
            one_whole=self._one_whole,
        )


def _probability(odds: float) -> float:
    if odds < -30.0:
        return 0.0
    return 1.0 / (1.0 + exp(-odds))


def named(moods: Moods) -> Sentiment:
    """Return the mood for the probabilities."""
    negative, neutral, positive = moods.negative, moods.neutral * moods.neutral_share, moods.positive
    score = _score(moods)
    if negative >= _LIKELY and positive >= _LIKELY and abs(positive - negative) < _ALIKE:
        return Sentiment("unsure", score)
    if negative >= positive:
        return Sentiment("negative" if negative > neutral else "neutral", score)
    return Sentiment("positive" if positive > neutral else "neutral", score)


def _score(moods: Moods) -> float:
    """Return where a text stands between worst and best, rounded."""
    negative, positive = moods.negative, moods.positive
    if moods.one_whole:
        whole = negative + moods.neutral + positive or 1.0
        negative, positive = negative / whole, positive / whole
    return rounded(positive * (1.0 - negative) ** _DOUBT - negative)
