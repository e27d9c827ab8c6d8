"""A draft prepared once for all comparisons: folded words, digits that stand together, letters without gaps."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from monitor.domain.writing.folding import View, view_of
from monitor.domain.writing.number_words import spelled_numbers

_WORD: Final = re.compile(r"[^\W_]+(?:'[a-z]{1,2}\b)?")
_SPACED: Final = re.compile(r"(?<!\w)(?:[^\W\d_][ .\-_]{1,2}){3,}[^\W\d_](?!\w)")
_STREAM: Final = re.compile(r"\d+(?:[^a-z0-9\n]{0,4}\d+)*")
_GROUP: Final = re.compile(r"\d+")
_CYRILLIC: Final = str.maketrans("аеорсхуікмтвнјѕ", "aeopcxyikmtbhjs")


class Word(NamedTuple):
    """A folded word and its place in the folded draft."""

    text: str
    start: int
    end: int
    capital: bool


class Stretch(NamedTuple):
    """Digits of a draft that stand together, with the groups they were written in."""

    digits: str
    groups: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True)
class Drafted:
    """A draft and its readings, each made on first use."""

    view: View

    @cached_property
    def low(self) -> str:
        """Folded small letters, look-alike Cyrillic read as Latin."""
        return self.view.low.translate(_CYRILLIC)

    @cached_property
    def words(self) -> list[Word]:
        """Folded words in order, with words spelled letter by letter put together."""
        text, cased = self.low, self.view.cased
        found = [Word(m[0], *m.span(), cased[m.start()].isupper()) for m in _WORD.finditer(text)]
        for match in _SPACED.finditer(text):
            letters = "".join(c for c in match[0] if c.isalpha())
            found.append(Word(letters, *match.span(), cased[match.start()].isupper()))
        return found

    @cached_property
    def stretches(self) -> list[Stretch]:
        """Digits, written or spelled, that stand together."""
        found = [
            Stretch("".join(groups), groups, *match.span())
            for match in _STREAM.finditer(self.view.digits)
            if (groups := tuple(_GROUP.findall(match[0])))
        ]
        spelled = spelled_numbers(self.low, fewest_words=1)
        return found + [Stretch(n.digits, (n.digits,), n.start, n.end) for n in spelled]

    @cached_property
    def compact(self) -> tuple[str, list[int]]:
        """Letters and digits only, and the place of each in the folded draft."""
        text = self.view.digits.translate(_CYRILLIC)
        places = [place for place, char in enumerate(text) if char.isalnum()]
        return "".join(text[place] for place in places), places


def drafted(text: str) -> Drafted:
    """Prepare a draft."""
    return Drafted(view_of(text))
