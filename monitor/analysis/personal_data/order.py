"""Codes of orders, bookings, cases, invoices, contracts and clients: a label and a code directly after it.

The code alone says nothing (everything looks like it), so only connecting words ("nr.", "numer", "#", "is") may stand
between. With a word for "number" three characters and a digit are enough; without one the code must be long.
"""

import re
from collections.abc import Iterator
from typing import Final

from monitor.analysis.personal_data.hits import Hit
from monitor.domain.assessments import PersonalDataType
from monitor.domain.writing.folding import View
from monitor.domain.writing.word_sets import word_set

HEADS: Final = word_set(
    "uzs claim clai freq sf loc loca prasy pras kont lice mete skai poli kvit para skun uzkl pret inqu enqu",
    "conf acco sask abon pren subs uzsa zamo zam orde book rese reze pnr bili bile tick inci byla bylo",
    "etic case zglo spra rekl fakt invo suta umow klie clie cust memb cont ref refe",
)
_LABEL: Final = (
    r"uzsakym\w*|uzs\.?|zamowieni\w*|zam\.?|order\w*|booking\w*|reserv\w*|rezerv\w*|rezerwac\w*|pnr|biliet\w*"
    r"|bilet\w*"
    r"|e?-?tickets?|incident|bylos|byla|cases?|zgloszen\w*|spraw[ayie]+|reklamac\w*|faktur\w*|invoice\w*"
    r"|sutart\w*"
    r"|umow[ayie]|klient\w*|client\w*|customer\w*|member\w*|contract\w*|ref(?:erence|erencij\w*)?|policy"
    r"|polis\w*"
    r"|kvit\w*|paragon\w*|skund\w*|uzklaus\w*|pretenzij\w*|inquiry|enquiry|confirmation|conf|account"
    r"|saskait\w*"
    r"|abonent\w*|prenumerat\w*|subscri\w*|claim|frequent flyer|locator|prasym\w*|konta|meter|skaitiklio"
)
_NUMBER: Final = r"nr|numer\w*|numb?er|num|no|id|code|kod\w*|ref(?:erence)?|#|№"
_FILL: Final = r"yra|to|is|was|jest|buvo|mano|my|moj\w*|reference|faktur\w*|nasz\w*|here"
_CODE: Final = r"[a-z0-9](?:[a-z0-9]|[\-/_](?=[a-z0-9])|\.(?=\d)| (?=\d{3})){2,29}"
_GAP: Final = r"[^\w.!?\n]{0,3}"
_ORDER: Final = re.compile(
    rf"(?<![a-z_@#])(?:{_LABEL})(?![a-z])(?P<between>(?:{_GAP}(?:{_NUMBER}"
    rf"|{_FILL})(?![a-z])\.?){{0,4}}{_GAP})"
    rf"(?P<code>{_CODE})(?![a-z0-9])"
)
_AHEAD: Final = re.compile(r"(?<![a-z_@#])(?:nr|numer\w*|number|kod\w*|id)\.? $")
_LONGEST_AHEAD: Final = 16
_WORD_AHEAD: Final = re.compile("[a-z]+ ")
"""A small word before the digits ("bilety po 450") belongs to the sentence, not to the code."""
_NAMED: Final = re.compile(rf"(?:^|[^a-z])(?:{_NUMBER})(?![a-z])|[#№:]")
_DATE_OR_MONEY: Final = re.compile(
    r"(?:19|20)\d\d(?:[-. /]\d{1,2}[-. /]\d{1,2})?$|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$|\d+[.,]\d{1,2}$"
)
_UNIT: Final = re.compile(
    r" ?(?:eur|euro|zl|pln|usd|gbp|€|\$|£|%|d\b|dien|dni|day|val|godz|hour|min|men|mies|month|kg|gb|mb)"
)
_LOCATOR: Final = re.compile(
    r"(?<![a-z])(?:pnr|locator|(?:booking|reservation|confirmation) (?:ref(?:erence)?|code|number|no)"
    r"|rezerva\w+ kod\w*"
    r"|kod\w* rezerwac\w*)[\s:#.\-]{0,4}(?:is |yra |to )?([a-z0-9]{6})(?![a-z0-9])"
)

_SERIES: Final = re.compile(r"[a-z]{2,4}[-/](?!(?:19|20)\d\d$)\d{3,8}")
"""INV-2231: letters, a stroke, a number."""
_BARE_LOCATOR: Final = re.compile(
    r"(?<![a-z])(?:booking|reservation|rezerva?cij\w*|rezerwacj\w*)[\s:#]{1,3}"
    r"(?=[a-z\d]{0,5}\d)(?=[a-z\d]{0,5}[a-z])([a-z\d]{6})(?![a-z\d])"
)
"""Six letters and figures right behind the word."""
_LOCATED: Final = frozenset({"pnr", "loca", "book", "rese", "conf", "reze"})
_ACCOUNT_LIKE: Final = 15
_MARKETPLACE: Final = re.compile(r"\d{3}-\d{7}-\d{7}")


def recognise(view: View) -> Iterator[Hit]:
    """Find labelled codes, and six-letter booking locators written in capitals."""
    text = view.digits
    for place in view.places(HEADS):
        if match := _ORDER.match(text, place):
            capitals = view.cased[match.start("code") : match.end("code")].isupper()
            if hit := _judge(match, text, capitals=capitals):
                yield hit
    for match in _LOCATOR.finditer(text) if not view.heads.isdisjoint(_LOCATED) else ():
        code = view.cased[match.start(1) : match.end(1)]
        if code.isupper() or any(c.isdigit() for c in code):
            yield Hit(PersonalDataType.ORDER, match.start(1), match.end(1), 0.9)
    for match in _BARE_LOCATOR.finditer(text) if not view.heads.isdisjoint(_LOCATED) else ():
        if view.cased[match.start(1) : match.end(1)].isupper():
            yield Hit(PersonalDataType.ORDER, match.start(1), match.end(1), 0.8)


def _judge(match: re.Match[str], text: str, *, capitals: bool) -> Hit | None:
    code = match["code"]
    if not capitals and _WORD_AHEAD.match(code):
        return None
    digits = sum(c.isdigit() for c in code)
    if not digits or _DATE_OR_MONEY.match(code) or _UNIT.match(text, match.end()):
        return None
    ahead = _AHEAD.search(text, max(0, match.start() - _LONGEST_AHEAD), match.start())
    named = ahead is not None or _NAMED.search(match["between"]) is not None
    if digits >= _ACCOUNT_LIKE and _MARKETPLACE.fullmatch(code) is None:
        return None  # an account or a card with a slip of the finger
    mixed = len(code) >= 5 and any(c.isalpha() for c in code) and (digits >= 2 or capitals)
    series = capitals and _SERIES.fullmatch(code) is not None
    enough = (digits >= 3 and len(code) >= 4) or mixed if named else digits >= 5 or series
    return Hit(PersonalDataType.ORDER, *match.span("code"), 0.9 if named else 0.8) if enough else None
