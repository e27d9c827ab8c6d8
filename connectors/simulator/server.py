"""One aiohttp server that stands in for all networks: double of the connector tests, world of the demo."""

import asyncio
from collections.abc import Callable
from email.utils import format_datetime

from aiohttp import web

from connectors.simulator import control
from connectors.simulator.clock import CLOCK, SimulatedClock
from connectors.simulator.faults import FAULTS, Faults
from connectors.simulator.graph import routes as graph_routes
from connectors.simulator.journal import JOURNAL, Journal, journal_middleware
from connectors.simulator.options import OPTIONS, SimulatorOptions
from connectors.simulator.street import routes as street_routes
from connectors.simulator.town import routes as town_routes
from connectors.simulator.x import routes as x_routes

__all__ = ["SimulatorOptions", "build_app", "serve"]


async def _tell_simulated_time(request: web.Request, response: web.StreamResponse) -> None:
    """Date answers by the simulated clock: clients that correct their own clock by it must not be fooled."""
    response.headers["Date"] = format_datetime(request.app[CLOCK].now(), usegmt=True)


def build_app(options: SimulatorOptions) -> web.Application:
    """Build the whole simulator. `app[CLOCK]`, `app[FAULTS]` and the networks' states are open to tests."""
    app = web.Application(middlewares=[journal_middleware])
    app[OPTIONS] = options
    app[CLOCK] = SimulatedClock(options.fixed_time)
    app[FAULTS] = Faults(options.seed)
    app[JOURNAL] = Journal()
    app.on_response_prepare.append(_tell_simulated_time)
    control.setup(app)
    x_routes.setup(app)
    graph_routes.setup(app)
    town_routes.setup(app)
    street_routes.setup(app)
    return app


async def serve(
    host: str, port: int, *, options: SimulatorOptions, ready: Callable[[str], object] | None = None
) -> None:
    """Serve the simulator until cancelled; once it listens, `ready` is told its address.

    Raises OSError when the port is taken.
    """
    runner = web.AppRunner(build_app(options), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        if ready is not None:
            ready(f"http://{host}:{runner.addresses[0][1]}")
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()
