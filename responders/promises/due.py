"""From what the words of a promise say to the moment it falls due, in the customer's local time."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from responders.grammar.working_days import is_working, next_working

WORK_BEGINS = time(9)
WORK_ENDS = time(18)
"""When a day promised without an hour is over."""

DAY_ENDS = time(23, 59)
"""When it is over if it was promised after hours."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words say; whatever they do not say is missing."""

    day: str = "today"  # today, tomorrow, after
    weekday: int | None = None  # 0 = Monday
    next_week: bool = False
    calendar: tuple[int | None, int, int] | None = None  # year or None, month, day
    clock: time | None = None
    count: int | None = None
    unit: str = ""  # hour, workhour, day, workday, week, month
    end_of: str = ""  # day, week, month


def due(reading: Reading, now: datetime, language: str) -> datetime | None:
    """The moment, or None when the words name no day that exists. `now` carries the customer's time zone."""
    if reading.unit:
        return _after(reading, now, language)
    day = _day(reading, now.date())
    if day is None:
        return None
    if reading.clock:
        return datetime.combine(day, reading.clock, now.tzinfo)
    moment = datetime.combine(day, WORK_ENDS, now.tzinfo)
    return moment if moment > now else datetime.combine(day, DAY_ENDS, now.tzinfo)


def _after(reading: Reading, now: datetime, language: str) -> datetime:
    count = 1 if reading.count is None else reading.count
    match reading.unit:
        case "hour":
            return now + timedelta(hours=count)
        case "workhour":
            return _working_hours(now, count, language)
        case "workday":
            day = _working_days(now.date(), count, language)
        case unit:
            day = now.date() + timedelta(days={"day": 1, "week": 7, "month": 30}[unit] * count)
    return datetime.combine(day, WORK_ENDS, now.tzinfo)


def _day(reading: Reading, today: date) -> date | None:
    if reading.calendar:
        return _calendar_day(reading.calendar, today)
    if reading.weekday is not None:
        ahead = (reading.weekday - today.weekday()) % 7
        return today + timedelta(days=7 - today.weekday() + reading.weekday if reading.next_week else ahead)
    if reading.end_of:
        return _end_of(reading.end_of, today)
    return today + timedelta(days={"today": 0, "tomorrow": 1, "after": 2}[reading.day])


def _end_of(unit: str, today: date) -> date:
    match unit:
        case "week":
            last = 4 if today.weekday() <= 4 else 6
            return today + timedelta(days=last - today.weekday())
        case "month":
            return date(today.year + today.month // 12, today.month % 12 + 1, 1) - timedelta(days=1)
        case _:
            return today


def _calendar_day(calendar: tuple[int | None, int, int], today: date) -> date | None:
    year, month, day = calendar
    try:
        found = date(year or today.year, month, day)
        return found if year or found >= today else found.replace(year=today.year + 1)
    except ValueError:
        return None


def _working_days(day: date, count: int, language: str) -> date:
    for _ in range(count):
        day = next_working(day, language)
    return day


def _working_hours(now: datetime, count: int, language: str) -> datetime:
    """Count hours of working days only; what does not fit before six goes on at nine of the next one."""
    left = timedelta(hours=count)
    moment = now
    while True:
        begins, ends = (datetime.combine(moment.date(), at, now.tzinfo) for at in (WORK_BEGINS, WORK_ENDS))
        moment = max(moment, begins)
        if is_working(moment.date(), language) and moment < ends:
            if moment + left <= ends:
                return moment + left
            left -= ends - moment
        moment = datetime.combine(next_working(moment.date(), language), WORK_BEGINS, now.tzinfo)
