"""From an error to what a stream shows and when it is polled next; pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.domain.errors import (
    AsideError,
    AuthExpired,
    Misconfigured,
    PermissionMissing,
    RateLimited,
    Rejected,
    Retryable,
)
from monitor.domain.streams import StreamHealth

LONGEST_PAUSE = timedelta(minutes=15)
"""Between attempts on a failing stream, and between looks at whether a stopped one has been repaired."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """How a failed poll is shown, and when to try again."""

    health: StreamHealth
    reason: str
    next_step: str
    next_poll_at: datetime


def trouble_of(error: Exception, *, failures: int, now: datetime) -> Trouble:
    """Judge a failed poll; `failures` counts the failed polls in a row before this one.

    A reason is an error's own text, which never holds personal data; of an unexpected error only its class is shown.
    """
    pause = min(LONGEST_PAUSE, timedelta(seconds=5) * 2 ** min(failures, 8))
    match error:
        case RateLimited(until=until):
            return Trouble(StreamHealth.LIMITED, str(error), error.next_step, max(until, now + timedelta(seconds=1)))
        case AuthExpired() | PermissionMissing() | Misconfigured() | Rejected():
            return Trouble(StreamHealth.STOPPED, str(error), error.next_step, now + LONGEST_PAUSE)
        case Retryable(after=after):
            return Trouble(StreamHealth.FAILING, str(error), error.next_step, now + max(pause, after))
        case AsideError():
            return Trouble(StreamHealth.FAILING, str(error), error.next_step, now + pause)
        case _:
            reason = f"unexpected {type(error).__name__} while polling"
            return Trouble(StreamHealth.FAILING, reason, "report it with the log line of this time", now + pause)
