"""Promises: times we named in an answer by which we will do something; their states are a table.

    open ──► kept | broken | moved | withdrawn        broken ──► kept        kept ──► broken

Kept: our next text in the case reached the customer in time, or a person says so. Broken: the time passed without.
Moved: another time was put in its place, so it was not kept as it was given; the new one is a promise of its own.
A person may correct both, because work is also done by telephone, and a text is not always what was promised.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from monitor.domain.errors import Conflict

REASONS: Final = ("others", "too_early", "forgotten", "customer", "other")
"""Why a promise was broken or moved: we waited for others, promised too much, forgot, waited for the customer."""
TOGETHER = timedelta(minutes=2)
"""Texts that reach the customer within this time of a promise belong to the same answer and keep nothing."""


class PromiseState(StrEnum):
    """Where a promise stands."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    MOVED = "moved"
    WITHDRAWN = "withdrawn"


PROMISE_TRANSITIONS: dict[PromiseState, frozenset[PromiseState]] = {
    PromiseState.OPEN: frozenset(PromiseState) - {PromiseState.OPEN},
    PromiseState.BROKEN: frozenset({PromiseState.KEPT}),
    PromiseState.KEPT: frozenset({PromiseState.BROKEN}),
    PromiseState.MOVED: frozenset(),
    PromiseState.WITHDRAWN: frozenset(),
}


def settled(state: PromiseState, to: PromiseState) -> PromiseState:
    """Return `to` if the table allows it.

    Raises Conflict when the move is not in the table.
    """
    if to not in PROMISE_TRANSITIONS[state]:
        raise Conflict(f"a promise cannot go from {state} to {to}")
    return to


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """Words of one delivered text (code-point offsets) that name a time. `settled_by`: a user, "" = Aside itself."""

    id: int = 0
    case_id: int
    entry_id: int
    brand: str
    start: int
    end: int
    made_at: datetime
    due_at: datetime
    state: PromiseState = PromiseState.OPEN
    settled_at: datetime | None = None
    settled_by: str = ""
    alarmed_at: datetime | None = None
    reason: str | None = None  # one of `REASONS`, where a person said why it was broken or moved


@dataclass(frozen=True, slots=True)
class Record:
    """How a brand keeps its word."""

    brand: str
    open: int
    kept: int
    moved: int
    broken: int
    withdrawn: int

    @property
    def rate(self) -> float | None:
        """Kept as first given, among all that came due or were moved; None when none did.

        kept / (kept + moved + broken): a promise cannot leave the rate by being put off. Open and withdrawn stay out.
        """
        due = self.kept + self.moved + self.broken
        return self.kept / due if due else None


def new_promises(found: Iterable[Promise], known: Iterable[Promise]) -> list[Promise]:
    """Leave out what the same answer promises twice: private message and public note name one day."""
    kept: list[Promise] = []
    earlier = list(known)
    for promise in found:
        if not any(_same(promise, other) for other in (*earlier, *kept)):
            kept.append(promise)
    return kept


def _same(one: Promise, other: Promise) -> bool:
    return other.state is PromiseState.OPEN and abs(one.due_at - other.due_at) <= TOGETHER
