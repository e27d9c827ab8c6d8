"""Trains the language model: logistic regression over pieces of words and the dictionaries that hold them.

Two rounds. The first learns letters alone and shows which words of the dictionaries they mislead about; these words
make the table of known words. The second learns letters and table together. Every text is learnt with and without
diacritics; two words drawn from a sentence stand for the short texts people write.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import sqrt
from typing import Any, Final, NamedTuple

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from monitor.analysis import known_words
from monitor.analysis.evaluation import Labelled
from monitor.analysis.known_words import NOTHING_KNOWN, KnownWords
from monitor.analysis.language import FEW_WORDS, KNOWN, KNOWN_TO_ALL, LONGEST_PIECE, SETS, common
from monitor.analysis.model_files import LanguageModel
from monitor.analysis.packed import PackedModel, pack, unpack, word_pieces
from monitor.analysis.tokens import fold, tokenise
from monitor.analysis.training.dictionary import Dictionaries
from monitor.domain.errors import Misconfigured

_FEWEST: Final = 3
_FAINT: Final = 0.01
_PAIRS: Final = 4
_LONG_ENOUGH: Final = 7
_PAIR_WEIGHT: Final = 0.5
_WORD_WEIGHT: Final = 0.1
_MISLED: Final = 1.0
"""Log-odds by which the letters must prefer the right languages, or the word is kept in the table."""
_MOST_KINDS: Final = 255


class Lesson(NamedTuple):
    """One text to learn from: its tokens in lower case, its language, and what it counts."""

    words: list[str]
    code: str
    weight: float


class Features:
    """What the model sees of a text; must equal what the detector sees."""

    def __init__(self, known: KnownWords = NOTHING_KNOWN, sets: Sequence[int] = (0,)) -> None:
        self._known = known
        self._sets = sets
        self._pieces: dict[str, list[str]] = {}

    def of(self, words: Sequence[str]) -> dict[str, float]:
        """Return name → value for the tokens of a text."""
        letters = [word for word in words if word[0].isalpha()]
        scale = 1.0 / sqrt(len(words)) if words else 0.0
        counts = Counter(piece for word in letters for piece in self._of_word(word))
        found = {piece: times * scale for piece, times in counts.items()}
        if len(words) <= FEW_WORDS:
            shared = common(self._sets[self._known.kind(word)] for word in letters)
            found[f"{KNOWN_TO_ALL}{shared}"] = 1.0
        return found

    def _of_word(self, word: str) -> list[str]:
        pieces = self._pieces.get(word)
        if pieces is None:
            pieces = [*word_pieces(word, LONGEST_PIECE), f"{KNOWN}{self._known.kind(word)}"]
            self._pieces[word] = pieces
        return pieces


def train_language(rows: Sequence[Labelled]) -> LanguageModel:
    """Return the language model learnt from texts labelled by their language.

    Raises Misconfigured when all texts are in one language.
    """
    codes = sorted({row.lang for row in rows})
    if len(codes) < 2:
        raise Misconfigured("texts of known language need two languages at least, or there is nothing to tell apart")
    dictionaries = Dictionaries(codes)
    lessons = [*_lessons(rows), *_of_dictionaries(dictionaries)]
    first = _fitted(lessons, Features())
    known, sets = _table(dictionaries, _misled(first))
    model = _fitted(lessons, Features(known, sets))
    return LanguageModel(PackedModel(model.classes, model.intercepts, model.rows, {SETS: sets}), known)


def _lessons(rows: Sequence[Labelled]) -> Iterator[Lesson]:
    rng = random.Random(5)  # noqa: S311 - the same pairs every time
    for row in rows:
        words = [word.lower() for word in tokenise(row.text).words]
        yield from _with_folded(words, row.lang, 1.0)
        letters = [word for word in words if word[0].isalpha()]
        for _ in range(_PAIRS if len(letters) >= _LONG_ENOUGH else 0):
            yield from _with_folded(rng.sample(letters, 2), row.lang, _PAIR_WEIGHT)


def _of_dictionaries(dictionaries: Dictionaries) -> Iterator[Lesson]:
    for code, words in dictionaries.samples.items():
        for word in words:
            yield from _with_folded([word], code, _WORD_WEIGHT)


def _with_folded(words: list[str], code: str, weight: float) -> Iterator[Lesson]:
    yield Lesson(words, code, weight)
    folded = [fold(word) for word in words]
    if folded != words:
        yield Lesson(folded, code, weight)


def _fitted(lessons: Sequence[Lesson], features: Features) -> PackedModel:
    found = [features.of(lesson.words) for lesson in lessons]
    seen = Counter(name for each in found for name in each)
    index = {name: i for i, name in enumerate(sorted(name for name, times in seen.items() if times >= _FEWEST))}
    model = LogisticRegression(C=20.0, max_iter=400, tol=1e-3)
    model.fit(_matrix(found, index), [x.code for x in lessons], sample_weight=[x.weight for x in lessons])
    weights, biases = _for_each(model)
    strong = np.abs(weights).max(axis=1) >= _FAINT
    rows = {name: pack([float(weight) for weight in weights[i]]) for name, i in index.items() if strong[i]}
    return PackedModel(tuple(map(str, model.classes_)), tuple(float(bias) for bias in biases), rows)


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


def _misled(model: PackedModel) -> Callable[[str, int], bool]:
    """Return whether letters alone prefer a language that does not know the word to one that does."""
    rows, codes, biases = model.rows, model.classes, model.intercepts

    def misled(word: str, languages: int) -> bool:
        votes = unpack(sum(filter(None, map(rows.get, word_pieces(word, LONGEST_PIECE)))), len(codes))
        scores = [vote + bias for vote, bias in zip(votes, biases, strict=True)]
        known = [score for place, score in enumerate(scores) if languages >> place & 1]
        others = [score for place, score in enumerate(scores) if not languages >> place & 1]
        return not others or min(known) - max(others) < _MISLED

    return misled


def _table(dictionaries: Dictionaries, misled: Callable[[str, int], bool]) -> tuple[KnownWords, list[int]]:
    """Return the table of known words, and the set of languages that each of its numbers stands for.

    A number stands for the languages that know a word as typed and those that know it folded; rare combinations
    beyond the 255 commonest are left out.
    """
    words = dictionaries.misleading(misled)
    numbers = _numbered(words.values())
    known = known_words.built({word: numbers[pair] for word, pair in words.items() if pair in numbers})
    return known, [0, *(typed | folded for typed, folded in numbers)]


def _numbered(pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], int]:
    counts = Counter(pairs)
    commonest = sorted(counts, key=lambda pair: (-counts[pair], pair))[:_MOST_KINDS]
    return {pair: number for number, pair in enumerate(commonest, 1)}
