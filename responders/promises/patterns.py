"""One language's ways to say until when, as word lists built into patterns over folded small letters."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from functools import cached_property

from responders.promises.due import Reading

_NUMERIC = (
    r"(?P<isoyear>\d{4})-(?P<isomonth>\d{1,2})-(?P<isoday>\d{1,2})"
    r"|(?P<dotday>\d{1,2})\.(?P<dotmonth>0[1-9]|1[0-2])(?:\.(?P<dotyear>\d{4}))?(?!\d|[:.]\d)"
)
_PARTS = {"morning": time(10), "noon": time(12), "evening": time(21)}


@dataclass(frozen=True, kw_only=True)
class Patterns:
    """Words of one language; every entry is a pattern, most of them stems with any ending."""

    will: re.Pattern[str]  # what makes a sentence a promise
    until: str
    bare: str  # stands before a day that promises without "until": "dar", "jeszcze"; may be empty
    between: str  # may stand between a day and an hour
    within: str
    next_week: str
    clock: str  # with the groups hour and minute, or fullhour; halfday or fullhalf for am and pm
    calendar: str  # with the groups month (a name), monthday and year
    days: Mapping[str, str]
    parts: Mapping[str, str]
    ends: Mapping[str, str]
    units: Mapping[str, str]  # longer ones first
    weekdays: Sequence[str]
    months: Sequence[str]
    numbers: Mapping[str, int]

    @cached_property
    def times(self) -> tuple[re.Pattern[str], ...]:
        """Patterns in order of how much they say."""
        calendar = f"{self.calendar.replace('MONTHS', _any(self.months))}|{_NUMERIC}"
        day = (
            rf"(?:(?P<next>{self.next_week})\s+)?(?:(?P<weekday>{_any(self.weekdays)})|(?P<end>{_any(self.ends.values())})"
            rf"|(?P<day>{_any(self.days.values())})|{calendar})"
        )
        hour = rf"(?:(?P<part>{_any(self.parts.values())})|{self.clock})"
        count = rf"(?P<count>{_any(self.numbers)}|\d{{1,3}})"
        sayings = (
            rf"(?:{self.within})\s+(?:{count}\s+)?(?P<unit>{_any(self.units.values())})",
            rf"(?:{self.until})\s+{day}(?:,?\s+(?:{self.between})?{hour})?",
            rf"(?:{self.until})\s+{hour}(?:,?\s+(?:{self.between})?{day})?",
            rf"{self.bare}(?P<day>{_any(self.days.values())})(?:,?\s+(?:{self.between})?{hour})?",
        )
        return tuple(re.compile(rf"\b(?:{saying})(?!\w)") for saying in sayings)

    def read(self, match: re.Match[str]) -> Reading:
        """Read a match of one of the patterns."""
        said = {name: words for name, words in match.groupdict().items() if words}
        return Reading(
            day=_key(self.days, said.get("day")) or "today",
            weekday=_index(self.weekdays, said.get("weekday")),
            next_week="next" in said,
            calendar=self._calendar(said),
            clock=self._clock(said),
            count=self._number(said.get("count")),
            unit=_key(self.units, said.get("unit")),
            end_of=_key(self.ends, said.get("end")),
        )

    def _calendar(self, said: Mapping[str, str]) -> tuple[int | None, int, int] | None:
        for form in ("iso", "dot"):
            if f"{form}day" in said:
                year = said.get(f"{form}year")
                return int(year) if year else None, int(said[f"{form}month"]), int(said[f"{form}day"])
        month = _index(self.months, said.get("month"))
        if month is None:
            return None
        year = said.get("year")
        return int(year) if year else None, month + 1, int(said["monthday"])

    def _clock(self, said: Mapping[str, str]) -> time | None:
        if "part" in said:
            return _PARTS[_key(self.parts, said["part"])]
        if "hour" not in said and "fullhour" not in said:
            return None
        hour, minute = int(said.get("hour") or said["fullhour"]), int(said.get("minute") or 0)
        half = (said.get("halfday") or said.get("fullhalf") or "")[:1]
        if half:
            hour = hour % 12 + (12 if half == "p" else 0)
        return time(hour, minute) if hour <= 23 and minute <= 59 else None

    def _number(self, words: str | None) -> int | None:
        if words and words.isdigit():
            return int(words)
        return next((number for stem, number in self.numbers.items() if words and re.fullmatch(stem, words)), None)


def _any(patterns: Iterable[str]) -> str:
    return "|".join(patterns)


def _key(patterns: Mapping[str, str], words: str | None) -> str:
    return next((name for name, pattern in patterns.items() if words and re.fullmatch(pattern, words)), "")


def _index(patterns: Sequence[str], words: str | None) -> int | None:
    return next((index for index, pattern in enumerate(patterns) if words and re.fullmatch(pattern, words)), None)
