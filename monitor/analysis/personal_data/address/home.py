"""Places called home, address or delivery by the writer: a name and a number are enough there."""

import re
from collections.abc import Iterator
from typing import Final

from monitor.analysis.personal_data.address.parts import FLAT, HOUSE, NOT_A_NUMBER, TAIL
from monitor.analysis.personal_data.hits import Hit
from monitor.domain.assessments import PersonalDataType
from monitor.domain.writing.folding import View
from monitor.domain.writing.word_sets import word_set

HEADS: Final = word_set(
    "mies zami adre gyve pris siun kurj mano namu namo dost kuri pacz prze dom domu mnie moj moja moje",
    "moim live livi addr home deli ship cour my flat apt brin left",
    "wate gas powe elec heat inte broa wody wode prad gazu ogrz awar",
)
"""Words that make any street in the text a personal one."""
_CUES: Final = frozenset({"adre", "addr", "gyve", "mies", "zami", "live"})
_HOME: Final = re.compile(
    r"(?<![a-z])(?:adres(?:as|u|em|ui)?|addresse?|gyvenu|gyvename|mieszkam(?:y)?|zamieszkal[ya]"
    r"|(?:(?<=i )|(?<=we ))live)(?![a-z])[ :,]{1,3}"
    r"(?:(?:yra|to|is|na|przy|w|at|dostawy|pristatymo)[ :]{1,2}){0,2}"
    rf"(?P<place>(?:[a-z]{{1,3}}\. ?)?[a-z]{{3,}}(?:[ -][a-z]{{2,}}){{0,2}} {HOUSE}{FLAT}{{0,2}}{TAIL})"
)


def recognise(view: View) -> Iterator[Hit]:
    """Find places after a word for home or address."""
    if view.heads.isdisjoint(_CUES):
        return
    for match in filter(None, (_HOME.match(view.low, place) for place in view.places(_CUES))):
        start, end = match.span("place")
        if view.cased[start].isupper() and NOT_A_NUMBER.match(view.low, end) is None:
            yield Hit(PersonalDataType.ADDRESS, start, end, 0.85)
