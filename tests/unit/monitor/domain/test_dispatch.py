"""When a doubtful call is repeated, and when a network is asked again."""

from datetime import UTC, datetime, timedelta

import pytest

from monitor.domain.dispatch import LOOK_AGAIN, LOOK_PAUSE, REPAIR_PAUSE, look_again, looked_up, outcome_of, repeated
from monitor.domain.errors import AuthExpired, Misconfigured, OutcomeUnknown, PermissionMissing, RateLimited, Retryable
from monitor.domain.moves import MoveKind
from monitor.domain.outbox import OutboxEntry, OutboxState, RemoteCall

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def entry(move: MoveKind, attempts: int) -> OutboxEntry:
    call = RemoteCall(key="k", move=move, text="", mention_id="1", conversation_id="1", author_id="7")
    return OutboxEntry(
        case_id=1,
        draft_id=None,
        account="page",
        call=call,
        state=OutboxState.UNKNOWN,
        not_before=NOON,
        attempts=attempts,
        text_hash="",
    )


@pytest.mark.parametrize("move", list(MoveKind))
def test_only_what_changes_nothing_the_second_time_is_repeated_unseen(move):
    again = repeated(entry(move, 2), now=NOON, max_attempts=3)
    assert (again is not None) is (move in {MoveKind.HIDE, MoveKind.UNHIDE})
    assert again is None or (again.to, again.not_before) == (OutboxState.QUEUED, NOON + MINUTE)


def test_after_the_last_attempt_the_network_is_asked():
    assert repeated(entry(MoveKind.HIDE, 3), now=NOON, max_attempts=3) is None


@pytest.mark.parametrize(
    ("error", "wait"),
    [
        (Retryable("later", after=5 * MINUTE), 5 * MINUTE),
        (Retryable("at once", after=timedelta(0)), LOOK_PAUSE),
        (RateLimited("wait", until=NOON + 9 * MINUTE), 9 * MINUTE),
        (RateLimited("past", until=NOON - MINUTE), LOOK_PAUSE),
        (AuthExpired("expired"), REPAIR_PAUSE),
        (PermissionMissing("not granted"), REPAIR_PAUSE),
        (RuntimeError("bug"), LOOK_AGAIN),
    ],
)
def test_the_next_look_is_when_the_error_says(error, wait):
    assert look_again(error, now=NOON) == NOON + wait


@pytest.mark.parametrize(
    ("error", "attempted"),
    [
        (RateLimited("wait", until=NOON), False),
        (AuthExpired("expired"), False),
        (PermissionMissing("not granted"), False),
        (Misconfigured("no key"), False),
        (Retryable("503"), True),
        (OutcomeUnknown("cut"), True),
        (RuntimeError("bug"), True),
    ],
)
def test_a_wait_is_no_attempt(error, attempted):
    assert outcome_of(error, entry(MoveKind.MESSAGE, 1), now=NOON, max_attempts=3).attempted is attempted


@pytest.mark.parametrize(
    ("found", "attempts", "to"),
    [(True, 3, OutboxState.DELIVERED), (False, 2, OutboxState.QUEUED), (False, 3, OutboxState.REFUSED)],
)
def test_a_look_on_the_network_settles_what_was_unknown(found, attempts, to):
    assert looked_up(entry(MoveKind.MESSAGE, attempts), found=found, max_attempts=3).to is to
