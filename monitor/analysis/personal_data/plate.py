"""Vehicle plates and VINs: a word for plate, registration or car, and the shape of LT, PL or GB plates."""

import re
from collections.abc import Iterator
from typing import Final

from monitor.analysis.personal_data.hits import Hit
from monitor.domain.assessments import PersonalDataType
from monitor.domain.writing.folding import View
from monitor.domain.writing.word_sets import word_set

HEADS: Final = word_set(
    "v numb lice auta aute",
    "vals auto masi nume reje rej tabl blac regi reg plat vin samo car vehi vn furg bus van taxi moto nr",
)
_SURE: Final = (
    r"valst\w*\.? ?(?:nr|num\w*)|(?:auto|automobili\w*|masin\w*) (?:valst\w*\.? )?(?:nr|num\w*)"
    r"|v\. ?n(?:r|um)?\.|rejestrac\w*"
    r"|(?:nr|numer\w*)\.? rej\w*\.?|tablic\w*|blach\w{0,3}|reg(?:istration)?(?: (?:plate|number|no"
    r"|mark))?|number plates?"
    r"|licen[cs]e plates?|plates?(?: (?:number|no))?"
)
_LOOSE: Final = (
    r"automobil\w*|auto|masin\w*|samoch\w*|aut[aeo]m?|car|vehicle|van|taxi|motocikl\w*|motocykl\w*|furgon\w*"
)
_SHAPE: Final = r"[a-z]{3}[ -]?\d{3}|[a-z]{2}\d{2} ?[a-z]{3}|[a-z]{2,3} ?\d[a-z0-9]{3,4}"
r"|[a-z]\d{1,3} ?[a-z]{3}"
_FILL: Final = (
    r"(?:\W{0,3}(?:nr|numer\w*|number|no|yra|to|is|jest|mano|moj\w*|my|kuri\w*|o|su"
    r"|with)(?![a-z])){0,4}\W{0,3}"
)
_LABELLED: Final = re.compile(rf"(?<![a-z])(?:{_SURE})(?![a-z]){_FILL}({_SHAPE})(?![a-z0-9])")
_NEAR: Final = re.compile(rf"(?<![a-z])(?:{_LOOSE})(?![a-z]){_FILL}({_SHAPE})(?![a-z0-9])")
_VIN: Final = re.compile(
    r"(?<![a-z])vin\w{0,4}[^a-z0-9]{1,4}(?:nr|kodas|numer\w*|number|code|is|yra"
    r"|to)?[^a-z0-9]{0,3}([a-hj-npr-z0-9]{17})(?![a-z0-9])"
)


def recognise(view: View) -> Iterator[Hit]:
    """Find plates after their label; after a mere word for car only in capitals."""
    for place in view.places(HEADS):
        if match := _LABELLED.match(view.low, place):
            yield Hit(PersonalDataType.PLATE, match.start(1), match.end(1), 0.9)
        elif (match := _NEAR.match(view.low, place)) and _in_capitals(view, match):
            yield Hit(PersonalDataType.PLATE, match.start(1), match.end(1), 0.75)
    for match in _VIN.finditer(view.low) if "vin" in view.heads else ():
        yield Hit(PersonalDataType.PLATE, match.start(1), match.end(1), 0.95)


def _in_capitals(view: View, match: re.Match[str]) -> bool:
    return all(c.isupper() for c in view.cased[match.start(1) : match.end(1)] if c.isalpha())
