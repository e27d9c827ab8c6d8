"""What a brand's model sees of a text: its words, their beginnings, pairs of words, and pieces of words.

Personal data is blanked first and digits are passed over, so that no weight ever stands for a person's number. Words
are folded: what is learnt with diacritics holds without them.
"""

from collections.abc import Iterable
from functools import lru_cache
from math import sqrt
from typing import Final

from monitor.analysis.tokens import Tokens, fold, squeezed, tokenise
from monitor.domain.assessments import PersonalDataSpan

_STEM: Final = 5
_PIECE: Final = 4
_LONGEST_WORD: Final = 30
_MOST_WORDS: Final = 200
"""Words of a text that are read; posts are far shorter."""
PAIR: Final = "+"
STEM: Final = "~"
PIECE: Final = "#"

Features = dict[str, float]


def read(text: str, names: tuple[str, ...], personal: Iterable[PersonalDataSpan]) -> Tokens:
    """Return the tokens of a text with personal data and the brand's names blanked, offsets kept."""
    for span in personal:
        text = f"{text[: span.start]}{' ' * (span.end - span.start)}{text[span.end :]}"
    return tokenise(text, names)


def features_of(tokens: Tokens) -> Features:
    """Return feature → value; the values of a text have length 1, however long the text is."""
    counted: Features = {}
    before = ""
    for token in tokens.words[:_MOST_WORDS]:
        stem, names = _named(token)
        if not names:
            continue
        pair = f"{before}{PAIR}{stem}"
        counted[pair] = counted.get(pair, 0.0) + 1.0
        for name in names:
            counted[name] = counted.get(name, 0.0) + 1.0
        before = stem
    scale = 1.0 / sqrt(sum(value * value for value in counted.values())) if counted else 0.0
    return {name: value * scale for name, value in counted.items()}


@lru_cache(maxsize=20_000)
def plain(token: str) -> str:
    """Return a token as it is compared, empty for what teaches nothing."""
    return "" if token[0].isdigit() else fold(squeezed(token))[:_LONGEST_WORD]


@lru_cache(maxsize=20_000)
def _named(token: str) -> tuple[str, tuple[str, ...]]:
    """Return the stem of a token and what it adds to a text's features; people use the same words again and again."""
    word = plain(token)
    if not word:
        return "", ()
    stem = word[:_STEM]
    return stem, (word, STEM + stem, *_pieces(word))


def _pieces(word: str) -> list[str]:
    edged = f" {word} "
    return [PIECE + edged[i : i + _PIECE] for i in range(len(edged) - _PIECE + 1)]
