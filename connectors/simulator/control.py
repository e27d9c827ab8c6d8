"""The control API at /control: faults, clock, log; and the frame in which each network's own knobs stand.

It has no log-in: whoever can reach the simulator may rule it. Its errors are plain sentences for the person
who writes the test.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict, fields
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web

from connectors.simulator.clock import CLOCK
from connectors.simulator.faults import FAULTS, Fault, FaultKind
from connectors.simulator.journal import JOURNAL

Body = dict[str, Any]
Act = Callable[[web.Request], Awaitable[object]]


async def body_of(request: web.Request, *allowed: str) -> Body:
    """Read a JSON object. Raises ValueError when it is none, or has a key that is not allowed."""
    try:
        body = await request.json()
    except json.JSONDecodeError as error:
        raise ValueError("send a JSON object") from error
    if not isinstance(body, dict):
        raise ValueError("send a JSON object")  # noqa: TRY004 -- one kind of error for all a caller gets wrong
    if unknown := set(body) - set(allowed):
        raise ValueError(f"unknown key {min(unknown)}; known are {', '.join(allowed)}")
    return body


def moment_in(body: Body, name: str = "at") -> datetime | None:
    """Read an ISO 8601 time; without an offset it is UTC. Raises ValueError when it is none."""
    given = body.get(name)
    if given is None:
        return None
    moment = datetime.fromisoformat(str(given))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def controlled(act: Act) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Make a handler of an act: its result as JSON; 404 when something is not there, 400 for the rest."""

    async def handle(request: web.Request) -> web.Response:
        try:
            return web.json_response(await act(request))
        except KeyError as error:
            return web.json_response({"error": f"{error} is missing or unknown"}, status=400)
        except LookupError as error:
            return web.json_response({"error": str(error)}, status=404)
        except (ValueError, TypeError, ArithmeticError) as error:
            return web.json_response({"error": str(error)}, status=400)

    return handle


async def add_fault(request: web.Request) -> object:
    """POST /control/faults: put a fault in force."""
    body = await body_of(request, *(field.name for field in fields(Fault)))
    rule = Fault(**{**body, "kind": FaultKind(body["kind"])})
    request.app[FAULTS].add(rule)
    return {"pending": len(request.app[FAULTS].pending())}


async def list_faults(request: web.Request) -> object:
    """GET /control/faults: the faults in force, with the hits each has left."""
    return [{**asdict(rule), "left": left} for rule, left in request.app[FAULTS].pending()]


async def clear_faults(request: web.Request) -> object:
    """DELETE /control/faults: all is well again."""
    request.app[FAULTS].clear()
    return {"pending": 0}


async def shift_clock(request: web.Request) -> object:
    """POST /control/clock: move the simulated time."""
    body = await body_of(request, "shift_seconds")
    request.app[CLOCK].shift(timedelta(seconds=float(body["shift_seconds"])))
    return await show_clock(request)


async def show_clock(request: web.Request) -> object:
    """GET /control/clock: the simulated time."""
    return {"now": request.app[CLOCK].now().isoformat()}


async def show_log(request: web.Request) -> object:
    """GET /control/log: requests received, oldest first."""
    return [{**asdict(call), "at": call.at.isoformat()} for call in request.app[JOURNAL].all()]


async def clear_log(request: web.Request) -> object:
    """DELETE /control/log: begin a new count."""
    request.app[JOURNAL].clear()
    return []


def setup(app: web.Application) -> None:
    """Mount the knobs that belong to no single network."""
    app.router.add_get("/control/faults", controlled(list_faults))
    app.router.add_post("/control/faults", controlled(add_fault))
    app.router.add_delete("/control/faults", controlled(clear_faults))
    app.router.add_get("/control/clock", controlled(show_clock))
    app.router.add_post("/control/clock", controlled(shift_clock))
    app.router.add_get("/control/log", controlled(show_log))
    app.router.add_delete("/control/log", controlled(clear_log))
