"""Days and counts as people say them: "iki penktadienio", "do piątku", "by Friday"; CLDR plurals and dates by Babel."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date

from responders.grammar.working_days import is_working, next_working

ZONES: Mapping[str, str] = {"lt": "Europe/Vilnius", "pl": "Europe/Warsaw", "en": "Europe/London"}
"""Whose day a date in a text of that language means."""

LAST_HOUR = 15
"""From this local hour on, a working day no longer counts as one to get things done in."""

_WEEKDAYS: Mapping[str, tuple[str, ...]] = {
    "lt": (
        "pirmadienio",
        "antradienio",
        "trečiadienio",
        "ketvirtadienio",
        "penktadienio",
        "šeštadienio",
        "sekmadienio",
    ),
    "pl": ("poniedziałku", "wtorku", "środy", "czwartku", "piątku", "soboty", "niedzieli"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_BY_WEEKDAY = {"lt": "iki {day}", "pl": "do {day}", "en": "by {day}"}
_BY_DATE = {"lt": ("iki {day}", "MMMM d 'd'."), "pl": ("do {day}", "d MMMM"), "en": ("by {day}", "d MMMM")}
_TODAY = {"lt": "dar šiandien", "pl": "jeszcze dziś", "en": "today"}
_TOMORROW = {"lt": "iki rytojaus vakaro", "pl": "do jutra wieczorem", "en": "by tomorrow evening"}
_HOURS = {
    "lt": "per kelias darbo valandas",
    "pl": "w ciągu kilku godzin roboczych",
    "en": "within a few working hours",
}
_WORKING_DAYS = {
    "lt": ("per {n} {days}", {"one": "darbo dieną", "few": "darbo dienas", "other": "darbo dienų"}),
    "pl": ("w ciągu {n} {days}", {"one": "dnia roboczego", "other": "dni roboczych"}),
    "en": ("within {n} {days}", {"one": "working day", "other": "working days"}),
}


def plural(language: str, number: int, forms: Mapping[str, str]) -> str:
    """Pick the form CLDR asks for; a form the mapping leaves out is its "other"."""
    return forms.get(_locale(language).plural_form(number), forms["other"])


def reply_day(now: datetime, working_days: int, language: str) -> date:
    """The day by which we can answer, counted in working days from the customer's local `now`."""
    local = now.astimezone(ZoneInfo(ZONES[language]))
    day = local.date()
    if local.hour >= LAST_HOUR or not is_working(day, language):
        day = next_working(day, language)
    for _ in range(working_days):
        day = next_working(day, language)
    return day


def by(now: datetime, working_days: int, language: str) -> str:
    """Say until when, as a phrase that follows a verb: "iki penktadienio", "jeszcze dziś", "by 30 November"."""
    day = reply_day(now, working_days, language)
    today = now.astimezone(ZoneInfo(ZONES[language])).date()
    if day == today:
        return _TODAY[language]
    if day == today + timedelta(days=1):
        return _TOMORROW[language]
    if day - today < timedelta(days=7):
        return _BY_WEEKDAY[language].format(day=_WEEKDAYS[language][day.weekday()])
    phrase, pattern = _BY_DATE[language]
    return phrase.format(day=format_date(day, pattern, locale=_locale(language)))


def within(working_days: int, language: str) -> str:
    """Say how long at most, from the customer's answer on: "per 2 darbo dienas", "within a few working hours" (0)."""
    if working_days == 0:
        return _HOURS[language]
    phrase, forms = _WORKING_DAYS[language]
    return phrase.format(n=working_days, days=plural(language, working_days, forms))


@cache
def _locale(language: str) -> Locale:
    return Locale(language)
