"""Business hours as people write them: "mon-fri 08:00-20:00", "sat 10:00-16:00", "2026-12-24 closed"."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LINE: Final = re.compile(
    rf"(?:(?P<first>{'|'.join(_DAYS)})(?:-(?P<last>{'|'.join(_DAYS)}))?|(?P<day>\d{{4}}-\d{{2}}-\d{{2}})) "
    r"(?:(?P<closed>closed)|(?P<begin>\d{2}:\d{2})-(?P<end>\d{2}:\d{2}))"
)
_FORMS: Final = 'write "mon-fri 08:00-20:00", "sat 10:00-16:00" or "2026-12-24 closed"'


def problem_with(line: str) -> str:
    """Say what is wrong with one line of business hours, empty when nothing is."""
    found = _LINE.fullmatch(line)
    if found is None:
        return f"cannot be read; {_FORMS}"
    try:
        date.fromisoformat(found["day"] or "2026-01-01")
        begin, end = _times(found)
    except ValueError:
        return f"names a day or time that does not exist; {_FORMS}"
    return "" if found["closed"] or begin < end else "ends before it begins; write two lines for a night shift"


def is_open(hours: Sequence[str], zone: str, moment: datetime) -> bool:
    """Whether it is business time; a line for a date stands over those for weekdays. No hours at all: always open.

    24:00 is written 23:59, and counts to the end of that minute.
    """
    if not hours:
        return True
    local = moment.astimezone(ZoneInfo(zone))
    lines = [found for line in hours if (found := _LINE.fullmatch(line))]
    today = [line for line in lines if line["day"] == local.date().isoformat()]
    return any(_covers(line, local) for line in today or [line for line in lines if _is_day(line, local.weekday())])


def _is_day(line: re.Match[str], weekday: int) -> bool:
    if line["first"] is None:
        return False
    first, last = _DAYS.index(line["first"]), _DAYS.index(line["last"] or line["first"])
    return first <= weekday <= last if first <= last else weekday >= first or weekday <= last


def _covers(line: re.Match[str], local: datetime) -> bool:
    if line["closed"]:
        return False
    begin, end = _times(line)
    last = (datetime.combine(local.date(), end) + timedelta(minutes=1)).time() if end == time(23, 59) else end
    return begin <= local.time() and (local.time() < last or last == time(0))


def _times(line: re.Match[str]) -> tuple[time, time]:
    return time.fromisoformat(line["begin"] or "00:00"), time.fromisoformat(line["end"] or "00:00")
