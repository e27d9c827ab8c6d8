"""Days on which a care team works: neither weekend nor public holiday of the country whose language is spoken.

Fixed dates and dates counted from Easter, by law as of 2026: Lithuania, Labour Code Art. 123; Poland, the act on days
off (24 December since 2025); England and Wales, bank holidays without their substitute days.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

_FIXED: Mapping[str, frozenset[tuple[int, int]]] = {
    "lt": frozenset(
        {(1, 1), (2, 16), (3, 11), (5, 1), (6, 24), (7, 6), (8, 15), (11, 1), (11, 2), (12, 24), (12, 25), (12, 26)}
    ),
    "pl": frozenset({(1, 1), (1, 6), (5, 1), (5, 3), (8, 15), (11, 1), (11, 11), (12, 24), (12, 25), (12, 26)}),
    "en": frozenset({(1, 1), (12, 25), (12, 26)}),
}
_FROM_EASTER: Mapping[str, frozenset[int]] = {
    "lt": frozenset({1}),
    "pl": frozenset({1, 60}),  # Corpus Christi
    "en": frozenset({-2, 1}),
}


def is_working(day: date, language: str) -> bool:
    """Whether a team that answers in this language works on the day."""
    return not (
        day.weekday() > 4
        or (day.month, day.day) in _FIXED[language]
        or (day - easter(day.year)).days in _FROM_EASTER[language]
        or (language == "en" and _is_bank_monday(day))
    )


def next_working(day: date, language: str) -> date:
    """The first working day after the day."""
    day += timedelta(days=1)
    while not is_working(day, language):
        day += timedelta(days=1)
    return day


def _is_bank_monday(day: date) -> bool:
    """The first and last Monday of May, and the last of August."""
    last = (day + timedelta(days=7)).month != day.month
    return day.weekday() == 0 and ((day.month == 5 and (day.day <= 7 or last)) or (day.month == 8 and last))


@lru_cache(maxsize=64)
def easter(year: int) -> date:
    """Western Easter Sunday (Meeus, Jones and Butcher's algorithm for the Gregorian calendar)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
