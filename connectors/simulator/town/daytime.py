"""When the town writes: more in the evening than at night, more in the last hours than last week."""

from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

DAYS = timedelta(days=4)
OLD = timedelta(hours=10)  # what is older had its day: the brand has mostly answered
_TOWN = ZoneInfo("Europe/Vilnius")
# how much is written in each hour of the day, as a share of the busiest
_RHYTHM = (5, 3, 2, 2, 2, 4, 10, 25, 55, 65, 65, 60, 65, 60, 55, 55, 60, 75, 85, 95, 100, 80, 45, 15)


def old_moment(chance: Random, now: datetime, *, since: datetime | None = None) -> datetime:
    """Choose a moment from four days to ten hours ago (after `since`), by the rhythm of the day."""
    start = max(now - DAYS, since or now - DAYS)
    span = max(now - OLD - start, timedelta(hours=1))
    while True:
        moment = start + span * chance.random()
        if chance.random() * 100 < _RHYTHM[moment.astimezone(_TOWN).hour]:
            return moment


def recent_moment(chance: Random, now: datetime) -> datetime:
    """Choose one of the last five hours, sooner rather than later, and at least two minutes ago."""
    return now - timedelta(minutes=2 + 300 * chance.random() ** 1.3)


def pause(chance: Random, *, by_brand: bool) -> timedelta:
    """Choose how long somebody takes to answer: the brand a quarter to three hours, a customer less."""
    return timedelta(minutes=chance.uniform(15, 170) if by_brand else chance.uniform(4, 80))
