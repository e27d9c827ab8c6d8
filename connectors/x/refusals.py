"""Which of our errors an answer of X means: by status, then the problem's `type`, then its `detail`.

v2 names no error numbers; the older `{"errors": [{"code", "message"}]}` form still appears. Problem types come with
the hosts api.x.com and api.twitter.com, so only their last path segment counts. The texts compared here are X's own
(docs.x.com: response codes and errors; reply restrictions of 2026-02-23); none of them is repeated in our messages.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from connectors._http import Answer, seconds_until_epoch, server_fault, wait_asked_for
from monitor.domain.errors import (
    AccountBlocked,
    AccountLocked,
    AsideError,
    AuthExpired,
    BadPayload,
    Gone,
    OutcomeUnknown,
    PermissionMissing,
    RateLimited,
    Rejected,
)

_QUARTER = 900.0  # X counts in windows of 15 minutes; used only where it does not say when to come back
_SHORTEST_WAIT = 5.0
_REJECTIONS = (  # (words in X's text, rule, what we say)
    ("reply to this conversation is not allowed", "not_summoned", "X lets us answer only who named or quoted us"),
    ("reply_restricted", "not_summoned", "X lets us answer only who named or quoted us"),
    ("permission to dm", "messages_closed", "this person does not accept messages from us"),
    ("operation is not permitted", "messages_closed", "this person does not accept messages from us"),
    ("cannot message this user", "messages_closed", "this person does not accept messages from us"),
    ("max character limit", "too_long", "the text is longer than X allows"),
    ("too long", "too_long", "the text is longer than X allows"),
    ("cashtag", "too_many_cashtags", "X allows one cashtag per post"),
    ("blocked", "blocked", "this person has blocked us"),
    ("looks like", "looks_automated", "X takes this for an automated post"),
)
_RULE_OF_CODE = {150: "messages_closed", 186: "too_long", 349: "messages_closed", 354: "too_long", 433: "not_summoned"}
_PERMISSION_TYPES = {"client-forbidden", "unsupported-authentication", "oauth1-permissions", "client-not-enrolled"}
_OUR_ACCOUNT_STOPPED = re.compile(r"\byour account\b.*\b(?:suspended|locked)\b")
_GONE_WORDS = ("deleted or not visible", "not visible to you", "does not exist", "user has been suspended")


@dataclass(frozen=True, slots=True)
class Problem:
    """What an error body says, in one form: last segment of its type, its words in lower case, numeric codes."""

    kind: str
    words: str
    codes: frozenset[int]
    period: str

    @classmethod
    def of(cls, answer: Answer) -> "Problem":
        """Read any error body, HTML and plain text included; never raises."""
        try:
            body = answer.json()
        except BadPayload:
            body = None
        flat = body if isinstance(body, dict) else {}
        nested = flat.get("errors")
        parts = [flat, *(part for part in nested if isinstance(part, dict))] if isinstance(nested, list) else [flat]
        return cls(
            kind=next((kind for part in parts if (kind := _kind(part))), ""),
            words=" | ".join(
                str(part.get(key, "")) for part in parts for key in ("title", "detail", "message")
            ).lower(),
            codes=frozenset(code for part in parts if isinstance(code := part.get("code"), int)),
            period=str(flat.get("period", "")).lower(),
        )


def _kind(part: Mapping[str, Any]) -> str:
    kind = str(part.get("type") or part.get("reason") or "").rstrip("/").rsplit("/", 1)[-1]
    return kind if re.fullmatch(r"[a-z0-9-]{1,60}", kind) else ""  # about:blank, or nothing we know


def refusal(answer: Answer, *, write: bool, repeated: bool = False, now: datetime) -> AsideError:
    """Name the consequence of an answer that is not 2xx.

    `write`: it answers a call that was to publish something. `repeated`: that very call was tried before and looked
    up in vain, so that a refusal as duplicate is about another text of ours.
    """
    problem = Problem.of(answer)
    match answer.status:
        case 401:
            return AuthExpired("X does not accept the token (HTTP 401)")
        case 402 | 429:
            return _limited(answer, problem, now=now)
        case 403:
            return _forbidden(problem, write=write, repeated=repeated)
        case 404:
            return _not_found(write=write)
        case status if status < 400 or status >= 500:
            return server_fault(answer, "x", may_have_effect=write, now=now)
    return _rejected(problem, answer.status)


def _forbidden(problem: Problem, *, write: bool, repeated: bool) -> AsideError:
    if problem.codes & {64, 326} or _OUR_ACCOUNT_STOPPED.search(problem.words):
        return AccountLocked("X has locked or suspended the account (HTTP 403)")
    if not write or problem.kind in _PERMISSION_TYPES:
        return PermissionMissing("the app or its token may not do this at X (HTTP 403)")
    if problem.codes & {151, 187} or "duplicate" in problem.words:
        return _duplicate(repeated=repeated)
    if any(words in problem.words for words in _GONE_WORDS):
        return Gone("the post is no longer there")
    return _rejected(problem, 403)


def _rejected(problem: Problem, status: int) -> Rejected:
    for words, rule, text in _REJECTIONS:
        if words in problem.words:
            return Rejected(text, rule=rule)
    rules = (_RULE_OF_CODE[code] for code in sorted(problem.codes & _RULE_OF_CODE.keys()))
    rule = next(rules, "forbidden" if status == 403 else problem.kind or "invalid_request")
    return Rejected(f"X refused the request (HTTP {status})", rule=rule)


def _duplicate(*, repeated: bool) -> AsideError:
    if repeated:
        return Rejected("X has had these words from us already: change the text", rule="duplicate")
    return OutcomeUnknown("X says it has this text already: perhaps an earlier attempt arrived")


def _not_found(*, write: bool) -> AsideError:
    if write:
        return Gone("the post or person is no longer there")
    missing = PermissionMissing("X does not know this account, or may not show it to us (HTTP 404)")
    missing.next_step = "check the account's remote_id and networks.x.base_url"
    return missing


def _must_pay(text: str) -> AccountBlocked:
    stopped = AccountBlocked(text)
    stopped.next_step = "add credits or raise the limit in X's developer console; nothing is read or sent until then"
    return stopped


def _limited(answer: Answer, problem: Problem, *, now: datetime) -> AsideError:
    if answer.status == 402:
        return _must_pay("X stopped the app: its credits are used up (HTTP 402)")
    if problem.kind == "usage-capped" or "usagecapexceeded" in problem.words:
        if problem.period != "daily":
            return _must_pay("X stopped the app: its monthly cap is reached (HTTP 429)")
        return RateLimited("X's cap for today is reached", until=_next_day(now))
    return RateLimited("X asks us to wait (HTTP 429)", until=now + timedelta(seconds=_wait(answer, now=now)))


def _wait(answer: Answer, *, now: datetime) -> float:
    """Seconds to wait: until the last of the windows that are used up; daily caps have headers of their own."""
    waits = [
        wait
        for family in ("x-rate-limit", "x-user-limit-24hour", "x-app-limit-24hour")
        if answer.headers.get(f"{family}-remaining") == "0"
        and (wait := seconds_until_epoch(answer.headers, f"{family}-reset", now=now)) is not None
    ]
    if not waits:
        waits = [
            wait_asked_for(answer.headers, now=now)
            or seconds_until_epoch(answer.headers, "x-rate-limit-reset", now=now)
            or _QUARTER
        ]
    return max(_SHORTEST_WAIT, *waits)


def _next_day(now: datetime) -> datetime:
    return datetime.combine(now.date() + timedelta(days=1), time(), tzinfo=now.tzinfo)
