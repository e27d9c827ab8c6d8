"""What simplemma's word lists say about the pieces of words in each language.

The labelled sentences are few; word lists know the endings and stems the sentences do not hold. Their evidence is
generative (how often a piece occurs among a language's words), so it complements what regression tells apart:
together they halve the mistakes on texts of two words. simplemma is under the MIT licence; only counts are kept.
"""

import random
from collections import Counter
from collections.abc import Sequence
from math import log
from typing import Final

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from monitor.analysis.language import LONGEST_PIECE
from monitor.analysis.packed import word_pieces
from monitor.analysis.tokens import fold

_WORDS: Final = 40_000
_FEWEST: Final = 8
_SMOOTHING: Final = 0.5
_WEIGHT: Final = 0.1
"""What one unit of log-odds counts beside the regression; found by cross-validation."""


def dictionary_votes(codes: Sequence[str]) -> dict[str, list[float]]:
    """Return piece → one vote for each language, relative to their mean. The same codes give the same votes."""
    counts = [_counts(code) for code in codes]
    total: Counter[str] = Counter()
    for counted in counts:
        total.update(counted)
    known = sorted(piece for piece, times in total.items() if times >= _FEWEST)
    sums = [sum(counted.values()) + _SMOOTHING * len(known) for counted in counts]
    votes: dict[str, list[float]] = {}
    for piece in known:
        odds = [log((counted[piece] + _SMOOTHING) / whole) for counted, whole in zip(counts, sums, strict=True)]
        mean = sum(odds) / len(odds)
        votes[piece] = [_WEIGHT * (value - mean) for value in odds]
    return votes


def _counts(code: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for word in _words(code):
        counts.update(word_pieces(word, LONGEST_PIECE))
        folded = fold(word)
        if folded != word:
            counts.update(word_pieces(folded, LONGEST_PIECE))
    return counts


def _words(code: str) -> list[str]:
    """Return a fixed sample of a language's words."""
    found: set[str] = set()
    for form, lemma in DefaultDictionaryFactory().get_dictionary(code).items():
        found.add(_text(form))
        found.add(_text(lemma))
    words = sorted(word for word in found if word.isalpha() and 2 < len(word) < 16)
    return random.Random(3).sample(words, min(_WORDS, len(words)))  # noqa: S311 - a fixed sample, not a secret


def _text(word: bytes | str) -> str:
    return (word.decode() if isinstance(word, bytes) else word).lower()
