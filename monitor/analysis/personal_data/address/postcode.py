"""Postcodes that point at a few houses: Polish with a town, Lithuanian with its country, British in capitals."""

import re
from collections.abc import Iterator
from typing import Final

from monitor.analysis.personal_data.address import lithuanian, polish
from monitor.analysis.personal_data.hits import Hit
from monitor.domain.assessments import PersonalDataType
from monitor.domain.writing.folding import View

_PL: Final = re.compile(r"(?<![\d-])\d{2}-\d{3}(?![\d-]),? (?P<town>[a-z]{3,})")
_LT: Final = re.compile(r"(?<![a-z0-9])lt ?- ?\d{5}(?!\d)")
_UK: Final = re.compile(r"[a-z]{1,2}\d[a-z\d]? \d[abd-hjlnp-uw-z]{2}(?![a-z0-9])")

_LABELLED: Final = re.compile(r"post ?code(?: is)?[: ]{1,2}([a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2})(?![a-z0-9])")


def recognise(view: View) -> Iterator[Hit]:
    """Find postcodes, with the street before them where one stands there."""
    yield from _hyphenated(view)
    for place in view.prefixed:
        british = _UK.match(view.low, place)
        if british and view.cased[place : british.end()].isupper():
            yield Hit(PersonalDataType.ADDRESS, *british.span(), 0.75)
    for match in _LABELLED.finditer(view.low) if "code" in view.low else ():
        yield Hit(PersonalDataType.ADDRESS, *match.span(1), 0.8)


def _hyphenated(view: View) -> Iterator[Hit]:
    """Polish postcodes and villages, Lithuanian postcodes with their country.

    A look for a hyphen after two digits comes first.
    """
    if "lt" in view.heads:
        yield from (Hit(PersonalDataType.ADDRESS, *match.span(), 0.8) for match in _LT.finditer(view.low))
    if not view.heads.isdisjoint(lithuanian.TOWNS):
        yield from (Hit(PersonalDataType.ADDRESS, *span, 0.88) for span in lithuanian.named(view))
    if not view.heads.isdisjoint(polish.COMMUNES):
        yield from (Hit(PersonalDataType.ADDRESS, *span, 0.85) for span in polish.in_commune(view))
    if "-" in view.low and (codes := _polish_codes(view)):
        yield from (Hit(PersonalDataType.ADDRESS, *span, 0.88) for span in polish.named(view, codes))
        for match in filter(None, (_PL.match(view.low, place) for place in codes)):
            if view.cased[match.start("town")].isupper():
                yield Hit(PersonalDataType.ADDRESS, *match.span(), 0.8)


def _polish_codes(view: View) -> list[int]:
    """Where two figures, a hyphen and three figures stand."""
    low = view.low
    return [
        start
        for (start, end), (behind, stop) in zip(view.figures, view.figures[1:], strict=False)
        if end - start == 2 and stop - behind == 3 and behind == end + 1 and low[end] == "-"
    ]
