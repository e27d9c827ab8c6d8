"""From an Answer to a payload, or to the error it means."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from connectors._http import Answer, seconds_until_epoch
from connectors.x.refusals import Problem, refusal
from monitor.domain.errors import BadPayload, OutcomeUnknown, PermissionMissing, Rejected

Payload = Mapping[str, Any]


class StaleToken(Exception):
    """X does not know the page token any more: the run must begin again from its start."""


def read(answer: Answer, *, now: datetime, paging: bool = False) -> Payload:
    """Give the payload of a reading call.

    Raises RateLimited, Retryable, AuthExpired, PermissionMissing, BadPayload; StaleToken when `paging` and X refuses
    the request for its page token.
    """
    if not answer.ok:
        if paging and answer.status == 400 and "token" in Problem.of(answer).words:
            raise StaleToken
        error = refusal(answer, write=False, now=now)
        # a request X calls invalid will not become valid by itself: it is ours, and a person must look
        raise _unfit(answer) if isinstance(error, Rejected) else error
    payload = answer.json_object()
    if "data" not in payload and "meta" not in payload and payload.get("errors"):
        raise PermissionMissing("X answers nothing but errors for this account: it may be suspended or protected")
    return payload


def read_receipt(answer: Answer, *, repeated: bool, now: datetime) -> Payload:
    """Give `data` of a write.

    Raises RateLimited, Retryable, AuthExpired, PermissionMissing, Rejected, Gone; OutcomeUnknown when X failed, or
    accepted without saying what it made.
    """
    if not answer.ok:
        raise refusal(answer, write=True, repeated=repeated, now=now)
    try:
        data = answer.json_object().get("data")
    except BadPayload:
        data = None
    if not isinstance(data, dict):
        raise OutcomeUnknown("X accepted a write without saying what it made")
    return data


def next_token(payload: Payload) -> str:
    """Token of the next page, "" on the last."""
    meta = payload.get("meta")
    token = meta.get("next_token") if isinstance(meta, dict) else None
    return token if isinstance(token, str) else ""


def pause(answer: Answer, *, now: datetime) -> float | None:
    """Seconds to leave between calls so that what the window still allows lasts until its end; None = not told."""
    try:
        left = int(answer.headers["x-rate-limit-remaining"])
    except (KeyError, ValueError):
        return None
    window = seconds_until_epoch(answer.headers, "x-rate-limit-reset", now=now)
    return None if window is None else window / max(1, left)


def _unfit(answer: Answer) -> BadPayload:
    return BadPayload(f"X calls the request invalid (HTTP {answer.status}); check networks.x.fields, keywords")
