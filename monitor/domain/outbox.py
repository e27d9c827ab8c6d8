"""Outbox entries: exactly one remote call each; their states are a table.

    waiting ──► queued ──► sending ──► delivered
       │          ▲ │         ├──────► refused
       ▼          │ ▼         ├──────► queued      (retry at `not_before`: nothing took effect)
    cancelled   cancelled     ├──────► cancelled   (held back before the call: the customer wrote, or a reply left)
                              └──────► unknown ──► delivered | queued   (after a look on the network)

`waiting` holds an entry back until `after_id` was delivered (private first, public second). A crash while `sending`
leaves the entry in `sending` with a lapsed lease: it becomes `unknown`, never `queued`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.domain.errors import Conflict
from monitor.domain.moves import MoveKind


class OutboxState(StrEnum):
    """Where an entry stands."""

    WAITING = "waiting"
    QUEUED = "queued"
    SENDING = "sending"
    DELIVERED = "delivered"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"


OUTBOX_TRANSITIONS: dict[OutboxState, frozenset[OutboxState]] = {
    OutboxState.WAITING: frozenset({OutboxState.QUEUED, OutboxState.CANCELLED}),
    OutboxState.QUEUED: frozenset({OutboxState.SENDING, OutboxState.REFUSED, OutboxState.CANCELLED}),
    OutboxState.SENDING: frozenset(
        {
            OutboxState.DELIVERED,
            OutboxState.REFUSED,
            OutboxState.QUEUED,
            OutboxState.CANCELLED,
            OutboxState.UNKNOWN,
        }
    ),
    OutboxState.UNKNOWN: frozenset({OutboxState.DELIVERED, OutboxState.QUEUED, OutboxState.REFUSED}),
    OutboxState.DELIVERED: frozenset(),
    OutboxState.REFUSED: frozenset(),
    OutboxState.CANCELLED: frozenset(),
}


def checked(state: OutboxState, to: OutboxState) -> OutboxState:
    """Return `to` if the table allows it.

    Raises Conflict when the move is not in the table.
    """
    if to not in OUTBOX_TRANSITIONS[state]:
        raise Conflict(f"an outbox entry cannot go from {state} to {to}")
    return to


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteCall:
    """Everything a publisher needs to make one call, and to find its effect afterwards.

    `key` is unique for ever; `attempted_at` is when the first attempt began (set when looking up an unknown outcome).
    """

    key: str
    move: MoveKind
    text: str
    mention_id: str  # remote id of the post, comment or message answered
    conversation_id: str
    author_id: str
    human_agent: bool = False
    attempted_at: datetime | None = None

    @property
    def whole(self) -> str:
        """Key of the text this is a part of, or is."""
        return self.key.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the network says it made: the remote id of the new post or message ("" for a hide).

    `parent_id` is what it stands beneath, where that is not what was answered: some networks know two levels only.
    `with_replies`: what was removed took everything beneath it along.
    """

    remote_id: str
    conversation_id: str | None = None
    parent_id: str | None = None
    with_replies: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxEntry:
    """One remote call, from approval to its outcome."""

    id: int = 0
    case_id: int
    draft_id: int | None
    account: str
    call: RemoteCall
    state: OutboxState
    after_id: int | None = None
    not_before: datetime
    attempts: int = 0
    lease_epoch: int = 0
    remote_id: str | None = None
    reason: str = ""
    text_hash: str


def leading_to(entry: OutboxEntry, entries: Sequence[OutboxEntry]) -> tuple[OutboxEntry, ...]:
    """The entry and everything it waited for, one behind another."""
    before = next((each for each in entries if each.id == entry.after_id), None)
    return (entry, *(leading_to(before, entries) if before else ()))


def following(entry: OutboxEntry, entries: Sequence[OutboxEntry]) -> tuple[OutboxEntry, ...]:
    """Everything that waits, or waited, for the entry, itself first."""
    after = [each for each in entries if each.after_id == entry.id]
    return (entry, *(found for each in after for found in following(each, entries)))


def rest_of(entry: OutboxEntry, entries: Sequence[OutboxEntry]) -> str | None:
    """What has not reached its reader of a text that went out in parts; None when it did not begin to.

    Parts of one approval share its key up to their number.
    """
    parts = [each for each in entries if each.draft_id == entry.draft_id and each.call.whole == entry.call.whole]
    if entry.draft_id is None or not any(each.state is OutboxState.DELIVERED for each in parts):
        return None
    return "\n\n".join(each.call.text for each in parts if each.state is not OutboxState.DELIVERED)
