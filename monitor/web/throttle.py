"""Slows down whoever guesses passwords: by name, in this process, without ever locking a person out for long."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

FREE_TRIES = 5
"""Wrong passwords in a row that cost nothing: people mistype."""
LONGEST_PAUSE = timedelta(seconds=60)
"""Between further tries. At most 1,440 guesses a day and name, while the owner never waits longer than this."""
FORGOTTEN_AFTER = timedelta(hours=1)
MOST_NAMES = 10_000
"""Names remembered; beyond that the one tried longest ago is forgotten, so that invented names fill no memory."""
AT_ONCE = 2
"""Passwords checked side by side: each takes 64 MB of memory (Argon2), which a flood of log-ins must not multiply."""


@dataclass(slots=True)
class _Tries:
    last: datetime
    count: int = 0


@dataclass(slots=True)
class Throttle:
    """Counts tries by name. With several web processes each counts for itself."""

    _tries: OrderedDict[str, _Tries] = field(default_factory=OrderedDict)
    gate: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    def attempt(self, name: str, now: datetime) -> datetime | None:
        """Count a try, before its password is checked; or answer until when this name has to wait.

        Counting first means that a thousand tries at once are no way around the pause.
        """
        tries = self._tries.setdefault(name, _Tries(last=now))
        tries.last = min(tries.last, now)  # a clock that was put back must not lengthen a pause
        if now - tries.last > FORGOTTEN_AFTER:
            tries.count = 0
        until = tries.last + _pause(tries.count)
        if until > now:
            return until
        tries.count, tries.last = tries.count + 1, now
        self._tries.move_to_end(name)
        if len(self._tries) > MOST_NAMES:
            self._tries.popitem(last=False)
        return None

    def passed(self, name: str) -> None:
        """Forget the tries of somebody who knew the password."""
        self._tries.pop(name, None)


def _pause(count: int) -> timedelta:
    """Nothing for the free tries, then 2, 4, 8 … seconds."""
    extra = count - FREE_TRIES
    return min(LONGEST_PAUSE, timedelta(seconds=2 ** min(extra + 1, 10))) if extra >= 0 else timedelta()
