"""Patterns of words as word lists write them: `word` fits itself, `stem*` words that begin so, `<n>` a number."""

from collections.abc import Callable, Iterable
from typing import Final, Generic, TypeVar
from zlib import crc32

T = TypeVar("T")
NUMBER: Final = "<n>"
"""The pattern of a number, in word lists and in threats."""
_MARKS: Final = 61
"""Marks there are: as many as fit into one number of the machine."""
_TOLD_BY: Final = 3
"""Letters that tell whether any stem may fit a word: most words begin as none does."""


class Beginnings:
    """Word → those of its beginnings that may be stems."""

    def __init__(self, stems: Iterable[str]) -> None:
        lengths: dict[str, set[int]] = {}
        for stem in stems:
            lengths.setdefault(stem[:_TOLD_BY] if len(stem) >= _TOLD_BY else "", set()).add(len(stem))
        short = lengths.pop("", set())
        self._short = sorted(short)
        self._by_start = {start: sorted(found | short) for start, found in lengths.items()}

    def of(self, word: str) -> list[str]:
        """Return the beginnings of a word, the shortest first, that are as long as a stem that begins like it."""
        size = len(word)
        return [word[:length] for length in self._by_start.get(word[:_TOLD_BY], self._short) if length <= size]


class Patterns(Generic[T]):
    """What belongs to patterns, found by the words that fit them."""

    def __init__(self, new: Callable[[], T]) -> None:
        """Take what makes the empty thing that belongs to a pattern at first."""
        self._new = new
        self._words: dict[str, T] = {}
        self._stems: dict[str, T] = {}
        self._beginnings = Beginnings(())

    def at(self, pattern: str) -> T:
        """Return what belongs to a pattern, to be added to."""
        things, key = (self._stems, pattern[:-1]) if pattern.endswith("*") else (self._words, pattern)
        found = things.get(key)
        if found is None:
            found = things[key] = self._new()
        return found

    def settle(self) -> None:
        """Note how stems begin; called when all patterns are in."""
        self._beginnings = Beginnings(self._stems)

    def fitting(self, word: str) -> list[T]:
        """Return what belongs to the patterns a word fits, the most specific first: the word, its stems, a number."""
        whole = self._words.get(word)
        found = [] if whole is None else [whole]
        for stem in reversed(self._beginnings.of(word)):
            more = self._stems.get(stem)
            if more is not None:
                found.append(more)
        if word.isdigit() and NUMBER in self._words:
            found.append(self._words[NUMBER])
        return found


def mark_of(pattern: str) -> int:
    """Return the mark of a pattern, one of few bits.

    A word has the marks of all patterns it fits, and things those of all they may stand beside: where none of them
    meet, nothing needs to be looked up.
    """
    return 1 << crc32(pattern.encode()) % _MARKS
