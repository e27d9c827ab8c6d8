"""Priority as a value: points with the reasons that gave them, and the two times that follow from it."""

from dataclasses import dataclass
from datetime import datetime


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
    def threat(self) -> str | None:
        """The threat its reasons name, for a list; a case itself asks all that waits for an answer."""
        codes = {"urgency", "threat_floor"}
        return next((each.detail for each in self.reasons if each.code in codes and each.detail), None)
