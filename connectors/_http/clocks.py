"""When to come back, read from an answer's headers by the server's own clock."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def server_time(headers: Mapping[str, str]) -> datetime | None:
    """Read the `Date` header: the moment of the answer by the server's clock, None when absent or unreadable."""
    return _http_date(headers.get("Date"))


def seconds_until_epoch(headers: Mapping[str, str], name: str, *, now: datetime) -> float | None:
    """Seconds until the epoch second in header `name`, never negative; None when absent or unreadable.

    Measured from the answer's own `Date`, so that a skewed clock of ours neither shortens nor lengthens the wait;
    from `now` only where the server sends no date.
    """
    reset = _finite(headers.get(name))
    if reset is None:
        return None
    return max(0.0, reset - (server_time(headers) or now).timestamp())


def wait_asked_for(headers: Mapping[str, str], *, now: datetime) -> float | None:
    """Seconds asked for by `Retry-After` (a number of seconds, or a date); None when absent or unreadable."""
    value = headers.get("Retry-After")
    seconds = _finite(value)
    if seconds is not None:
        return max(0.0, seconds)
    moment = _http_date(value)
    return None if moment is None else max(0.0, (moment - (server_time(headers) or now)).total_seconds())


def _finite(value: str | None) -> float | None:
    try:
        number = float(value or "")
    except ValueError:
        return None
    return number if math.isfinite(number) and number < 1e11 else None


def _http_date(value: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
