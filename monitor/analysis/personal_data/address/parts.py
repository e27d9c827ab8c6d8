"""What streets of all three languages share: house numbers, flats, postcodes behind, and locating prepositions."""

import re
from typing import Final, NamedTuple

HOUSE: Final = r"(?:nr\.? ?)?\d{1,4}(?:[a-z](?![a-z]|\.? ?\d)| [a-z](?![a-z.]| ?\d))?(?![a-z\d])"
"""A house number: 5, 5A, 5 a, nr. 12; the "m" of "5 m. 3" is not its letter."""
FLAT: Final = (
    r"(?: ?[-/] ?\d{1,4}[a-z]?(?![a-z\d])|,? ?(?:bt|but(?:as|o)?|m|lok|mieszk\w{0,7}|kab|flat"
    r"|apt)\b\.? ?(?:nr\.? ?)?\d{1,4}[a-z]?(?![a-z\d]))"
)
"""A flat: -12, /3, bt. 4, m. 3, lok. 7."""
POSTCODE: Final = r"(?:lt ?- ?\d{5}|\d{2}-\d{3}|[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2})(?![a-z\d])"
TAIL: Final = rf"(?:,? {POSTCODE})?"
NOT_A_NUMBER: Final = re.compile(
    r" ?(?:[.,]\d|%|€|\$|£|(?:eur|euro|zl|pln|usd|gbp|m|cm|mm|km|kg|g|h|val|min|mln|tys|d|men|metu|metai"
    r"|m2|lat|lata|rok|roku|dni|dien"
    r"|godz|h|years?|days?|hours?|miles|minutes?|euru|tb|gb|mb|ms|ghz|st|pkt|proc|szt|vnt|os|osob)(?![a-z]))"
)
"""What follows a quantity, not a house."""
_LOCATING: Final = re.compile(
    r"(?:przy|na|prie|ties|(?<!i'm )(?<!i am )(?<!we're )(?<!we are )at|on|by|near|obok|kolo|salia)(?: (?:ul|ulicy"
    r"|the))?\.? $"
)


class Street(NamedTuple):
    """A street with a number; `merely_located` when it only says where something is; `flat` when it names a home's."""

    start: int
    end: int
    merely_located: bool
    flat: bool


def street(text: str, start: int, end: int, *, flat: bool, postcode: bool) -> Street:
    """Judge how a street was mentioned, by whether a flat or a postcode follows and what stands before."""
    located = not (flat or postcode) and _LOCATING.search(text, max(0, start - 16), start) is not None
    return Street(start, end, located, flat)
