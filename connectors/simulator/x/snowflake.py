"""Ids as X makes them: the upper bits are milliseconds since November 2010, so an id tells its time."""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(2010, 11, 4, 1, 42, 54, 657000, tzinfo=UTC)
SEQUENCE_BITS = 22


def first_id_at(moment: datetime) -> int:
    """Give the smallest id that can be made at `moment`."""
    return ((moment - EPOCH) // timedelta(milliseconds=1)) << SEQUENCE_BITS


class Snowflakes:
    """Hands out ids: with the clock standing still each is one above the last."""

    def __init__(self) -> None:
        self._issued: set[int] = set()

    def next(self, moment: datetime) -> str:
        """Make an id for something that happened at `moment`, which may lie in the past."""
        candidate = first_id_at(moment)
        while candidate in self._issued:
            candidate += 1
        self._issued.add(candidate)
        return str(candidate)
