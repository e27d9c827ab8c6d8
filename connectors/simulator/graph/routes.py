"""Mounts the simulated Graph API, its control routes and its webhook sender."""

from collections.abc import AsyncIterator

from aiohttp import web

from connectors.simulator.clock import CLOCK
from connectors.simulator.graph.api import GraphApi
from connectors.simulator.graph.control import add_content_routes
from connectors.simulator.graph.control_knobs import add_knob_routes
from connectors.simulator.graph.state import GRAPH_STATE, GraphState
from connectors.simulator.graph.webhooks import WebhookSender
from connectors.simulator.options import OPTIONS

GRAPH_API = web.AppKey("GRAPH_API", GraphApi)
GRAPH_WEBHOOKS = web.AppKey("GRAPH_WEBHOOKS", WebhookSender)


def setup(app: web.Application) -> None:
    """Mount `/v26.0/…` (any version) and `/control/graph/…`; the app must hold a clock and faults already."""
    state = GraphState(app[CLOCK], app[OPTIONS].brands)
    sender = WebhookSender(state, app[OPTIONS].seed)
    api = GraphApi(state, sender)
    app[GRAPH_STATE], app[GRAPH_WEBHOOKS], app[GRAPH_API] = state, sender, api

    async def sending(_app: web.Application) -> AsyncIterator[None]:
        await sender.start()
        yield
        await sender.stop()

    app.cleanup_ctx.append(sending)
    app.router.add_route("*", r"/{version:v\d{1,2}\.\d{1,2}}/{path:.*}", api.answer)
    add_content_routes(app, state)
    add_knob_routes(app, api)
