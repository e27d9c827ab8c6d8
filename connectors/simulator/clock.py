"""The simulator's own time, so that a test can live through a week in a millisecond."""

from datetime import UTC, datetime, timedelta

from aiohttp import web


class SimulatedClock:
    """Real time plus an offset; with `fixed` given, time stands still there and moves only by `shift`."""

    def __init__(self, fixed: datetime | None = None) -> None:
        self._fixed = fixed
        self._offset = timedelta()

    def now(self) -> datetime:
        """Tell the simulated moment, aware and in UTC."""
        return (self._fixed or datetime.now(UTC)) + self._offset

    def shift(self, delta: timedelta) -> None:
        """Move time forward, or back when `delta` is negative."""
        self._offset += delta


CLOCK = web.AppKey("CLOCK", SimulatedClock)
