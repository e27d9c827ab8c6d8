"""Priority as a value: points with the reasons that gave them, and the two times that follow from it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

_OF_THREATS: Final = frozenset({"urgency", "threat_floor", "waiting_threat"})
"""Codes of reasons whose detail is a threat."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why points were given: a stable code (text for screens is made from it) and a plain English word on it."""

    code: str
    points: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Priority:
    """`due_at` is when the answer is due; `rank_at` orders the inbox and never depends on the time of reading.

    A grave matter is ranked as if it had been due earlier by a head start, so it passes older, lighter ones that
    are overdue. All rows age alike, so the order by the stored `rank_at` stays right without being recomputed.
    """

    points: int
    reasons: tuple[Reason, ...]
    due_at: datetime
    rank_at: datetime

    @property
    def threats(self) -> tuple[str, ...]:
        """The threats its reasons name, each once."""
        named = (each.detail for each in self.reasons if each.code in _OF_THREATS and each.detail)
        return tuple(dict.fromkeys(named))
