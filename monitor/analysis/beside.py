"""Things by the word that must stand beside: found by a few beginnings of that word, not asked one by one."""

from collections.abc import Iterable, Sequence
from typing import Final, Generic, TypeVar

T = TypeVar("T")
_REMEMBERED: Final = 200
"""Words remembered beside one word; they are few, since most of them cannot stand beside any."""

NUMBER: Final = "<n>"
"""The pattern of a number, in word lists and in threats."""


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


class Beside(dict[str, tuple[T, ...]], Generic[T]):
    """Word → the things it stands beside, in their order, each once; looked up once and then remembered.

    Patterns say which words: `word` fits itself, `stem*` every word that begins so, `<n>` a number.
    """

    __slots__ = ("_beginnings", "_numbers", "_stems", "_words")

    def __init__(self, things: Iterable[tuple[Sequence[str], T]]) -> None:
        """Take things with the alternatives that may stand beside them, in the order they are to be found."""
        super().__init__()
        self._words: dict[str, list[tuple[int, T]]] = {}
        self._stems: dict[str, list[tuple[int, T]]] = {}
        self._numbers: list[tuple[int, T]] = []
        for place, (patterns, thing) in enumerate(things):
            for pattern in patterns:
                if pattern.endswith("*"):
                    self._stems.setdefault(pattern[:-1], []).append((place, thing))
                    continue
                self._words.setdefault(pattern, []).append((place, thing))
                if pattern == NUMBER:
                    self._numbers.append((place, thing))
        self._beginnings = Beginnings(self._stems)

    def __missing__(self, word: str) -> tuple[T, ...]:
        found = self._look_up(word)
        if len(self) < _REMEMBERED:
            self[word] = found
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

    def has(self, word: str) -> bool:
        """Whether any thing stands beside this word."""
        if word in self._words or (self._numbers and word.isdigit()):
            return True
        return not self._stems.keys().isdisjoint(self._beginnings.of(word))


def _place(found: tuple[int, object]) -> int:
    return found[0]
