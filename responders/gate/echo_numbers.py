"""Digits of the customer in a draft, in any grouping and script, in words, in part, or by their last four."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from monitor.domain.writing.folding import View
from monitor.domain.writing.number_words import spelled_numbers

_STREAM: Final = re.compile(r"\d+(?:[^\w\n]{0,4}\d+)*")
_GROUP: Final = re.compile(r"\d+")
_TELLING: Final = 5
"""So many digits in a row of a long number point at one person."""
_LONG: Final = 7
_LAST: Final = 4


class Stretch(NamedTuple):
    """Digits of a draft that stand together, with the groups they were written in."""

    digits: str
    groups: tuple[str, ...]
    start: int
    end: int


def stretches(view: View) -> list[Stretch]:
    """Digits of a draft, written or spelled, in the folded text's offsets."""
    found = [
        Stretch("".join(groups), groups, *match.span())
        for match in _STREAM.finditer(view.digits)
        if (groups := tuple(_GROUP.findall(match[0])))
    ]
    spelled = spelled_numbers(view.low, fewest_words=2)
    return found + [Stretch(number.digits, (number.digits,), number.start, number.end) for number in spelled]


def find_number(known: str, drafted: Iterable[Stretch]) -> Iterator[Stretch]:
    """Yield the stretches that give the known number away, wholly or in a telling part."""
    return (stretch for stretch in drafted if len(stretch.digits) >= _LAST and _gives_away(known, stretch))


def _gives_away(known: str, stretch: Stretch) -> bool:
    if len(known) < _LONG:
        return known in stretch.groups or known == stretch.digits
    if known[-_LAST:] in stretch.groups or stretch.digits == known[-_LAST:]:
        return True
    if len(stretch.digits) < _TELLING:
        return False
    parts = {known[i : i + _TELLING] for i in range(len(known) - _TELLING + 1)}
    return any(stretch.digits[i : i + _TELLING] in parts for i in range(len(stretch.digits) - _TELLING + 1))
