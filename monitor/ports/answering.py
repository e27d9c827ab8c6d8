"""The store's doors for who is writing an answer, and for the times our answers promised."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from monitor.domain.promises import Promise, PromiseState, Record


@dataclass(frozen=True, slots=True)
class Writing:
    """Who holds the pen of a case, since when, and until when unless they go on."""

    case_id: int
    agent: str
    since: datetime
    until: datetime


class Writers(Protocol):
    """One soft lease a case: it lapses by itself, and nothing waits for it."""

    async def take(self, case_id: int, agent: str, *, now: datetime, until: datetime) -> Writing:
        """Take the pen, or go on holding it; returns who holds it now, which may be somebody else."""
        ...

    async def release(self, case_id: int, agent: str) -> None:
        """Lay the pen down, if it is this agent's."""
        ...

    async def of(self, case_id: int, *, now: datetime) -> Writing | None:
        """Who holds it, None when nobody does."""
        ...


class Promises(Protocol):
    """Times we named in delivered answers."""

    async def add(self, promise: Promise) -> Promise:
        """Insert; returns it with its id."""
        ...

    async def get(self, promise_id: int) -> Promise | None:
        """One promise."""
        ...

    async def of_case(self, case_id: int) -> list[Promise]:
        """A case's promises, newest first."""
        ...

    async def answered(self, case_id: int, *, at: datetime, beside: Collection[int] = ()) -> list[Promise]:
        """Settle as kept what was open and not yet due when our text arrived `at`; returns those promises.

        Not what the same answer promised: the outbox entries `beside`, or anything made moments before.
        """
        ...

    async def lapse(self, *, now: datetime) -> list[Promise]:
        """Settle as broken what is open and past due; returns those promises."""
        ...

    async def alarm(self, *, now: datetime, before: datetime) -> list[Promise]:
        """Mark as alarmed, once each, what is open and falls due before that moment; returns those promises."""
        ...

    async def settle(
        self, promise: Promise, to: PromiseState, *, now: datetime, by: str, reason: str | None = None
    ) -> Promise:
        """Move along the table, if the stored state is still `promise.state`; `reason` is one of `REASONS`.

        Raises Conflict otherwise, or when the table forbids it.
        """
        ...

    async def of_brand(
        self, brand: str | None, *, states: Collection[PromiseState], limit: int = 200
    ) -> Sequence[Promise]:
        """Promises of one brand or of all, soonest due first among the open, else the latest first."""
        ...

    async def records(self) -> list[Record]:
        """Counts by brand and state."""
        ...
