"""The customer's birth date in a draft, in figures of any order or with the month named, in part or whole."""

import re
from collections.abc import Iterator
from typing import Final

from responders.gate.drafted import Drafted

_MONTHS: Final = (
    "saus|stycz|jan",
    "vasar|lut|feb",
    "kov|mar(?:c|z|ch)",
    "bal(?:and|$)|kwie|apr",
    "geg|maj|may",
    "birz|czerw|jun",
    "liep|lip(?:c|ie)|jul",
    "rugpj|sierp|aug",
    "rugs|wrze|sep",
    "spal|pazdz|oct",
    "lapkr|listop|nov",
    "gruod|grud|dec",
)
_MONTH: Final = re.compile(
    "(?<![a-z])(?:" + "|".join(f"(?P<m{n}>(?:{p})[a-z]*)" for n, p in enumerate(_MONTHS, 1)) + ")"
)
_DAY_AFTER: Final = re.compile(r"(?: men\w*\.?)?[ .,]{1,2}(\d{1,2})(?!\d)")
_DAY_BEFORE: Final = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|-(?:ego|oji|a|osios))?\.?(?: of)? $")
_NUMERIC: Final = re.compile(
    r"(?<!\d)(?:(\d{4})[-./ ]{1,2})?(\d{1,2})[-./ ]{1,2}(\d{1,2})(?:[-./ ]{1,2}(\d{4}|\d{2}))?(?!\d)"
)
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_KNOWN_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def find(known: str, draft: Drafted) -> Iterator[tuple[int, int]]:
    """Yield the places that give a birth date away: its day and month together, or its year."""
    days = set(_days(known))
    text = draft.view.digits
    for match, found in _dates_in(text):
        if days & found:
            yield match
    years = set(_KNOWN_YEAR.findall(known))
    yield from (match.span() for match in _YEAR.finditer(text) if match[0] in years)
    written = {form for year in years for month, day in days for form in _run_together(year, month, day)}
    yield from ((s.start, s.end) for s in draft.stretches if any(form in s.digits for form in written))


def _run_together(year: str, month: int, day: int) -> Iterator[str]:
    """A date written as eight or six digits."""
    for y in (year, year[2:]):
        yield f"{y}{month:02d}{day:02d}"
        yield f"{day:02d}{month:02d}{y}"


def _days(text: str) -> Iterator[tuple[int, int]]:
    for _, found in _dates_in(text):
        yield from found


def _dates_in(text: str) -> Iterator[tuple[tuple[int, int], set[tuple[int, int]]]]:
    """Every date of a text with the (month, day) pairs it may mean."""
    for match in _NUMERIC.finditer(text):
        yield match.span(), set(_numeric_days(match))
    for match in _MONTH.finditer(text):
        month = int((match.lastgroup or "m0")[1:])
        after = _DAY_AFTER.match(text, match.end())
        before = _DAY_BEFORE.search(text, max(0, match.start() - 12), match.start())
        if before:
            yield (before.start(), match.end()), {(month, int(before[1]))}
        if after:
            yield (match.start(), after.end()), {(month, int(after[1]))}


def _numeric_days(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Month and day of a date in figures: as its year's place tells, in both orders where it has none."""
    first, second = int(match[2]), int(match[3])
    year_first, year_last = match[1] is not None, match[4] is not None
    if not year_last and first <= 12 and second <= 31:
        yield first, second
    if not year_first and second <= 12 and first <= 31:
        yield second, first
    if year_last and second > 12 and first <= 12:
        yield first, second  # month first, as Americans write
