"""A route of the API as a value: what it is called by, takes, gives and means."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Route:
    """`takes` and `gives` are msgspec types, `query` names query parameters with their meaning.

    `open` needs no log-in.
    """

    method: str
    path: str
    handler: Handler
    summary: str
    gives: Any
    takes: Any = None
    query: tuple[tuple[str, str], ...] = ()
    open: bool = False
