"""Why an entry of the outbox waits or has ended stands on the case page, in the reader's language."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from monitor.domain.dispatch import looked_up, outcome_of, repeated
from monitor.domain.errors import Gone, OutcomeUnknown, Retryable
from monitor.domain.moves import MoveKind
from monitor.domain.outbox import OutboxEntry, OutboxState, RemoteCall
from monitor.services.deliver import NO_ACCOUNT
from monitor.web.words import sentence

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
MOST = 3
CALL = RemoteCall(key="k", move=MoveKind.HIDE, text="", mention_id="1", conversation_id="1", author_id="7")
ENTRY = OutboxEntry(
    case_id=1,
    draft_id=None,
    account="page",
    call=CALL,
    state=OutboxState.UNKNOWN,
    not_before=NOON,
    attempts=MOST,
    text_hash="",
)
X_SAYS = "X tells nowhere whether a reply is hidden; look in its app"


def reasons() -> list[str]:
    errors = (Gone("the post is no longer there"), Retryable("X may not show the newest yet"), OutcomeUnknown("cut"))
    again = repeated(replace(ENTRY, attempts=1), now=NOON, max_attempts=MOST)
    assert again is not None
    told = [outcome_of(error, ENTRY, now=NOON, max_attempts=MOST).reason for error in errors]
    looks = [looked_up(replace(ENTRY, attempts=made), found=False, max_attempts=MOST).reason for made in (1, MOST)]
    return [*told, *looks, again.reason, f"perhaps done: {X_SAYS}", f"unknown for good: {NO_ACCOUNT}"]


@pytest.mark.parametrize("language", ["lt", "pl"])
def test_every_reason_is_said_with_what_it_is_about(language):
    said = {english: sentence(language, english) for english in reasons()}
    assert [english for english, other in said.items() if english == other] == []
    assert sentence(language, X_SAYS) in said[f"perhaps done: {X_SAYS}"]
    assert not [other for other in said.values() if "perhaps" in other or "attempts" in other or "account" in other]
