"""How often each endpoint may be called (developer.x.com/x-api/fundamentals/rate-limits, August 2026)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from aiohttp import web

from connectors.simulator.rates import SlidingWindow, count_in_all
from connectors.simulator.x.auth import Caller
from connectors.simulator.x.problems import too_many_requests

QUARTER = timedelta(minutes=15)
DAY = timedelta(hours=24)
Kind = Literal["app_quarter", "user_quarter", "app_day", "user_day"]
_HEADERS: dict[Kind, str] = {
    "app_quarter": "x-rate-limit",
    "user_quarter": "x-rate-limit",
    "app_day": "x-app-limit-24hour",
    "user_day": "x-user-limit-24hour",
}


@dataclass(frozen=True, slots=True)
class Allowance:
    """Calls allowed to one endpoint; None where X has no such limit."""

    app_quarter: int | None = None
    user_quarter: int | None = None
    app_day: int | None = None
    user_day: int | None = None


ALLOWANCES = {
    "mentions": Allowance(app_quarter=450, user_quarter=300),
    "search": Allowance(app_quarter=450, user_quarter=300),
    "posts": Allowance(app_quarter=3500, user_quarter=5000),
    "post": Allowance(app_quarter=450, user_quarter=900),
    "quotes": Allowance(app_quarter=75, user_quarter=75),
    "me": Allowance(user_quarter=75),
    "user": Allowance(app_quarter=300, user_quarter=900),
    "users": Allowance(app_quarter=300, user_quarter=900),
    "create_post": Allowance(user_quarter=100, app_day=10_000),
    "delete_post": Allowance(user_quarter=50),
    "hide": Allowance(user_quarter=50),
    "dm_events": Allowance(user_quarter=15),
    "dm_events_with": Allowance(user_quarter=15),
    "dm_events_in": Allowance(user_quarter=15),
    "webhooks": Allowance(app_quarter=450),  # X's page names no number for these two
    "subscriptions": Allowance(app_quarter=450, user_quarter=450),
    "send_dm_with": Allowance(user_quarter=15, app_day=1440, user_day=1440),
    "send_dm_in": Allowance(user_quarter=15, app_day=1440, user_day=1440),
}


class Limits:
    """Counts calls by endpoint and caller; a test may set an allowance of its own."""

    def __init__(self) -> None:
        self._allowances = dict(ALLOWANCES)
        self._windows: dict[tuple[str, Kind, str], SlidingWindow] = {}

    def set(self, endpoint: str, allowance: Allowance) -> None:
        """Change what an endpoint allows and start counting anew. Raises KeyError for an unknown one."""
        del self._allowances[endpoint]
        self._allowances[endpoint] = allowance
        self._windows = {key: window for key, window in self._windows.items() if key[0] != endpoint}

    def _kinds(self, caller: Caller) -> Iterator[tuple[Kind, str]]:
        if caller.user_id is None:
            yield "app_quarter", "app"
        else:
            yield "user_quarter", caller.key
            yield "user_day", caller.key
        yield "app_day", "app"

    def _windows_for(self, endpoint: str, caller: Caller) -> Iterator[tuple[Kind, SlidingWindow]]:
        for kind, key in self._kinds(caller):
            limit = getattr(self._allowances[endpoint], kind)
            if limit is None:
                continue
            length = DAY if kind.endswith("day") else QUARTER
            place = (endpoint, kind, key)
            yield kind, self._windows.setdefault(place, SlidingWindow(limit, length))

    def headers(self, endpoint: str, caller: Caller, now: datetime) -> dict[str, str]:
        """Tell the caller's standing, as headers. Daily limits have headers of their own."""
        told: dict[str, str] = {}
        for kind, window in self._windows_for(endpoint, caller):
            standing = window.standing(now)
            told[f"{_HEADERS[kind]}-limit"] = str(standing.limit)
            told[f"{_HEADERS[kind]}-remaining"] = str(standing.remaining)
            told[f"{_HEADERS[kind]}-reset"] = str(int(standing.reset.timestamp()))
        return told

    def count(self, endpoint: str, caller: Caller, now: datetime) -> None:
        """Count a call. Raises Refusal (429) when one of the windows is full; then none counts it."""
        windows = [window for _, window in self._windows_for(endpoint, caller)]
        if not count_in_all(windows, now):
            raise too_many_requests(self.headers(endpoint, caller, now))


LIMITS = web.AppKey("LIMITS", Limits)
