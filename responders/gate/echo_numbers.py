"""Digits of the customer in a draft: in any grouping or script, in words, in part, by their first or last ones."""

import re
from collections.abc import Iterator
from typing import Final

from responders.gate.drafted import Drafted, Stretch

_TELLING: Final = 5
"""So many digits in a row of a long number point at one person."""
_LONG: Final = 7
_LAST: Final = 4
_CARD_LIKE: Final = 12
_HINT: Final = re.compile(
    r"(?<![a-z])(?:baig\w*|besibaig\w*|pasibaig\w*|prasided\w*|paskutin\w*|pirm(?:ieji|i|us)\b|pabaig\w*"
    r"|konc\w*|zakoncz\w*|zaczyn\w*"
    r"|ostatni\w*|pierwsz\w*|end(?:s|ing|ed)?|start(?:s|ing)?|begin\w*|last|first|final)(?![a-z])"
)
_HINT_REACH: Final = 40


def find(known: str, draft: Drafted) -> Iterator[tuple[int, int]]:
    """Yield the places that give the known number away, wholly or in a telling part."""
    for stretch in draft.stretches:
        if _gives_away(known, stretch) or _hinted(known, stretch, draft.low):
            yield stretch.start, stretch.end


def _gives_away(known: str, stretch: Stretch) -> bool:
    if len(known) < _LONG:
        return known in stretch.groups or known == stretch.digits
    if known[-_LAST:] in stretch.groups or stretch.digits == known[-_LAST:]:
        return True
    if len(known) >= _CARD_LIKE and known[:_LAST] in stretch.groups:
        return True
    if len(stretch.digits) < _TELLING:
        return False
    parts = {known[i : i + _TELLING] for i in range(len(known) - _TELLING + 1)}
    return any(stretch.digits[i : i + _TELLING] in parts for i in range(len(stretch.digits) - _TELLING + 1))


def _hinted(known: str, stretch: Stretch, text: str) -> bool:
    """Two or three digits said to be the first or the last of something."""
    if len(known) < _LONG or not 2 <= len(stretch.digits) < _TELLING:
        return False
    if not (known.endswith(stretch.digits) or known.startswith(stretch.digits)):
        return False
    around = text[max(0, stretch.start - _HINT_REACH) : stretch.end + _HINT_REACH // 2]
    return _HINT.search(around) is not None
