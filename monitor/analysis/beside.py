"""Things by the word that must stand beside: found by a few beginnings of that word, not asked one by one."""

from collections.abc import Iterable, Sequence
from typing import Final, Generic, TypeVar

T = TypeVar("T")
_REMEMBERED: Final = 200
"""Words remembered beside one word; they are few, since most of them cannot stand beside any."""

NUMBER: Final = "<n>"
"""The pattern of a number, in word lists and in threats."""


class Beside(dict[str, tuple[T, ...]], Generic[T]):
    """Word → the things it stands beside, in their order, each once; looked up once and then remembered.

    Patterns say which words: `word` fits itself, `stem*` every word that begins so, `<n>` a number.
    """

    __slots__ = ("_lengths", "_numbers", "_stems", "_words")

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
        self._lengths = tuple(sorted(set(map(len, self._stems))))

    def __missing__(self, word: str) -> tuple[T, ...]:
        found = self._look_up(word)
        if len(self) < _REMEMBERED:
            self[word] = found
        return found

    def _look_up(self, word: str) -> tuple[T, ...]:
        found = self._words.get(word, [])
        for length in self._lengths:
            more = self._stems.get(word[:length])
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
        return not self._stems.keys().isdisjoint([word[:length] for length in self._lengths])


def _place(found: tuple[int, object]) -> int:
    return found[0]
