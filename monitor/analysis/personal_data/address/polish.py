"""Polish order: the street word, the name, the number (ul. Długa 5 m. 3, 00-238 Warszawa)."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from monitor.analysis.personal_data.address.parts import FLAT, HOUSE, NOT_A_NUMBER, TAIL, Street, street
from monitor.domain.writing.folding import View
from monitor.domain.writing.word_sets import word_set

_NAME: Final = r"(?:(?:\d{1,2}(?:-?go)?|[a-z]{1,6}\.?) )?[a-z]{2,}(?:[ -](?:i|[a-z]{2,})){0,3}?"
_STREET: Final = re.compile(
    rf"(?<![a-z0-9])(?P<kind>ul|ulic[aeyi]|al|alej[aei]|os|osiedl[euai]+|pl|plac[u]?|skwer\w?|bulwar\w?"
    r"|rondo)(?![a-z])(?P<dot>\.?) ?"
    rf"(?P<name>{_NAME}) (?P<number>{HOUSE})(?P<flat>{FLAT}{{1,2}})?(?P<tail>{TAIL})"
)
_NAMED: Final = re.compile(
    rf"(?<![a-z])(?P<name>[a-z]{{4,}}(?: [a-z]{{3,}})?) {HOUSE}{FLAT}{{0,2}},? \d{{2}}-\d{{3}},? (?P<town>[a-z]{{3,}})"
)
_IN_COMMUNE: Final = re.compile(
    rf"(?<![a-z])(?P<name>[a-z]{{3,}}(?: [a-z]{{3,}})?) {HOUSE},? (?:gm(?:ina|\.)|pow(?:iat|\.)) (?P<town>[a-z]{{3,}})"
)
_LONGEST_NAMED: Final = 70
_LONGEST_TOWN: Final = 40
_SHORT: Final = frozenset({"al", "os", "pl"})
HEADS: Final = word_set(
    "ul ulic al alej os osie pl plac skwe bulw rond",
)
COMMUNES: Final = word_set("gm gmin pow powi")


def streets(view: View) -> Iterator[Street]:
    """Yield streets with their numbers, the street word included."""
    text = view.low
    for match in _STREET.finditer(text):
        if not NOT_A_NUMBER.match(text, match.end()) and _is_name(view, match):
            flat, postcode = bool(match["flat"]), bool(match["tail"])
            yield street(text, match.start(), match.end(), flat=flat, postcode=postcode)


def named(view: View, postcodes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield "Długa 5/7, 00-238 Warszawa": no street word, but a postcode and a town; looks before each postcode."""
    for place in postcodes:
        match = _NAMED.search(view.low, max(0, place - _LONGEST_NAMED), place + _LONGEST_TOWN)
        if match and view.cased[match.start()].isupper() and view.cased[match.start("town")].isupper():
            yield match.span()


def in_commune(view: View) -> Iterator[tuple[int, int]]:
    """Yield "Nowa Wola 33, gmina Przykład": villages have no streets."""
    for match in _IN_COMMUNE.finditer(view.low):
        if view.cased[match.start()].isupper() and view.cased[match.start("town")].isupper():
            yield match.span()


def _is_name(view: View, match: re.Match[str]) -> bool:
    """Whether the words behind the street word are a name."""
    letters = re.search("[a-z]", match["name"])  # "3 Maja" begins with a number
    capital = letters is not None and view.cased[match.start("name") + letters.start()].isupper()
    if match["name"][0].isdigit() and not capital:
        return False
    kind, dotted = match["kind"], bool(match["dot"])
    if kind in _SHORT:
        return (dotted and (capital or view.cased == view.low)) or (capital and view.cased[match.start()].islower())
    return capital or dotted or kind.startswith("ulic")
