"""Two words in a row as models know them: by how both begin, so that most of their endings do not matter."""

from collections.abc import Mapping
from typing import Final, final

from monitor.analysis.packed import FIGURE

START: Final = 5
"""Letters of each word of a pair: enough to tell it, few enough to leave most of its endings out."""
_PLACES: Final = 24
"""Bits of the number of a pair that its second word has."""


def pair(first: str, second: str) -> str:
    """Return the name under which two words in a row stand in a model: the beginnings of both."""
    return f"{first[:START]} {second[:START]}"


def is_pair(name: str) -> bool:
    """Whether a row of a model is that of two words in a row."""
    first, _, second = name.partition(" ")
    return bool(first and second) and " " not in second and not name.startswith(FIGURE)


@final
class Pairs:
    """Two words in a row → their packed weights. A pair has a number, and each of its words a part of it."""

    def __init__(self, rows: Mapping[str, int]) -> None:
        """Take the rows of pairs by the names they have in a model."""
        self._firsts: dict[str, int] = {}
        self._seconds: dict[str, int] = {}
        self.rows: dict[int, int] = {}
        for name, row in rows.items():
            first, _, second = name.partition(" ")
            number = self._firsts.setdefault(first, (len(self._firsts) + 1) << _PLACES)
            self.rows[number | self._seconds.setdefault(second, len(self._seconds) + 1)] = row

    def parts(self, word: str) -> tuple[int, int]:
        """Return the parts of a word as the first of a pair and as the second, 0 if it is in none."""
        start = word[:START]
        return self._firsts.get(start, 0), self._seconds.get(start, 0)

    def total(self, words: list[str]) -> int:
        """Return the sum of the packed weights of the pairs that words make."""
        total = before = 0
        for word in words:
            first, second = self.parts(word)
            if before and second:
                total += self.rows.get(before | second, 0)
            before = first
        return total


NO_PAIRS: Final = Pairs({})
