"""Trains the sentiment models: what figures mean is learnt from all languages together, words from each alone.

Three logistic regressions answer
"negative?", "neutral?" and "positive?". A prior for care vocabulary is added to what is learnt:
the public texts are reviews and small talk, in which waiting or asking again says little; in customer care it says
much. The prior's weights are set by hand and never fitted to the sets that may only be measured.
"""

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any, Final

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from monitor.analysis.evaluation import Labelled
from monitor.analysis.figures import figures
from monitor.analysis.lexicon import shared_lexicon
from monitor.analysis.packed import FIGURE, PackedModel, pack
from monitor.analysis.reading import read
from monitor.analysis.sentiment import CLASSES, NEUTRAL_SHARE, ONE_WHOLE, pieces
from monitor.analysis.tokens import tokenise
from monitor.analysis.training.mood_lessons import EVEN, lessons
from monitor.analysis.vader import polarity_of

_FEWEST: Final = 3
_WORD_SCALE: Final = 0.35
"""How freely words may be learnt beside the figures; the higher, the closer to the sets learnt from."""
_PRIOR: Final = {
    "cue wait": 0.9,
    "cue failure": 0.6,
    "cue chase": 0.6,
    "cue repeat": 0.6,
    "cue contact": 0.5,
    "cue unhelpful": 0.5,
    "cue demand": 0.5,
    "cue money": 0.3,
    "threat": 0.5,
    "cue thanks": -0.5,
    "cue sarcasm": 0.4,
    "cue mismatch": 0.8,
}
_PRIOR_WEIGHT: Final = {"en": (1.4, -0.7, -0.7), "lt": (1.4, -0.7, -0.7), "pl": (0.4, -0.2, -0.2)}
"""How much of the prior counts for negative, neutral and positive; Polish has service reviews to learn from itself."""


_NEUTRAL_SHARE: Final = {"en": 1.4, "lt": 1.0, "pl": 0.6}
"""What "neutral" counts beside the other moods: the Polish texts hold more neutral ones than posts to a brand.

The Polish share has the best mean over hotels and doctors, each left out of the learning. It is the same for every
source: nothing in a post says what share of its like is neutral."""
TOLERANCE: Final = 3e-3
_DUAL_TOLERANCE: Final = 0.1
"""Finer ones take three times as long and move no figure by a thousandth."""
FREE_INTERCEPT: Final = 10.0
"""liblinear holds the intercept down like any weight; on this scale it hardly does."""


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled text as the models see it."""

    source: str
    lang: str
    label: str
    pieces: Counter[str]
    words: int
    figures: dict[str, float]


def example(row: Labelled) -> Example:
    """Return a labelled text as the models see it."""
    tokens = tokenise(row.text)
    reading = read(tokens, shared_lexicon(row.lang))
    polarity = polarity_of(tokens, row.lang)
    found = Counter(piece for word in reading.plain for piece in pieces(word))
    return Example(row.source, row.lang, row.label or "", found, len(reading.plain), figures(reading, polarity))


def train_sentiment(rows: Sequence[Labelled]) -> dict[str, PackedModel]:
    """Return a model for each judged language, learnt from rows labelled neg, neu or pos and from the news.

    Lithuanian has few texts of its own: its figures weigh what they do where no words are learnt beside them.
    """
    taught = lessons(rows)
    examples = [example(lesson.row) for lesson in taught]
    counts = [lesson.counts for lesson in taught]
    return _learnt(examples, counts, ("en", "pl")) | _learnt(examples, counts, ("lt",))


def _learnt(examples: Sequence[Example], counts: Sequence[float], langs: Sequence[str]) -> dict[str, PackedModel]:
    """Return the models of some languages: words are learnt for them, figures from all."""
    columns = _Columns(examples, langs)
    matrix = columns.matrix(examples)
    answers = []
    for name in CLASSES:
        regression = LogisticRegression(
            solver="liblinear",
            dual=True,  # there are several times more columns than texts
            tol=_DUAL_TOLERANCE,
            max_iter=1000,
            intercept_scaling=FREE_INTERCEPT,
            random_state=0,
        )
        answers.append(regression.fit(matrix, [item.label == name for item in examples], sample_weight=counts))
    return {lang: columns.model(lang, answers) for lang in langs}


class _Columns:
    """Where each figure and each piece of each language stands in the matrix."""

    def __init__(self, examples: Sequence[Example], langs: Sequence[str]) -> None:
        self.figures = sorted({name for item in examples for name in item.figures})
        seen: Counter[tuple[str, str]] = Counter()
        for item in examples:
            if item.lang in langs:
                seen.update((item.lang, piece) for piece in item.pieces)
        self.pieces = sorted(piece for piece, times in seen.items() if times >= _FEWEST)
        self._figure_at = {name: i for i, name in enumerate(self.figures)}
        self._piece_at = {piece: i for i, piece in enumerate(self.pieces, len(self.figures))}

    def matrix(self, examples: Sequence[Example]) -> sparse.csr_matrix:
        values, places, starts = array("d"), array("i"), array("i", [0])
        for item in examples:
            for name, value in item.figures.items():
                places.append(self._figure_at[name])
                values.append(value)
            scale = _WORD_SCALE / sqrt(item.words) if item.words else 0.0
            for piece, times in item.pieces.items():
                at = self._piece_at.get((item.lang, piece))
                if at is not None:
                    places.append(at)
                    values.append(times * scale)
            starts.append(len(places))
        shape = (len(examples), len(self.figures) + len(self.pieces))
        return sparse.csr_matrix(tuple(map(np.asarray, (values, places, starts))), shape=shape)

    def model(self, lang: str, answers: Sequence[Any]) -> PackedModel:
        """Return the model of one language: the shared figures with the prior, and the language's own pieces."""
        weights = np.array([answer.coef_[0] for answer in answers]).T
        rows = {
            FIGURE + name: pack([float(weight) for weight in weights[i] + _prior(name, lang)])
            for name, i in self._figure_at.items()
        }
        for (piece_lang, piece), i in self._piece_at.items():
            if piece_lang == lang:
                packed = pack([float(weight) * _WORD_SCALE for weight in weights[i]])
                if packed:
                    rows[piece] = packed
        intercepts = tuple(float(answer.intercept_[0]) for answer in answers)
        return PackedModel(CLASSES, intercepts, rows, {NEUTRAL_SHARE: _NEUTRAL_SHARE[lang], ONE_WHOLE: lang in EVEN})


def _prior(name: str, lang: str) -> np.ndarray[Any, Any]:
    return _PRIOR.get(name, 0.0) * np.array(_PRIOR_WEIGHT[lang])
