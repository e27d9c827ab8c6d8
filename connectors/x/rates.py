"""What an answer's headers say of X's limits, by kind of call; nothing here is a limit itself.

`x-rate-limit-*` tells the window of 15 minutes of whoever calls; `x-user-limit-24hour-*` and `x-app-limit-24hour-*`
tell the daily caps, which the first does not know of (docs.x.com: rate limits).
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from connectors._http import Answer, seconds_until_epoch
from monitor.domain.pace import Rate

_ROUTES = (  # first match names the kind of call
    ("GET", r"/2/users/\d+/mentions", "mentions"),
    ("GET", r"/2/tweets/search/recent", "search"),
    ("GET", r"/2/tweets", "lookup"),
    ("GET", r"/2/dm_events", "dm_events"),
    ("GET", r"/2/dm_conversations/.+/dm_events", "dm_conversation"),
    ("GET", r"/2/users/me", "me"),
    ("GET", r"/2/users(/.+)?", "users"),
    ("POST", r"/2/tweets", "post"),
    ("GET|POST|PUT|DELETE", r"/2/(webhooks|activity/subscriptions)(/\d+)?", "subscriptions"),
    ("DELETE", r"/2/tweets/\d+", "delete"),
    ("PUT", r"/2/tweets/\d+/hidden", "hide"),
    ("POST", r"/2/dm_conversations/.+/messages", "message"),
)
_COVERS: Mapping[str, tuple[str, ...]] = {
    "mentions": ("mentions",),
    "search": ("search:*", "own", "look_up:public_reply", "look_up:invite"),
    "lookup": ("recheck", "look_up:delete_own"),
    "dm_events": ("messages",),
    "dm_conversation": ("look_up:message",),
    "post": ("send:public_reply", "send:invite"),
    "hide": ("send:hide", "send:unhide"),
    "delete": ("send:delete_own",),
    "message": ("send:message",),
}
_FAMILIES = (  # headers, what they add to the kind, whether all accounts of the app share it
    ("x-rate-limit", "", False),
    ("x-user-limit-24hour", ":day", False),
    ("x-app-limit-24hour", ":app-day", True),
)


_ROUNDING = 1.0
"""Seconds: the end of a window and the date of an answer are told as whole ones, cut."""


def kind_of(method: str, route: str) -> str:
    """Name the kind of call by its route; an unknown one is called after its method."""
    known = (kind for verbs, path, kind in _ROUTES if method in verbs.split("|") and re.fullmatch(path, route))
    return next(known, method.lower())


def rates_of(kind: str, answer: Answer, *, now: datetime) -> Iterator[Rate]:
    """Read every window the headers tell of; what cannot be read counts as silence."""
    for family, suffix, shared in _FAMILIES:
        left = _number(answer.headers.get(f"{family}-remaining"))
        seconds = seconds_until_epoch(answer.headers, f"{family}-reset", now=now)
        if left is None or seconds is None:
            continue
        yield Rate(
            kind=kind + suffix,
            covers=_COVERS.get(kind, ()),
            left=left,
            seconds=seconds + _ROUNDING,
            limit=_number(answer.headers.get(f"{family}-limit")) or 0,
            shared=shared,
        )


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else None
