"""What each error of the Graph API means for us, as a table of (code, subcode); never by its English text.

The same code means different things with different subcodes, and HTTP statuses mean little. Sources: Meta's
Messenger Platform error table (2026-06-25), the Graph API error guide, and refusals that other clients reported.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Any

from facebook import GraphAPIError

from connectors._graph.usage import LONGEST_PAUSE, read_usage
from monitor.domain.errors import (
    AccountBlocked,
    AsideError,
    AuthExpired,
    BadPayload,
    Gone,
    Misconfigured,
    OutcomeUnknown,
    PermissionMissing,
    RateLimited,
    Rejected,
    Retryable,
)


class GraphFailure(GraphAPIError):  # type: ignore[misc] # facebook-sdk has no types
    """One refused call: codes and headers, nothing of what Meta or anybody wrote.

    `code` is None where no Graph error came back; `what` then tells the kind of trouble.
    """

    def __init__(
        self,
        what: str,
        *,
        status: int,
        error: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        error = error or {}
        self.code = _whole(error.get("code"))
        self.subcode = _whole(error.get("error_subcode"))
        self.is_transient = error.get("is_transient") is True
        self.fbtrace_id = str(error.get("fbtrace_id", ""))[:40]
        self.status = status
        self.headers: Mapping[str, str] = headers or {}
        number = f" {self.code}" + (f"/{self.subcode}" if self.subcode is not None else "") if self.code else ""
        trace = f" (fbtrace_id {self.fbtrace_id})" if self.fbtrace_id else ""
        redacted = f"{what}{number}{trace}"
        super().__init__({"error": {"message": redacted, "code": self.code, "type": "GraphFailure"}})
        self.code = _whole(error.get("code"))


class Kind(Enum):
    """What the caller must do."""

    THROTTLED = auto()
    TROUBLE = auto()
    SENT_PERHAPS = auto()
    TOKEN = auto()
    PERMISSION = auto()
    BLOCKED = auto()
    REFUSED = auto()
    GONE = auto()
    SETTING = auto()


@dataclass(frozen=True, slots=True)
class Meaning:
    """One row of the table: what to do, in which words; `rule` names a refusal, `step` replaces the usual next step."""

    kind: Kind
    says: str
    rule: str = ""
    step: str = ""


_THROTTLED = Meaning(Kind.THROTTLED, "Meta asks us to slow down")
_TROUBLE = Meaning(Kind.TROUBLE, "Meta has trouble of its own")
_WINDOW = Meaning(Kind.REFUSED, "the time in which Meta lets us write to this person is over", "outside_window")
_UNREACHABLE = Meaning(Kind.REFUSED, "this person cannot receive messages from us", "person_unreachable")
_ANSWERED = Meaning(Kind.REFUSED, "this comment has already had its one private reply", "already_replied_privately")
_OTHER_APP = Meaning(
    Kind.REFUSED, "another app holds this conversation", "other_app_owns_thread", "answer in that app, or take it over"
)
_POLICY = Meaning(
    Kind.BLOCKED,
    "Meta has restricted this account for breaking a policy",
    step="read the notice in Meta's Page quality or account status, and appeal there; nothing is sent meanwhile",
)
_PERMISSION = Meaning(Kind.PERMISSION, "the token lacks a permission, or it lapsed after 90 days without use")
_GONE = Meaning(Kind.GONE, "it is no longer there, or this token may not see it")

MEANINGS: Mapping[tuple[int, int | None], Meaning] = {
    **dict.fromkeys(
        [(4, None), (17, None), (32, None), (613, None), (613, 2534040), (80001, None), (80002, None), (80006, None)],
        _THROTTLED,
    ),
    (341, None): _THROTTLED,
    (1, None): _TROUBLE,
    (2, None): _TROUBLE,
    (1, 1357046): Meaning(Kind.SENT_PERHAPS, "Meta reported a fault although the message may have gone out"),
    (102, None): Meaning(Kind.TOKEN, "the session of this token is over"),
    (190, None): Meaning(
        Kind.TOKEN,
        "Meta does not accept this token, or it lacks a permission",
        step="authorise the account again and leave every permission ticked; `aside check` names what is missing",
    ),
    (190, 458): Meaning(Kind.TOKEN, "the app was removed from the account"),
    (190, 459): Meaning(
        Kind.TOKEN, "Meta wants the person to confirm who they are", step="log in to Facebook, then authorise again"
    ),
    (190, 460): Meaning(Kind.TOKEN, "the password was changed"),
    (190, 463): Meaning(Kind.TOKEN, "the token has expired"),
    (190, 464): Meaning(Kind.TOKEN, "the person's Facebook account is not confirmed"),
    (190, 467): Meaning(Kind.TOKEN, "the token was made invalid, for example by logging out"),
    (190, 492): Meaning(
        Kind.TOKEN,
        "the person behind the token has lost their role on the Page",
        step="give the person their role on the Page back, or authorise as somebody who has one",
    ),
    (1705, None): Meaning(
        Kind.TOKEN, "the token acts as a person, not as the Page", step="put the Page's own token in the secret"
    ),
    (10, 2018278): _WINDOW,
    (10, 2534022): _WINDOW,
    (100, 2534022): _WINDOW,
    (10, 2018065): _WINDOW,
    (10, None): _PERMISSION,
    (3, None): _PERMISSION,
    (10, 2018108): _UNREACHABLE,
    (200, 1545041): _UNREACHABLE,
    (551, None): _UNREACHABLE,
    (10900, None): _ANSWERED,
    (100, 2534023): _ANSWERED,
    (100, 2534025): Meaning(Kind.REFUSED, "this comment cannot be answered privately", "comment_not_answerable"),
    (100, 2534014): Meaning(Kind.GONE, "Meta knows no such person"),
    (100, 2018001): Meaning(Kind.GONE, "Meta knows no such person"),
    (100, 33): _GONE,
    (803, None): _GONE,
    (9000001, None): Meaning(Kind.GONE, "the message was deleted, or is older than the newest 20"),
    (100, 2534001): Meaning(Kind.GONE, "the conversation was deleted or archived"),
    (100, 2534037): _OTHER_APP,
    (2018300, None): _OTHER_APP,
    (200, 2534041): Meaning(
        Kind.PERMISSION,
        "the owner switched off message access for apps in Instagram",
        step="switch on Instagram > Settings > Messages > Connected tools > Allow access to messages",
    ),
    (10, 1893063): _POLICY,
    (100, 2534029): _POLICY,
    (2022, None): _POLICY,
    (368, None): _POLICY,
    (12, None): Meaning(
        Kind.SETTING,
        "Meta has removed this part of the API",
        step="check the network's `version` setting, and update Aside",
    ),
    (100, None): Meaning(Kind.REFUSED, "Meta does not accept this request as it is", "invalid_request"),
    (2500, None): Meaning(Kind.REFUSED, "Meta does not accept this request as it is", "invalid_request"),
}
_PERMISSION_CODES = range(200, 300)
_PLAIN: Mapping[Kind, type[AsideError]] = {
    Kind.TOKEN: AuthExpired,
    Kind.PERMISSION: PermissionMissing,
    Kind.BLOCKED: AccountBlocked,
    Kind.GONE: Gone,
    Kind.SETTING: Misconfigured,
}


def meaning_of(failure: GraphFailure) -> Meaning | None:
    """Look up the row for a failure: code and subcode, then code alone, then families; None = not in the table."""
    if failure.code is None:
        return _THROTTLED if failure.status == 429 else None
    exact = MEANINGS.get((failure.code, failure.subcode)) or MEANINGS.get((failure.code, None))
    if exact or failure.code not in _PERMISSION_CODES:
        return exact or (_TROUBLE if failure.is_transient else None)
    return _PERMISSION


def consequence_of(failure: GraphFailure, *, now: datetime, writing: bool) -> AsideError:
    """Turn a failure into the error that names what to do; its text holds codes and our own words only."""
    meaning = meaning_of(failure)
    if meaning is None:
        return _unlisted(failure, writing=writing)
    text = f"{meaning.says}: {failure}"
    error = _error(meaning, text, failure, now=now, writing=writing)
    if meaning.step:
        error.next_step = meaning.step
    return error


@contextmanager
def consequences(*, now: datetime, writing: bool = False) -> Iterator[None]:
    """Let failures of the calls inside leave as errors that name what to do."""
    try:
        yield
    except GraphFailure as failure:
        raise consequence_of(failure, now=now, writing=writing) from failure


def regained_at(failure: GraphFailure, now: datetime) -> datetime:
    """Tell when the budget is back: as the headers say, else after the longest pause."""
    regain = read_usage(failure.headers).regain or timedelta(seconds=LONGEST_PAUSE / 3)
    return now + regain


def _error(meaning: Meaning, text: str, failure: GraphFailure, *, now: datetime, writing: bool) -> AsideError:
    if meaning.kind is Kind.THROTTLED:
        return RateLimited(text, until=regained_at(failure, now))
    if meaning.kind in (Kind.TROUBLE, Kind.SENT_PERHAPS):
        return OutcomeUnknown(text) if writing else Retryable(text)
    if meaning.kind is Kind.REFUSED:
        return Rejected(text, rule=meaning.rule)
    return _PLAIN[meaning.kind](text)


def _unlisted(failure: GraphFailure, *, writing: bool) -> AsideError:
    """Judge what the table does not know by whether something may have happened."""
    text = str(failure)
    if failure.code is not None and failure.status < 500:
        return Rejected(text, rule=f"graph_{failure.code}")
    if writing:
        return Retryable(text) if 400 <= failure.status < 500 else OutcomeUnknown(text)
    return BadPayload(text) if failure.status < 400 else Retryable(text)


def _whole(value: object) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 12 else None
