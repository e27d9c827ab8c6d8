"""Once in a while, however often one is asked."""

from datetime import datetime, timedelta


class Rhythm:
    """Tells whether it is time again; a clock that was put back does not make it wait for the difference."""

    def __init__(self, every: timedelta) -> None:
        self._every = every
        self._last: datetime | None = None

    def beats(self, now: datetime) -> bool:
        """Whether `every` has passed since this was last True."""
        if self._last and self._last <= now < self._last + self._every:
            return False
        self._last = now
        return True
