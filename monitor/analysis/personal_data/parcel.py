"""Parcel ids: postal S10 numbers by their check digit, carrier numbers by a word for parcel beside them."""

import re
from collections.abc import Iterator
from typing import Final

from monitor.analysis.personal_data import check_digits
from monitor.analysis.personal_data.hits import Hit
from monitor.analysis.personal_data.labels import Label
from monitor.analysis.personal_data.runs import Run
from monitor.domain.assessments import PersonalDataType
from monitor.domain.writing.folding import View
from monitor.domain.writing.word_sets import word_set

_S10: Final = re.compile(r"[a-z]{2} ?(\d{3} ?\d{3} ?\d{3}|\d{2} ?\d{3} ?\d{3} ?\d) ?[a-z]{2}(?![a-z0-9])")
_UPS: Final = re.compile(r"(?<![a-z0-9])1z ?(?:[a-z0-9] ?){15}[a-z0-9](?![a-z0-9])")
_LABELLED: Final = re.compile(
    r"(?<![a-z])(?:siunt\w*|sekim\w*|pakuot\w*|paczk\w*|paczuszk\w*|przesyl\w*|inpost\w*|tracking|parcel\w*"
    r"|shipment|sledzen\w*"
    r"|consignment|list\w* przewozow\w*|omniv\w*|dpd|dhl|gls|fedex|ups|venipak\w*|lp express|package"
    r"|waybill)(?![a-z])"
    r"(?:\W{0,3}(?:nr|numer\w*|number|num|no|id|code|kod\w*|sekim\w*|tracking|yra|to|is|jest|paczk\w*"
    r"|siunt\w*|przesyl\w*"
    r"|mano|moj\w*|my)(?![a-z])){0,4}\W{0,3}([a-z]{0,4} ?\d(?:[ -]?[a-z0-9]){6,27})(?![a-z0-9])"
)
HEADS: Final = word_set(
    "z siun seki paku pacz prze inpo trac parc ship sled cons list omni dpd dhl gls fede ups veni lp pack wayb",
)
_LABELS: Final = HEADS - {"z"}  # "z" only lets a UPS number in
_FEWEST_DIGITS: Final = 8


def score(run: Run) -> float:
    """How likely a run of digits is a carrier's number, 0..1: InPost writes 24 digits."""
    count = len(run.digits)
    if run.says(Label.PARCEL) and 10 <= count <= 26 and not run.plus:
        return 0.92 if count == 24 else 0.6
    return 0.0


def recognise(view: View) -> Iterator[Hit]:
    """Find S10 and UPS numbers anywhere, and codes after a word for parcel."""
    for place in view.prefixed:
        if (match := _S10.match(view.low, place)) is None:
            continue
        right = check_digits.s10(match[1].replace(" ", ""))
        capitals = view.cased[match.start()].isupper() and view.cased[match.end() - 1].isupper()
        if (right and capitals) or (capitals and not view.heads.isdisjoint(HEADS)):
            yield Hit(PersonalDataType.PARCEL, *match.span(), 0.95 if right else 0.8)
    for match in _UPS.finditer(view.low) if "1z" in view.low else ():
        if sum(c.isdigit() for c in match[0]) >= _FEWEST_DIGITS:
            yield Hit(PersonalDataType.PARCEL, *match.span(), 0.85)
    if not view.heads.isdisjoint(HEADS):
        yield from _labelled(view)


def _labelled(view: View) -> Iterator[Hit]:
    text = view.digits
    for match in filter(None, (_LABELLED.match(text, place) for place in view.places(_LABELS))):
        code = match[1].split(" ")[0] if " " in match[1] and not match[1].replace(" ", "").isdigit() else match[1]
        if sum(c.isdigit() for c in code) >= _FEWEST_DIGITS:
            yield Hit(PersonalDataType.PARCEL, match.start(1), match.start(1) + len(code), 0.88)
