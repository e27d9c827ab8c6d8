"""Trains the sentiment models: what figures mean is learnt from all languages together, words from each alone.

Three logistic regressions answer
"negative?", "neutral?" and "positive?". A prior for care vocabulary is added to what is learnt:
the public texts are reviews and small talk, in which waiting or asking again says little; in customer care it says
much. The prior's weights are set by hand and never fitted to the sets that may only be measured.
"""

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
from monitor.analysis.packed import PackedModel, pack
from monitor.analysis.reading import read
from monitor.analysis.sentiment import CLASSES, FIGURE, NEUTRAL_SHARE, pieces
from monitor.analysis.tokens import tokenise
from monitor.analysis.vader import shared_vader

WITH_WORDS: Final = ("en", "pl")
"""Languages with labelled texts; the others take over what the figures mean."""
LABELS: Final = frozenset({"neg", "neu", "pos"})
_FEWEST: Final = 3
_WORD_SCALE: Final = 0.28
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


_NEUTRAL_SHARE: Final = {"en": 1.4, "lt": 1.4, "pl": 0.7}
"""What "neutral" counts beside the other moods: the Polish reviews hold more neutral texts than posts to a brand."""
_EVEN: Final = frozenset({"pl"})
"""Languages in whose sources each mood counts alike: reviews by star and by sentence hold very different shares of
neutral texts, and a source must not teach its own share to all others."""


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
    polarity = shared_vader().polarity(tokens.masked.replace("\u2019", "'")) if row.lang == "en" else None
    found = Counter(piece for word in reading.plain for piece in pieces(word))
    return Example(row.source, row.lang, row.label or "", found, len(reading.plain), figures(reading, polarity))


def teaching(rows: Sequence[Labelled]) -> list[Labelled]:
    """Return the rows that teach: their language has words to learn and their source knows neutral texts.

    A source without a neutral class labels small talk as a mood; learning from it costs accuracy everywhere else.
    """
    classes_of: dict[str, set[str]] = {}
    for row in rows:
        classes_of.setdefault(row.source, set()).add(row.label or "")
    whole = {source for source, labels in classes_of.items() if labels >= LABELS}
    return [row for row in rows if row.lang in WITH_WORDS and row.label in LABELS and row.source in whole]


def train_sentiment(rows: Sequence[Labelled]) -> dict[str, PackedModel]:
    """Return a model for each judged language, learnt from rows labelled neg, neu or pos."""
    examples = [example(row) for row in teaching(rows)]
    columns = _Columns(examples)
    answers = _answers(columns, examples, _evened(examples))
    models = {lang: columns.model(lang, answers) for lang in WITH_WORDS}
    figures_only = _Columns(examples, words=False)
    models["lt"] = figures_only.model("lt", _answers(figures_only, examples))
    return models


def _evened(examples: Sequence[Example]) -> list[float]:
    """Return what each text counts: within a source of the evened languages, every mood the same in sum."""
    texts = Counter(item.source for item in examples)
    moods = Counter((item.source, item.label) for item in examples)
    return [
        texts[item.source] / len(CLASSES) / moods[item.source, item.label] if item.lang in _EVEN else 1.0
        for item in examples
    ]


def _answers(columns: "_Columns", examples: Sequence[Example], weights: Sequence[float] | None = None) -> list[Any]:
    matrix = columns.matrix(examples)
    answers = []
    for name in CLASSES:
        regression = LogisticRegression(C=1.0, max_iter=150, tol=1e-3)
        answers.append(regression.fit(matrix, [item.label == name for item in examples], sample_weight=weights))
    return answers


class _Columns:
    """Where each figure and each piece of each language stands in the matrix."""

    def __init__(self, examples: Sequence[Example], *, words: bool = True) -> None:
        self.figures = sorted({name for item in examples for name in item.figures})
        seen: Counter[tuple[str, str]] = Counter()
        for item in examples if words else ():
            seen.update((item.lang, piece) for piece in item.pieces)
        self.pieces = sorted(piece for piece, times in seen.items() if times >= _FEWEST)
        self._figure_at = {name: i for i, name in enumerate(self.figures)}
        self._piece_at = {piece: i for i, piece in enumerate(self.pieces, len(self.figures))}

    def matrix(self, examples: Sequence[Example]) -> sparse.csr_matrix:
        values: list[float] = []
        places: list[int] = []
        starts = [0]
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
        return sparse.csr_matrix((values, places, starts), shape=shape)

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
        return PackedModel(CLASSES, intercepts, rows, {NEUTRAL_SHARE: _NEUTRAL_SHARE[lang]})


def _prior(name: str, lang: str) -> np.ndarray[Any, Any]:
    return _PRIOR.get(name, 0.0) * np.array(_PRIOR_WEIGHT[lang])
