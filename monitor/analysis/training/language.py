"""Trains the language model: logistic regression over pieces of words and how common the words are.

How common they are is looked up in the table of known words, which is shipped and not learnt (see `dictionary`). The
regression, which must also weigh letters in long texts, makes too little of it; so the likelihood of the words by the
lists themselves (naive Bayes) is multiplied in. Of texts that taught neither, the two together miss a sixth less.
Every text is learnt with and without diacritics; two words drawn from a sentence stand for the short texts people
write.
"""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from math import log, sqrt
from typing import Any, Final, NamedTuple

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from monitor.analysis.evaluation import Labelled
from monitor.analysis.known_words import MOST, STEP, KnownWords
from monitor.analysis.language import level_name, telling
from monitor.analysis.model_files import LanguageModel
from monitor.analysis.packed import PackedModel, beside, pack
from monitor.analysis.tokens import fold, tokenise
from monitor.domain.errors import Misconfigured

_FEWEST: Final = 6
"""Lessons a piece of a word must be in: those of one sentence and its pairs are seldom enough."""
_FAINT: Final = 0.01
_PAIRS: Final = 8
"""Pairs drawn from a sentence. With 4 a fifth more of other texts was missed, with 16 more of posts of other kinds."""
_LONG_ENOUGH: Final = 7


class Lesson(NamedTuple):
    """One text to learn from: its tokens in lower case, and its language."""

    words: list[str]
    code: str


class Features:
    """What the model sees of a text; must equal what the detector sees."""

    def __init__(self, known: KnownWords) -> None:
        self._known = known
        self._of_words: dict[str, list[str]] = {}

    def of(self, words: Sequence[str]) -> dict[str, float]:
        """Return name → value for the tokens of a text."""
        scale = 1.0 / sqrt(len(words)) if words else 0.0
        counts = Counter(name for word in words if word[0].isalpha() for name in self._of_word(word))
        return {name: times * scale for name, times in counts.items()}

    def _of_word(self, word: str) -> list[str]:
        names = self._of_words.get(word)
        if names is None:
            names = self._of_words[word] = telling(word, self._known)
        return names


def train_language(rows: Sequence[Labelled], known: KnownWords) -> LanguageModel:
    """Return the language model learnt from texts labelled by their language, and a table of known words.

    Raises Misconfigured when all texts are in one language.
    """
    if len({row.lang for row in rows}) < 2:
        raise Misconfigured("texts of known language need two languages at least, or there is nothing to tell apart")
    return LanguageModel(_fitted(list(_lessons(rows)), Features(known)), known)


def _lessons(rows: Sequence[Labelled]) -> Iterator[Lesson]:
    rng = random.Random(5)  # noqa: S311 - the same pairs every time
    for row in rows:
        words = [word.lower() for word in tokenise(row.text).words]
        yield from _with_folded(words, row.lang)
        letters = [word for word in words if word[0].isalpha()]
        for _ in range(_PAIRS if len(letters) >= _LONG_ENOUGH else 0):
            yield from _with_folded(rng.sample(letters, 2), row.lang)


def _with_folded(words: list[str], code: str) -> Iterator[Lesson]:
    yield Lesson(words, code)
    folded = [fold(word) for word in words]
    if folded != words:
        yield Lesson(folded, code)


def _fitted(lessons: Sequence[Lesson], features: Features) -> PackedModel:
    found = [features.of(lesson.words) for lesson in lessons]
    seen = Counter(name for each in found for name in each)
    index = {name: i for i, name in enumerate(sorted(name for name, times in seen.items() if times >= _FEWEST))}
    model = LogisticRegression(C=1.0, max_iter=400, tol=1e-4)
    model.fit(_matrix(found, index), [lesson.code for lesson in lessons])
    weights, biases = _for_each(model)
    strong = np.abs(weights).max(axis=1) >= _FAINT
    codes = tuple(map(str, model.classes_))
    rows = {name: pack([float(weight) for weight in weights[i]]) for name, i in index.items() if strong[i]}
    for name, likelihood in _likelihoods(codes):
        rows[name] = rows.get(name, 0) + likelihood
    return PackedModel(codes, tuple(float(bias) for bias in biases), rows)


def _likelihoods(codes: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield each level with the logarithm of how much likelier its words are in its language than unknown ones."""
    for lane, code in enumerate(codes):
        for level in range(1, MOST + 1):
            likelier = level * STEP / 100 * log(10)
            yield level_name(code, level), beside(pack([likelier]), lane)


def _for_each(model: LogisticRegression) -> tuple[Any, Any]:
    """Return weights (names by classes) and biases for each class; of two classes scikit-learn tells but one."""
    coefficients, biases = model.coef_, model.intercept_
    if len(biases) == 1:
        coefficients, biases = np.vstack([-coefficients, coefficients]) / 2, np.array([-biases[0], biases[0]]) / 2
    return (coefficients - coefficients.mean(axis=0)).T, biases


def _matrix(found: Sequence[dict[str, float]], index: dict[str, int]) -> sparse.csr_matrix:
    values: list[float] = []
    columns: list[int] = []
    starts = [0]
    for each in found:
        for name, value in each.items():
            at = index.get(name)
            if at is not None:
                columns.append(at)
                values.append(value)
        starts.append(len(columns))
    return sparse.csr_matrix((values, columns, starts), shape=(len(found), len(index)))
