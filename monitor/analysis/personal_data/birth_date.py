"""Birth dates: a full date beside a word for birth, in figures or with the month named."""

import re
from collections.abc import Iterator
from typing import Final

from monitor.analysis.personal_data.hits import Hit
from monitor.domain.assessments import PersonalDataType
from monitor.domain.writing.folding import View
from monitor.domain.writing.word_sets import word_set

HEADS: Final = word_set(
    "gim gimt gimu gime gimi ur urod born birt dob d date",
)
_STARTS: Final = HEADS | {"i", "im", "me", "d", "data", "daty"}
_MONTH: Final = (
    r"saus\w*|vas\w*|kov\w*|bal\w*|geg\w*|birz\w*|liep\w*|rugp\w*|rugs\w*|spal\w*|lapkr\w*|gruod\w*"
    r"|stycz\w*|lut\w*|mar\w*"
    r"|kwie\w*|maj\w*|czerw\w*|lip\w*|sierp\w*|wrze\w*|pazdz\w*|listop\w*|grud\w*|jan\w*|feb\w*|apr\w*"
    r"|may|june?|july?"
    r"|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*"
)
_YEAR: Final = r"(?:19|20)\d\d"
_DATE: Final = (
    rf"{_YEAR}(?: ?m(?:\.|etu|etais)?)?[ .\-/]{{1,3}}(?:\d{{1,2}}"
    rf"|{_MONTH})(?: men\w*\.?)?[ .\-/]{{1,3}}\d{{1,2}}(?: ?d\w*)?"
    rf"|\d{{1,2}}(?:st|nd|rd|th|\.| ?d\.?)?(?: of)?[ .\-/]{{1,3}}(?:\d{{1,2}}|{_MONTH}"
    rf"|[ivx]{{1,4}})[ .,\-/]{{1,3}}(?:{_YEAR}|\d\d)(?!\d| ?%)"
    rf"|(?:{_MONTH})\.? \d{{1,2}}(?:st|nd|rd|th)?,? {_YEAR}|{_YEAR}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?!\d)"
    r"|\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?!\d)"
)
_BEFORE: Final = re.compile(
    r"(?<![a-z])(?:gim(?:\.|us\w*|es|iau|im\w*|tadien\w*)?|ur\.|ur(?=[ :]\d)|urodz(?:on\w*|eni\w*|ilem"
    r"|ilam|iny)|dat\w+ ur(?:odz\w*|\.)"
    r"|(?:i was|i'm|im|me) born|born in [a-z]+(?: [a-z]+)?(?= on \d)|born(?=[: ]{1,2}(?:on )?(?:\d|(?:jan|feb|mar|apr"
    r"|may|jun|jul|aug|sep|oct"
    r"|nov|dec)))|birth\w*|d\.?o\.?b\.?)(?![a-z])"
    rf"[^\d\n]{{0,24}}?(?<![\w])(?P<date>{_DATE})"
)
_AFTER: Final = re.compile(
    rf"(?<!\d)(?P<date>{_DATE})[ ,(\-]{{1,3}}(?:gim(?:im\w*|\.|usi|es)|data urodz|urodz|date of birth"
    r"|is my (?:date of birth|birthday|dob))"
)


_PARTY: Final = re.compile("gimtadien|urodzin|birthday|gim(?:im)?\\w*\\.? dien")
_YEAR_OF: Final = re.compile(_YEAR)
_YOUNGEST: Final = 2014


def _is_party(said: str, date: str) -> bool:
    """Whether the date is that of a celebration, not of a birth: a word for birthday, and too young a writer."""
    year = _YEAR_OF.search(date)
    return year is not None and int(year[0]) > _YOUNGEST and _PARTY.search(said) is not None


def recognise(view: View) -> Iterator[Hit]:
    """Find dates after (or directly before) a word for birth."""
    text = view.digits
    before = (_BEFORE.match(text, place) for place in view.places(_STARTS))
    after = (_AFTER.match(text, start) for start, _ in view.figures)
    for match in filter(None, (*before, *after)):
        if not _is_party(match[0], match["date"]):
            yield Hit(PersonalDataType.BIRTH_DATE, *match.span("date"), 0.95)
