"""Things by the word that must stand beside: found by a few beginnings of that word, not asked one by one."""

from collections.abc import Iterable, Sequence
from functools import cache, reduce
from operator import or_
from typing import Final, Generic, TypeVar, final
from zlib import crc32

from mypy_extensions import mypyc_attr

T = TypeVar("T")
_FEW: Final = 8
"""Patterns that are asked one by one. Thousands of words have no more, so that an index of each would fill memory."""
_REMEMBERED: Final = 50
"""Words remembered beside one of the others; they are few, since most of them cannot stand beside any."""

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


def mark_of(pattern: str) -> int:
    """Return the mark of a pattern, one of few bits.

    A word has the marks of all patterns it fits, and things those of all they may stand beside: where none of them
    meet, nothing needs to be looked up.
    """
    return 1 << crc32(pattern.encode()) % _MARKS


@mypyc_attr(acyclic=True)
@final
class Part:
    """What may stand at one place of a phrase: whole words, beginnings of words, or a number."""

    __slots__ = ("number", "stems", "words")

    def __init__(self, words: tuple[str, ...], stems: tuple[str, ...], *, number: bool) -> None:
        self.words = words
        self.stems = stems
        self.number = number

    def fits(self, word: str) -> bool:
        """Whether a word may stand there."""
        return word in self.words or word.startswith(self.stems) or (self.number and word.isdigit())


@cache
def part_of(alternatives: tuple[str, ...]) -> Part | None:
    """Return the part with these patterns, None for a gap; phrases with the same part share it."""
    if not alternatives:
        return None
    words = tuple(pattern for pattern in alternatives if not pattern.endswith("*"))
    stems = tuple(pattern[:-1] for pattern in alternatives if pattern.endswith("*"))
    return Part(words, stems, number=NUMBER in words)


class _Index(Generic[T]):
    """Things by the words and the beginnings of words they stand beside, where these are too many to be asked."""

    def __init__(self, things: Iterable[tuple[Sequence[str], T]]) -> None:
        self._words: dict[str, list[tuple[int, T]]] = {}
        self._stems: dict[str, list[tuple[int, T]]] = {}
        for place, (patterns, thing) in enumerate(things):
            for pattern in patterns:
                if pattern.endswith("*"):
                    self._stems.setdefault(pattern[:-1], []).append((place, thing))
                else:
                    self._words.setdefault(pattern, []).append((place, thing))
        self._numbers = self._words.get(NUMBER, [])
        self._beginnings = Beginnings(self._stems)
        self._remembered: dict[str, tuple[T, ...]] = {}

    def of(self, word: str) -> tuple[T, ...]:
        """Return the things that stand beside a word."""
        found = self._remembered.get(word)
        if found is None:
            found = self._look_up(word)
            if len(self._remembered) < _REMEMBERED:
                self._remembered[word] = found
        return found

    def _look_up(self, word: str) -> tuple[T, ...]:
        found = self._words.get(word, [])
        for stem in self._beginnings.of(word):
            more = self._stems.get(stem)
            if more is not None:
                found = found + more
        if self._numbers and word.isdigit():
            found = found + self._numbers
        if not found:
            return ()
        return tuple(dict(sorted(found, key=_place)).values()) if len(found) > 1 else (found[0][1],)


class Beside(Generic[T]):
    """Word → the things it stands beside.

    Patterns say which words: `word` fits itself, `stem*` every word that begins so, `<n>` a number.
    """

    __slots__ = ("_few", "_many", "marks")

    def __init__(self, things: Iterable[tuple[Sequence[str], T]]) -> None:
        """Take things with the alternatives that may stand beside them, in the order they are to be found."""
        given = [(tuple(patterns), thing) for patterns, thing in things]
        self.marks = reduce(or_, [mark_of(pattern) for patterns, _ in given for pattern in patterns], 0)
        few = sum([len(patterns) for patterns, _ in given]) <= _FEW
        parts = [(part_of(patterns), thing) for patterns, thing in given] if few else []
        self._few = [(part, thing) for part, thing in parts if part is not None]
        self._many = None if few else _Index(given)

    def of(self, word: str) -> Sequence[T]:
        """Return the things that stand beside a word, in their order, each once."""
        if self._many is not None:
            return self._many.of(word)
        return [thing for part, thing in self._few if part.fits(word)]


def _place(found: tuple[int, object]) -> int:
    return found[0]
