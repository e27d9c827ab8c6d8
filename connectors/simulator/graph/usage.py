"""How much of its budget each account has used, told in headers and enforced at 100 percent."""

import json
from collections import deque
from datetime import datetime, timedelta

from aiohttp import web

from connectors.simulator.graph.errors import THROTTLED, refuse
from connectors.simulator.graph.options import GraphOptions

WINDOW = timedelta(hours=1)


class Usage:
    """Calls of the last hour by (id, kind); kinds are `pages`, `instagram`, `messenger` and `app`."""

    def __init__(self, options: GraphOptions) -> None:
        self._options = options
        self._calls: dict[tuple[str, str], deque[datetime]] = {}

    def count(self, id_: str, kind: str, now: datetime) -> None:
        """Count a call. Raises GraphError when the budget is used up; refused calls count as well."""
        calls = self._calls.setdefault((id_, kind), deque())
        while calls and now - calls[0] >= WINDOW:
            calls.popleft()
        used_up = len(calls) >= self._options.calls_per_hour[kind]
        calls.append(now)
        if used_up:
            raise refuse(THROTTLED[kind])

    def count_conversation(self, id_: str, now: datetime) -> None:
        """Count a call for an Instagram account's conversations. Raises GraphError (613) when they come too fast."""
        most = self._options.instagram_conversation_calls_per_second
        if most is None:
            return
        calls = self._calls.setdefault((id_, "conversations"), deque())
        while calls and now - calls[0] >= timedelta(seconds=1):
            calls.popleft()
        if len(calls) >= most:
            raise refuse(613, 2534040)
        calls.append(now)

    def percent(self, id_: str, kind: str) -> int:
        """Tell the used share of the budget."""
        calls = self._calls.get((id_, kind), ())
        return min(100, len(calls) * 100 // max(1, self._options.calls_per_hour[kind]))

    def clear(self) -> None:
        """Forget all calls."""
        self._calls.clear()

    def regain_minutes(self, id_: str, kind: str, now: datetime) -> int:
        """Tell after how many minutes calls are possible again; 0 while they are."""
        calls = self._calls.get((id_, kind), deque())
        if self.percent(id_, kind) < 100 or not calls:
            return 0
        return max(1, int((calls[0] + WINDOW - now).total_seconds() // 60) + 1)

    def headers(self, id_: str, kind: str, now: datetime) -> dict[str, str]:
        """Give the usage headers of a call: the app's own, or the business use case's for a Page token."""
        percent = self.percent(id_, kind)
        if kind == "app":
            return {"X-App-Usage": json.dumps(_shares(percent))}
        case = {"type": kind, **_shares(percent)}
        case["estimated_time_to_regain_access"] = self.regain_minutes(id_, kind, now)
        return {
            "X-App-Usage": json.dumps(_shares(0)),
            "X-Business-Use-Case-Usage": json.dumps({id_: [case]}),
        }


def show_full(response: web.StreamResponse, id_: str, kind: str, minutes: int = 9) -> None:
    """Write headers that say the budget is used up."""
    shares = _shares(100)
    if kind == "app":
        response.headers["X-App-Usage"] = json.dumps(shares)
        return
    case = {"type": kind, **shares, "estimated_time_to_regain_access": minutes}
    response.headers["X-Business-Use-Case-Usage"] = json.dumps({id_: [case]})


def _shares(percent: int) -> dict[str, object]:
    return {"call_count": percent, "total_cputime": percent * 3 // 4, "total_time": percent * 4 // 5}
