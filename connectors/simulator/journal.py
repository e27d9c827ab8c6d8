"""What was asked of the simulator, for tests that must prove how often a client called."""

from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from connectors.simulator.clock import CLOCK

KEPT = 10_000  # a demo runs for days: memory must not grow with it


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its outcome. Neither headers nor query are kept, so no token can be.

    `status` is 0 when the connection was cut without an answer.
    """

    method: str
    path: str
    status: int
    at: datetime


class Journal:
    """The last requests, oldest first."""

    def __init__(self) -> None:
        self._exchanges: deque[Exchange] = deque(maxlen=KEPT)

    def add(self, exchange: Exchange) -> None:
        """Write one down."""
        self._exchanges.append(exchange)

    def clear(self) -> None:
        """Forget everything: a new count begins."""
        self._exchanges.clear()

    def all(self) -> list[Exchange]:
        """List what was kept."""
        return list(self._exchanges)


JOURNAL = web.AppKey("JOURNAL", Journal)


@web.middleware
async def journal_middleware(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Write every request to a network down; those of the control API and the street are not a network's."""
    if request.path.startswith(("/control", "/street")):
        return await handler(request)
    status = 500
    try:
        response = await handler(request)
        cut = request.transport is None or request.transport.is_closing()
        status = 0 if cut else response.status
    except web.HTTPException as error:
        status = error.status
        raise
    else:
        return response
    finally:
        now = request.app[CLOCK].now()
        request.app[JOURNAL].add(Exchange(request.method, request.path, status, now))
