"""What was worked out lately, by word: words come back again and again, and must not be worked out each time."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, Final, Generic, TypeVar, cast

V = TypeVar("V")

MOST: Final = 24_000
"""Words met since the last turn; with those of the turn before, twice as many are known at most."""
LONGEST: Final = 40
"""Letters of the longest word that is remembered: nothing longer comes back, and memory stays bounded."""


class Remembered(dict[str, V], Generic[V]):
    """Word → value, worked out when first asked for. Safe to share between threads: losing a word only costs time.

    When it is full, what was met since the last turn is kept aside and the rest forgotten: what is asked for often
    is never lost, however many words come only once.
    """

    most: ClassVar[int] = MOST

    def __init__(self) -> None:
        super().__init__()
        self._before: dict[str, V] = {}

    def worked_out(self, word: str) -> V:
        """Return the value of a word; for each kind of memory to say."""
        raise KeyError(word)

    def twin(self, word: str) -> str:
        """Return another spelling that certainly has the same value, and may be known; itself if there is none."""
        return word

    def worked_out_together(self, words: Sequence[str]) -> Iterable[V]:
        """Return the values of words, in order; for those kinds of memory to say that do it faster than one by one."""
        return map(self.worked_out, words)

    def of_texts(self, texts: Iterable[Sequence[str]]) -> list[list[V]]:
        """Return the values of the words of each text; makes room, and works out together what is not known."""
        self.make_room()
        found: list[list[V | None]] = []
        unknown: dict[str, None] = {}
        lacking: list[tuple[list[V | None], int, str]] = []
        for words in texts:
            values: list[V | None] = []
            for word in words:
                value = self.get(word)
                if value is None:
                    lacking.append((values, len(values), word))
                    unknown[word] = None
                values.append(value)
            found.append(values)
        if unknown:
            self._take_in(unknown)
            for values, at, word in lacking:
                values[at] = self[word]
        return cast("list[list[V]]", found)

    def _take_in(self, unknown: Iterable[str]) -> None:
        """Know words again that were known before the last turn, and work out the others together."""
        before = self._before
        new: list[str] = []
        for word in unknown:
            value = before.get(word)
            if value is None:
                twin = self.twin(word)
                value = self.get(twin, before.get(twin))
            if value is not None:
                self[word] = value
            elif len(word) <= LONGEST:
                new.append(word)
        self.update(zip(new, self.worked_out_together(new), strict=True))

    def make_room(self) -> None:
        """Turn the page when it is full; called once a text rather than once a word."""
        if len(self) > self.most:
            self._before = self.copy()
            self.clear()

    def __missing__(self, word: str) -> V:
        found = self._before.get(word)
        if found is None:
            found = self.worked_out(word)
        if len(word) <= LONGEST:
            self[word] = found
        return found
