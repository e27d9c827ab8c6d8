"""How much of Meta's budget is used, read from response headers; it alone sets our pace.

`X-App-Usage` (and the older `X-Page-Usage`) is one object of percents. `X-Business-Use-Case-Usage` maps ids to
lists, one entry per kind (pages, instagram, messenger) with the minutes until access is regained; new keys appear
in it without notice. Source: Meta, "Rate Limits" of the Graph API.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from monitor.domain.errors import RateLimited
from monitor.domain.mentions import Visibility
from monitor.domain.moves import MoveKind
from monitor.domain.pace import Rate

SLOW_FROM = 75.0
"""Percent from which polls are spread out."""
STOP_FROM = 95.0
"""Percent from which nothing is read until the budget recovers."""
LONGEST_PAUSE = 900.0
"""Seconds between polls just below the stop, and after it when Meta names no time."""
_PRIVATE = frozenset(kind for kind in MoveKind if kind.visibility is Visibility.PRIVATE)


def _calls_for(moves: Iterable[MoveKind]) -> tuple[str, ...]:
    return tuple(f"{verb}:{move}" for verb in ("send", "look_up") for move in sorted(moves))


_SPENT_BY = {  # what reads and what writes on a budget, by its name in Meta's header
    "pages": (("comments", "visitor_posts", "tagged", "tags", "recheck"), _calls_for(set(MoveKind) - _PRIVATE)),
    "messenger": (("messages",), _calls_for(_PRIVATE)),
}
_PERCENTS = ("call_count", "total_time", "total_cputime")


@dataclass(frozen=True, slots=True)
class Usage:
    """Percent used, and how long until access is regained (zero while it is not lost)."""

    percent: float = 0.0
    regain: timedelta = timedelta()

    @property
    def spent(self) -> bool:
        """Whether calling on would lengthen the block."""
        return self.percent >= STOP_FROM or self.regain > timedelta()

    @property
    def pause(self) -> float | None:
        """Seconds to wait before the next poll; None = no wish."""
        if self.regain:
            return self.regain.total_seconds()
        if self.percent < SLOW_FROM:
            return None
        share = (self.percent - SLOW_FROM) / (STOP_FROM - SLOW_FROM)
        return LONGEST_PAUSE * min(1.0, max(share, 0.05))


@dataclass(slots=True)
class Budget:
    """One budget of one account, as far as this process knows: refused once, nobody asks again before its time."""

    closed_until: datetime | None = None

    def check(self, now: datetime) -> None:
        """Let a call pass, or raise RateLimited: calling on would lengthen the block."""
        if self.closed_until and now < self.closed_until:
            raise RateLimited("waiting as Meta asked", until=self.closed_until)

    def close(self, until: datetime) -> None:
        """Remember a refusal."""
        self.closed_until = until


def rates_of(usage: Usage, kind: str) -> Iterator[Rate]:
    """Say what a budget closes: reading, once it is spent; writing too, once Meta has taken access away.

    Answers may still use the last few percent. Meta tells no number of calls, so an open budget says nothing here.
    """
    reading, writing = _SPENT_BY.get(kind, _SPENT_BY["pages"])
    if usage.spent:
        yield Rate(kind=kind, covers=reading, left=0, seconds=usage.pause or LONGEST_PAUSE)
    if usage.regain:
        yield Rate(kind=f"{kind}:writing", covers=writing, left=0, seconds=usage.regain.total_seconds())


def read_usage(headers: Mapping[str, str], *, ids: Iterable[str] = (), kind: str = "") -> Usage:
    """Read the fullest budget that concerns the account whose `ids` these are, of one `kind` where one is named.

    Entries of other ids are left out where one of ours is present: one throttled account must not stop another,
    nor its messages its comments. Headers that cannot be read count as silence.
    """
    found = [_entry(_json(headers.get(name))) for name in ("X-App-Usage", "X-Page-Usage")]
    by_id = _json(headers.get("X-Business-Use-Case-Usage"))
    if isinstance(by_id, Mapping):
        ours = [by_id[id_] for id_ in ids if id_ in by_id] or list(by_id.values())
        entries = [entry for listed in ours if isinstance(listed, list) for entry in listed]
        found += [_entry(entry) for entry in entries if _is_of(entry, kind)]
    return Usage(
        percent=max((usage.percent for usage in found), default=0.0),
        regain=max((usage.regain for usage in found), default=timedelta()),
    )


def _json(text: str | None) -> Any:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return None


def _is_of(entry: object, kind: str) -> bool:
    return isinstance(entry, Mapping) and (not kind or entry.get("type", kind) == kind)


def _entry(entry: object) -> Usage:
    if not isinstance(entry, Mapping):
        return Usage()
    minutes = _number(entry.get("estimated_time_to_regain_access"))
    return Usage(max(_number(entry.get(name)) for name in _PERCENTS), timedelta(minutes=min(minutes, 60.0 * 24 * 7)))


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) and 0 <= value < 1e9 else 0.0  # also keeps NaN out
