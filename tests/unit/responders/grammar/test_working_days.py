"""Weekends and public holidays; Easter dates from the published tables."""

from datetime import UTC, date, datetime

import pytest

from responders.grammar.times import by
from responders.grammar.working_days import easter, is_working, next_working


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(1961, 4, 2), (2000, 4, 23), (2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2038, 4, 25)],
)
def test_easter(year, month, day):
    assert easter(year) == date(year, month, day)


@pytest.mark.parametrize(
    ("day", "lt", "pl", "en"),
    [
        (date(2026, 11, 25), True, True, True),
        (date(2026, 11, 28), False, False, False),  # Saturday
        (date(2026, 12, 24), False, False, True),
        (date(2026, 12, 25), False, False, False),
        (date(2026, 4, 6), False, False, False),  # Easter Monday
        (date(2026, 4, 3), True, True, False),  # Good Friday
        (date(2026, 6, 4), True, False, True),  # Corpus Christi
        (date(2026, 3, 11), False, True, True),
        (date(2026, 11, 11), True, False, True),
        (date(2026, 5, 4), True, True, False),  # first Monday of May
        (date(2026, 5, 25), True, True, False),  # last Monday of May
        (date(2026, 8, 31), True, True, False),  # last Monday of August
        (date(2026, 8, 24), True, True, True),
    ],
)
def test_who_works_when(day, lt, pl, en):
    assert [is_working(day, language) for language in ("lt", "pl", "en")] == [lt, pl, en]


def test_christmas_is_passed_over():
    assert next_working(date(2026, 12, 23), "lt") == date(2026, 12, 28)
    assert by(datetime(2026, 12, 23, 9, tzinfo=UTC), 1, "lt") == "iki pirmadienio"
    assert by(datetime(2026, 12, 24, 9, tzinfo=UTC), 0, "pl") == "do poniedziałku"
