"""Two words in a row as models know them: by how both begin, so that most of their endings do not matter."""

from collections.abc import Mapping
from typing import Final, final

from librt.strings import read_i64_le
from mypy_extensions import i64

from monitor.analysis.packed import FIGURE

START: Final = 5
"""Letters of each word of a pair: enough to tell it, few enough to leave most of its endings out."""
_HALF: Final[i64] = 19
"""Bits of the number of a beginning of words; a pair's has twice as many."""
_PLACE: Final[i64] = 24
"""Bits of the place of a row, kept below the number of its pair."""
_PLACES: Final[i64] = (1 << 24) - 1
_SPREAD: Final[i64] = 40_503
"""Times the number of the first word goes into the slot of a pair, so that pairs lie apart (Knuth 1998, 6.4)."""
_BYTES: Final[i64] = 8


def pair(first: str, second: str) -> str:
    """Return the name under which two words in a row stand in a model: the beginnings of both."""
    return f"{first[:START]} {second[:START]}"


def is_pair(name: str) -> bool:
    """Whether a row of a model is that of two words in a row."""
    first, _, second = name.partition(" ")
    return bool(first and second) and " " not in second and not name.startswith(FIGURE)


@final
class Pairs:
    """Two words in a row → their packed weights. The beginnings of first and of second words are numbered from 1.

    A text asks for many pairs that are in no model; a table of plain numbers says so without making objects.
    """

    def __init__(self, rows: Mapping[str, int]) -> None:
        """Take the rows of pairs by the names they have in a model."""
        self._firsts: dict[str, int] = {}
        self._seconds: dict[str, int] = {}
        self._rows = list(rows.values())
        numbers: list[tuple[int, int]] = []
        for name in rows:
            first, _, second = name.partition(" ")
            number = self._firsts.setdefault(first, len(self._firsts) + 1)
            numbers.append((number, self._seconds.setdefault(second, len(self._seconds) + 1)))
        self._slots: Final = _table(numbers)
        self._last: Final[i64] = len(self._slots) // _BYTES - 1

    def parts(self, word: str) -> tuple[int, int]:
        """Return the numbers of a word as the first of a pair and as the second, 0 if it is in none."""
        start = word[:START]
        return self._firsts.get(start, 0), self._seconds.get(start, 0)

    def row(self, first: i64, second: i64) -> int:
        """Return the weights of a pair by the numbers of its words, 0 if no model knows it."""
        wanted = first << _HALF | second
        slot = first * _SPREAD + second & self._last
        while True:
            there = read_i64_le(self._slots, slot * _BYTES)
            if there == 0:
                return 0
            if there >> _PLACE == wanted:
                return self._rows[(there & _PLACES) - 1]
            slot = slot + 1 & self._last

    def total(self, words: list[str]) -> int:
        """Return the sum of the packed weights of the pairs that words make."""
        total = before = 0
        for word in words:
            first, second = self.parts(word)
            if before and second:
                total += self.row(before, second)
            before = first
        return total


def _table(numbers: list[tuple[int, int]]) -> bytes:
    """Return slots of pairs with the places of their rows, counted from 1: each has the next free one from its own.

    At most half of the slots are taken, so that a search is short and ends.
    """
    count = 1 << (2 * len(numbers)).bit_length()
    slots = [0] * count
    for place, (first, second) in enumerate(numbers, 1):
        slot = (first * _SPREAD + second) % count
        while slots[slot]:
            slot = (slot + 1) % count
        slots[slot] = (first << _HALF | second) << _PLACE | place
    return b"".join([number.to_bytes(_BYTES, "little") for number in slots])


NO_PAIRS: Final = Pairs({})
