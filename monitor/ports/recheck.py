"""The door for looking again: whether public texts that are stored still stand on the network."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Scope:
    """What may be looked up again, and how eagerly.

    `streams`: whose public mentions. `batch`: how many at once. `a_day`: how many in a UTC day at most; 0 = none.
    """

    streams: tuple[str, ...]
    batch: int
    a_day: int


class Rechecker(Protocol):
    """Looks stored texts of one account up by their ids."""

    @property
    def scope(self) -> Scope:
        """What and how much."""
        ...

    async def gone(self, remote_ids: Sequence[str], *, now: datetime) -> frozenset[str]:
        """Tell which of these (at most one batch) the network says are no more; silence is no such word.

        Raises like `Source.fetch`.
        """
        ...


@runtime_checkable
class LooksAgain(Protocol):
    """A connector whose network can be asked again; the others tell of deletions by themselves, or never."""

    @property
    def rechecker(self) -> Rechecker:
        """Who asks."""
        ...
