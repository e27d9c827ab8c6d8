"""What went wrong at Laiptinė as Aside's errors, by the word of the answer, never by its sentence."""

from datetime import datetime, timedelta
from typing import Any

from connectors._http import Answer, server_fault
from monitor.domain.errors import (
    AsideError,
    AuthExpired,
    BadPayload,
    Gone,
    OutcomeUnknown,
    PermissionMissing,
    RateLimited,
    Rejected,
)

_FAILING = 500
_REFUSALS = {
    "too_long": "the text is longer than Laiptinė allows",
    "letters_closed": "this member takes no letters from us",
    "same_words": "the same words stand there already",
}


def read(answer: Answer, *, now: datetime, writing: bool) -> dict[str, Any]:
    """Return the body of a good answer.

    Raises OutcomeUnknown or Retryable (5xx), RateLimited, AuthExpired, PermissionMissing, Gone, Rejected, BadPayload.
    """
    if answer.status >= _FAILING or 300 <= answer.status < 400:
        raise server_fault(answer, "laiptine", may_have_effect=writing, now=now)
    try:
        body = answer.json_object()
    except BadPayload:
        if writing and answer.ok:
            raise OutcomeUnknown("Laiptinė took a text with an answer that cannot be read") from None
        raise
    if answer.ok:
        return body
    raise _trouble(body, now)


def _trouble(body: dict[str, Any], now: datetime) -> AsideError:
    word, wait = body.get("trouble"), body.get("wait")
    if word == "too_many":
        seconds = wait if isinstance(wait, int | float) and 0 < wait < 86_400 else 60
        return RateLimited("Laiptinė asks us to wait", until=now + timedelta(seconds=seconds))
    if word == "key_dead":
        return AuthExpired("Laiptinė no longer accepts the account's key")
    if word == "no_right":
        return PermissionMissing("the account's key lacks a right at Laiptinė")
    if word == "not_there":
        return Gone("it is no longer there")
    if isinstance(word, str) and word in _REFUSALS:
        return Rejected(_REFUSALS[word], rule=word)
    return BadPayload("Laiptinė refuses with a word this version does not know")
