"""From approved drafts to outbox entries, and from the end of a call to its state; pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.domain.drafts import Draft, text_hash
from monitor.domain.errors import (
    AuthExpired,
    Gone,
    Misconfigured,
    PermissionMissing,
    RateLimited,
    Rejected,
    Retryable,
)
from monitor.domain.mentions import Direction, MentionKind, StoredMention, Visibility
from monitor.domain.moves import MoveKind
from monitor.domain.outbox import OutboxEntry, OutboxState, RemoteCall

REPAIR_PAUSE = timedelta(minutes=5)
"""How long an entry rests while a person repairs the account it needs."""
LOOK_PAUSE = timedelta(seconds=3)
"""Networks show a new post to its reader a moment after they made it: look up only then."""
LOOK_AGAIN = timedelta(seconds=30)
"""Pause between looks at a network that cannot tell now and does not say until when."""
REPEAT_PAUSE = timedelta(seconds=30)
HELD_BACK = frozenset({"customer_wrote", "already_answered"})
"""Rules of ours that stop an entry at the moment of sending without any fault in it: the draft goes back to people."""


def target_of(move: MoveKind, about: StoredMention, mentions: Sequence[StoredMention]) -> StoredMention:
    """The mention a move addresses: a message goes to the private conversation where there is one."""
    private = [
        stored
        for stored in mentions
        if stored.mention.kind is MentionKind.MESSAGE and stored.mention.direction is Direction.INBOUND
    ]
    return private[-1] if move is MoveKind.MESSAGE and private else about


def entry_of(
    draft: Draft,
    target: StoredMention,
    *,
    human_agent: bool,
    not_before: datetime,
    text: str | None = None,
    part: int = 1,
) -> OutboxEntry:
    """The one remote call that sends this draft, or one part of it; its key lives and dies with the draft's version."""
    mention, text = target.mention, draft.text if text is None else text
    call = RemoteCall(
        key=f"draft-{draft.id}-{draft.version}" + (f".{part}" if part > 1 else ""),
        move=draft.move,
        text=text,
        mention_id=mention.remote_id,
        conversation_id=mention.conversation_id,
        author_id=mention.author.remote_id,
        human_agent=human_agent,
    )
    return OutboxEntry(
        case_id=draft.case_id,
        draft_id=draft.id,
        account=mention.account,
        call=call,
        state=OutboxState.QUEUED,
        not_before=not_before,
        text_hash=text_hash(text),
    )


def continued(call: RemoteCall, before: OutboxEntry | None) -> RemoteCall:
    """A public part answers our own part before it, so that readers find them in one thread."""
    if before is None or before.call.whole != call.whole or not before.remote_id:
        return call
    return call if call.move.visibility is Visibility.PRIVATE else replace(call, mention_id=before.remote_id)


def act_of(case_id: int, target: StoredMention, move: MoveKind, *, nth: int, not_before: datetime) -> OutboxEntry:
    """The one remote call of an act without words, the `nth` of its kind on this text."""
    mention = target.mention
    call = RemoteCall(
        key=f"act-{target.id}-{move.value}-{nth}",
        move=move,
        text="",
        mention_id=mention.remote_id,
        conversation_id=mention.conversation_id,
        author_id=mention.author.remote_id,
    )
    return OutboxEntry(
        case_id=case_id,
        draft_id=None,
        account=mention.account,
        call=call,
        state=OutboxState.QUEUED,
        not_before=not_before,
        text_hash=text_hash(""),
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where an entry goes after a call; not `attempted`: nothing was tried yet, so no attempt is used up."""

    to: OutboxState
    reason: str = ""
    not_before: datetime | None = None
    attempted: bool = True


def outcome_of(  # noqa: PLR0911 - one return per consequence reads as the table it is
    error: BaseException, entry: OutboxEntry, *, now: datetime, max_attempts: int
) -> Outcome:
    """Judge a failed call: certain refusals end it, certain non-events are tried again, all else is unknown.

    A network that asks to wait, or an account that a person must repair first, has not failed an attempt.
    """
    match error:
        case Rejected(rule=rule) if rule in HELD_BACK:
            return Outcome(OutboxState.CANCELLED, str(error))
        case Rejected(rule=rule):
            return Outcome(OutboxState.REFUSED, f"{rule}: {error}")
        case Gone():
            return Outcome(OutboxState.REFUSED, f"gone: {error}")
        case RateLimited(until=until):
            return Outcome(OutboxState.QUEUED, str(error), until, attempted=False)
        case AuthExpired() | PermissionMissing() | Misconfigured():
            return Outcome(OutboxState.QUEUED, f"{error}; {error.next_step}", now + REPAIR_PAUSE, attempted=False)
        case Retryable(after=after) if entry.attempts < max_attempts:
            return Outcome(OutboxState.QUEUED, str(error), now + after * entry.attempts)
        case Retryable():
            return Outcome(OutboxState.REFUSED, f"given up after {entry.attempts} attempts: {error}")
        case _:
            return Outcome(OutboxState.UNKNOWN, f"{type(error).__name__}: looking on the network", now + LOOK_PAUSE)


def repeated(entry: OutboxEntry, *, now: datetime, max_attempts: int) -> Outcome | None:
    """Repeat a call of unknown outcome without a look, where that can do no harm and attempts are left; else None.

    A second hide finds the text hidden and changes nothing, while a look costs as much and is not to be had
    everywhere: X tells in nothing that is read whether a reply is hidden.
    """
    if not entry.call.move.repeatable or entry.attempts >= max_attempts:
        return None
    return Outcome(OutboxState.QUEUED, "perhaps done: doing it again", now + REPEAT_PAUSE * entry.attempts)


def looked_up(entry: OutboxEntry, *, found: bool, max_attempts: int) -> Outcome:
    """Judge what a look on the network found of a call whose outcome was unknown."""
    if found:
        return Outcome(OutboxState.DELIVERED)
    if entry.attempts >= max_attempts:
        return Outcome(OutboxState.REFUSED, f"given up after {entry.attempts} attempts")
    return Outcome(OutboxState.QUEUED, "not on the network: sending again")


def look_again(error: BaseException, *, now: datetime) -> datetime:
    """When to look again for an outcome that a network, or our own pacing, would not tell now."""
    match error:
        case RateLimited(until=until):
            return max(until, now + LOOK_PAUSE)
        case Retryable(after=after):
            return now + max(after, LOOK_PAUSE)
        case AuthExpired() | PermissionMissing() | Misconfigured():
            return now + REPAIR_PAUSE
    return now + LOOK_AGAIN
