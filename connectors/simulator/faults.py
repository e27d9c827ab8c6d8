"""Faults a test or a trainer orders: which request fails next, and how.

The rules are kept here for all networks; `serve_with_fault` plays them, and each network supplies its own
words for them (`FaultAnswers`), because a 429 of X and a 429 of the Graph API have nothing in common.
"""

import asyncio
import json
import random
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class FaultKind(StrEnum):
    """Ways a network fails."""

    RATE_LIMITED = "rate_limited"
    SERVER_ERROR_HTML = "server_error_html"
    DROP_BEFORE = "drop_before"
    DROP_AFTER = "drop_after"
    EXPIRED_TOKEN = "expired_token"  # noqa: S105 -- the name of a fault
    SLOW = "slow"
    USAGE_FULL = "usage_full"
    SERVER_ERROR_AFTER = "server_error_after"
    STALL_AFTER = "stall_after"
    MALFORMED = "malformed"
    UNKNOWN_FIELD = "unknown_field"
    MISSING_PERMISSION = "missing_permission"


@dataclass(frozen=True, slots=True)
class Fault:
    """One rule: requests it matches fail in this way. Raises ValueError for a rule that makes no sense.

    `network`, `method`: "*" matches all. `path`: regular expression, searched in the path without its query.
    `times`: how many requests it hits, None for all until cleared. `probability`: chance to hit a match.
    `delay`: seconds waited before anything else happens, with `stall_after` before the answer. `code`: which of the
    network's own error numbers to answer with, where one kind has several (Graph: 4, 17, 32 or 613 for
    `rate_limited`). `retry_after`: seconds until the end of the wait that `rate_limited` announces, where the network
    announces one.
    """

    kind: FaultKind
    network: str = "*"
    method: str = "*"
    path: str = ""
    times: int | None = 1
    probability: float = 1.0
    delay: float = 0.0
    code: int | None = None
    retry_after: float = 900.0

    def __post_init__(self) -> None:
        try:
            re.compile(self.path)
        except re.error as error:
            raise ValueError(f"the path of a fault must be a regular expression: {error}") from error
        if (self.times is not None and self.times < 1) or not 0 <= self.probability <= 1 or self.delay < 0:
            raise ValueError("a fault needs times >= 1 or null, 0 <= probability <= 1, delay >= 0")

    def matches(self, network: str, method: str, path: str) -> bool:
        """Tell whether the rule speaks of such a request."""
        return (
            self.network in ("*", network) and self.method in ("*", method) and re.search(self.path, path) is not None
        )


class Faults:
    """The rules in force, oldest first; each request meets at most one."""

    def __init__(self, seed: int = 0) -> None:
        self._rules: list[tuple[Fault, int | None]] = []
        self._chance = random.Random(seed)  # noqa: S311 -- chance of a rehearsal, not of a key

    def add(self, rule: Fault) -> None:
        """Put a rule in force behind those already there."""
        self._rules.append((rule, rule.times))

    def clear(self) -> None:
        """Drop every rule: the network is well again."""
        self._rules.clear()

    def pending(self) -> list[tuple[Fault, int | None]]:
        """List the rules in force, each with the hits it has left (None: without end)."""
        return list(self._rules)

    def next(self, network: str, method: str, path: str) -> Fault | None:
        """Give the fault this request meets, if any, and use up one of its times."""
        for index, (rule, left) in enumerate(self._rules):
            if not rule.matches(network, method, path) or self._chance.random() >= rule.probability:
                continue
            if left is not None:
                self._rules[index : index + 1] = [(rule, left - 1)] if left > 1 else []
            return rule
        return None


class FaultAnswers(Protocol):
    """How one network words the faults."""

    def rate_limited(self, request: web.Request, fault: Fault) -> web.Response:
        """Answer of a network that wants the caller to wait."""

    def expired_token(self, request: web.Request, fault: Fault) -> web.Response:
        """Answer to a token that no longer works."""

    def missing_permission(self, request: web.Request, fault: Fault) -> web.Response:
        """Answer to a token that may not do this."""

    def show_full_usage(self, response: web.StreamResponse) -> None:
        """Set the headers by which the network says that the next call will be refused."""


def _drop(request: web.Request) -> web.Response:
    """Cut the connection without a byte of an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()  # never reaches the caller: the connection is gone


def _html_error() -> web.Response:
    page = "<html><head><title>Error</title></head><body><h1>Internal Server Error</h1></body></html>"
    return web.Response(status=500, text=page, content_type="text/html")


def _json_of(response: web.StreamResponse) -> str | None:
    if isinstance(response, web.Response) and response.content_type.endswith("json"):
        return response.text
    return None


def _with_text(response: web.StreamResponse, text: str) -> web.Response:
    headers = {name: value for name, value in response.headers.items() if name != "Content-Length"}
    return web.Response(status=response.status, body=text.encode(), headers=headers)


def _widen(value: object) -> object:
    """Add to every object a field no client has ever heard of."""
    if isinstance(value, dict):
        return {**{key: _widen(item) for key, item in value.items()}, "field_of_tomorrow": {"level": 7}}
    if isinstance(value, list):
        return [_widen(item) for item in value]
    return value


def _spoil(kind: FaultKind, response: web.StreamResponse, answers: FaultAnswers) -> web.StreamResponse:
    text = _json_of(response)
    if kind is FaultKind.USAGE_FULL:
        answers.show_full_usage(response)
    elif text and kind is FaultKind.MALFORMED:
        return _with_text(response, text[: max(1, len(text) * 2 // 3)])
    elif text and kind is FaultKind.UNKNOWN_FIELD:
        return _with_text(response, json.dumps(_widen(json.loads(text))))
    return response


def _refusal(fault: Fault, request: web.Request, answers: FaultAnswers) -> web.Response | None:
    """Answer of the faults that come before anything takes effect."""
    match fault.kind:
        case FaultKind.DROP_BEFORE:
            return _drop(request)
        case FaultKind.SERVER_ERROR_HTML:
            return _html_error()
        case FaultKind.RATE_LIMITED:
            return answers.rate_limited(request, fault)
        case FaultKind.EXPIRED_TOKEN:
            return answers.expired_token(request, fault)
        case FaultKind.MISSING_PERMISSION:
            return answers.missing_permission(request, fault)
    return None


async def serve_with_fault(
    fault: Fault | None, request: web.Request, handler: Handler, answers: FaultAnswers
) -> web.StreamResponse:
    """Answer a request, failing as `fault` says; None means no fault.

    `drop_after`, `server_error_after` and `stall_after` run the handler first: the effect stands although the caller
    hears nothing, is told of trouble, or hears of it too late.
    """
    if fault is None:
        return await handler(request)
    stalls = fault.kind is FaultKind.STALL_AFTER
    await asyncio.sleep(0 if stalls else fault.delay)
    refusal = _refusal(fault, request, answers)
    if refusal is not None:
        return refusal
    response = await handler(request)
    await asyncio.sleep(fault.delay if stalls else 0)
    match fault.kind:
        case FaultKind.DROP_AFTER:
            return _drop(request)
        case FaultKind.SERVER_ERROR_AFTER:
            return _html_error()
    return _spoil(fault.kind, response, answers)


FAULTS = web.AppKey("FAULTS", Faults)
