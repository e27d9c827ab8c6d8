"""Assessing stored texts anew, after an upgrade of the analyser or of a brand's model; its states are a table."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum


class RescoringState(StrEnum):
    """Where it stands."""

    WAITING = "waiting"  # goes on whenever it is due
    FINISHED = "finished"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescoring:
    """One walk through all texts of customers, newest first; `before_id` is how far it has come.

    `seen` of `total` texts were looked at, `assessed` of them anew because an older version had judged them, and
    `moved` cases got another priority. Never more than `per_second` texts a second, so that polling is not starved.
    """

    id: int = 0
    state: RescoringState = RescoringState.WAITING
    asked_at: datetime
    asked_by: str
    per_second: int
    before_id: int
    total: int
    seen: int = 0
    assessed: int = 0
    moved: int = 0
    next_at: datetime
    finished_at: datetime | None = None
    lease_owner: str = ""
    lease_until: datetime | None = None


def advanced(job: Rescoring, *, last_id: int, seen: int, assessed: int, moved: int, now: datetime) -> Rescoring:
    """Return the job after a batch that ended at `last_id`, due again when the batch's share of time has passed."""
    return replace(
        job,
        before_id=last_id,
        seen=job.seen + seen,
        assessed=job.assessed + assessed,
        moved=job.moved + moved,
        next_at=now + timedelta(seconds=seen / job.per_second),
    )


def finished(job: Rescoring, now: datetime) -> Rescoring:
    """Return the job at its end."""
    return replace(job, state=RescoringState.FINISHED, finished_at=now)
