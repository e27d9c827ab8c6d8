"""Things by the word that must stand beside: found by a few beginnings of that word, not asked one by one."""

from collections.abc import Iterable, Sequence
from functools import cache, reduce
from operator import or_
from typing import Final, Generic, TypeVar, final

from mypy_extensions import mypyc_attr

from monitor.analysis.patterns import NUMBER, Patterns, mark_of

T = TypeVar("T")
_FEW: Final = 8
"""Patterns that are asked one by one. Thousands of words have no more, so that an index of each would fill memory."""
_REMEMBERED: Final = 50
"""Words remembered beside one of the others; they are few, since most of them cannot stand beside any."""


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
        self._things = Patterns[list[tuple[int, T]]](list)
        for place, (patterns, thing) in enumerate(things):
            for pattern in patterns:
                self._things.at(pattern).append((place, thing))
        self._things.settle()
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
        found = [each for things in self._things.fitting(word) for each in things]
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
