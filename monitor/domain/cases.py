"""A case: one matter of one customer, joining public and private conversations; its states are a table."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.domain.errors import Conflict
from monitor.domain.priority import Priority


class CaseState(StrEnum):
    """Where a case stands."""

    OPEN = "open"  # waits for us
    ANSWERED = "answered"  # waits for the customer
    CLOSED = "closed"  # nothing more to do


TRANSITIONS: dict[CaseState, frozenset[CaseState]] = {
    CaseState.OPEN: frozenset({CaseState.ANSWERED, CaseState.CLOSED}),
    CaseState.ANSWERED: frozenset({CaseState.OPEN, CaseState.CLOSED}),
    CaseState.CLOSED: frozenset({CaseState.OPEN}),
}


def moved(state: CaseState, to: CaseState) -> CaseState:
    """Return `to` if the table allows it.

    Raises Conflict when the move is not in the table.
    """
    if to is not state and to not in TRANSITIONS[state]:
        raise Conflict(f"a case cannot go from {state} to {to}")
    return to


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One matter of one customer with one brand. `version` grows with every change (optimistic locking)."""

    id: int = 0
    brand: str
    account: str
    network: str
    author_key: str  # the author's remote id on the account, or the conversation where the author is withheld
    state: CaseState = CaseState.OPEN
    language: str = "und"
    needs_private: bool = False
    priority: Priority
    opened_at: datetime
    last_inbound_at: datetime
    last_inbound_id: int
    drafted_id: int = 0  # the mention that drafts were last made for
    assignee: str | None = None
    version: int = 1
