"""Counting calls in windows, as networks do that allow so many calls in so much time."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a caller stands in one window; at `reset` the oldest counted call falls out of it."""

    limit: int
    remaining: int
    reset: datetime


class SlidingWindow:
    """At most `limit` calls in any stretch of `length`."""

    def __init__(self, limit: int, length: timedelta) -> None:
        self.limit = limit
        self._length = length
        self._calls: deque[datetime] = deque()

    def _forget(self, now: datetime) -> None:
        while self._calls and self._calls[0] <= now - self._length:
            self._calls.popleft()

    def has_room(self, now: datetime) -> bool:
        """Tell whether one more call fits."""
        self._forget(now)
        return len(self._calls) < self.limit

    def count(self, now: datetime) -> None:
        """Count a call made now."""
        self._calls.append(now)

    def standing(self, now: datetime) -> Standing:
        """Tell what is left and when more will be."""
        self._forget(now)
        oldest = self._calls[0] if self._calls else now
        return Standing(self.limit, max(0, self.limit - len(self._calls)), oldest + self._length)


def count_in_all(windows: Iterable[SlidingWindow], now: datetime) -> bool:
    """Count a call in every window, or in none when one is full; tell whether it was counted."""
    together = list(windows)
    if not all(window.has_room(now) for window in together):
        return False
    for window in together:
        window.count(now)
    return True
