"""Days and counts as people say them."""

from datetime import UTC, date, datetime

import pytest

from responders.grammar.times import by, plural, reply_day, within
from tests.support.situations import NOW  # Wednesday noon in Vilnius


@pytest.mark.parametrize(
    ("days", "lt", "pl", "en"),
    [
        (0, "dar šiandien", "jeszcze dziś", "today"),
        (1, "iki rytojaus vakaro", "do jutra wieczorem", "by tomorrow evening"),
        (2, "iki penktadienio", "do piątku", "by Friday"),
        (3, "iki pirmadienio", "do poniedziałku", "by Monday"),
        (4, "iki antradienio", "do wtorku", "by Tuesday"),
        (5, "iki gruodžio 2 d.", "do 2 grudnia", "by 2 December"),
        (10, "iki gruodžio 9 d.", "do 9 grudnia", "by 9 December"),
    ],
)
def test_until_when(days, lt, pl, en):
    assert [by(NOW, days, language) for language in ("lt", "pl", "en")] == [lt, pl, en]


@pytest.mark.parametrize(
    ("days", "lt", "pl", "en"),
    [
        (0, "per kelias darbo valandas", "w ciągu kilku godzin roboczych", "within a few working hours"),
        (1, "per 1 darbo dieną", "w ciągu 1 dnia roboczego", "within 1 working day"),
        (2, "per 2 darbo dienas", "w ciągu 2 dni roboczych", "within 2 working days"),
        (10, "per 10 darbo dienų", "w ciągu 10 dni roboczych", "within 10 working days"),
        (21, "per 21 darbo dieną", "w ciągu 21 dni roboczych", "within 21 working days"),
    ],
)
def test_how_long(days, lt, pl, en):
    assert [within(days, language) for language in ("lt", "pl", "en")] == [lt, pl, en]


@pytest.mark.parametrize(
    ("now", "days", "day"),
    [
        (datetime(2026, 11, 25, 12, 59, tzinfo=UTC), 0, date(2026, 11, 25)),  # 14:59 in Vilnius
        (datetime(2026, 11, 25, 13, 0, tzinfo=UTC), 0, date(2026, 11, 26)),  # 15:00: too late for today
        (datetime(2026, 11, 27, 13, 0, tzinfo=UTC), 0, date(2026, 11, 30)),  # Friday afternoon
        (datetime(2026, 11, 28, 9, 0, tzinfo=UTC), 1, date(2026, 12, 1)),  # Saturday
        (datetime(2026, 11, 25, 22, 30, tzinfo=UTC), 0, date(2026, 11, 26)),  # past midnight in Vilnius
    ],
)
def test_only_working_time_counts(now, days, day):
    assert reply_day(now, days, "lt") == day


def test_plurals_are_those_of_cldr():
    forms = {"one": "diena", "few": "dienos", "other": "dienų"}
    assert [plural("lt", n, forms) for n in (1, 2, 9, 10, 11, 21, 22)] == [
        "diena", "dienos", "dienos", "dienų", "dienų", "diena", "dienos",
    ]  # fmt: skip
    assert plural("pl", 5, {"one": "dzień", "few": "dni", "many": "dni", "other": "dnia"}) == "dni"
    assert plural("en", 3, {"one": "day", "other": "days"}) == "days"
