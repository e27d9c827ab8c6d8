"""Puts handlers, middleware and static files into one aiohttp application."""

from pathlib import Path

from aiohttp import web

from monitor.web import (
    account_pages,
    callbacks,
    case_pages,
    correction_pages,
    health,
    hooks,
    learning_pages,
    live,
    pages,
    playbook_new_pages,
    playbook_pages,
    promise_pages,
    search_pages,
)
from monitor.web.api import (
    accounts,
    answering,
    cases,
    corrections,
    learning,
    ledger,
    playbooks,
    sessions,
    spending,
    streams,
)
from monitor.web.api.document import document
from monitor.web.desk import DESK, Desk
from monitor.web.entrance import THROTTLE
from monitor.web.guarding import add_headers, protect
from monitor.web.problems import explain
from monitor.web.throttle import Throttle

LARGEST_BODY = 4 * 1024 * 1024
_PARTS = (sessions, cases, corrections, answering, streams, ledger, accounts, spending, playbooks, learning)
API = tuple(route for part in _PARTS for route in part.ROUTES)


def build_app(desk: Desk) -> web.Application:
    """Make the application of this desk."""
    app = web.Application(middlewares=[live.note_newest, explain, protect], client_max_size=LARGEST_BODY)
    app[DESK] = desk
    app[THROTTLE] = Throttle()
    app[live.FEED] = live.Feed()
    app[live.SOCKETS] = live.Screens()
    app.cleanup_ctx.append(live.watching)
    app.on_shutdown.append(live.close_all)
    app.on_response_prepare.append(add_headers)
    app.router.add_routes([*pages.ROUTES, *case_pages.ROUTES, *correction_pages.ROUTES])
    app.router.add_routes([web.route(route.method, route.path, route.handler) for route in API])
    app.router.add_get("/api/openapi.json", document(API))
    app.router.add_get("/api/v1/live", live.live)
    app.router.add_get("/healthz", health.healthz)
    app.router.add_get("/readyz", health.readyz)
    app.router.add_get("/metrics", health.metrics)
    app.router.add_routes(
        [
            *account_pages.ROUTES,
            *callbacks.ROUTES,
            *playbook_new_pages.ROUTES,
            *playbook_pages.ROUTES,
            *learning_pages.ROUTES,
            *promise_pages.ROUTES,
            *search_pages.ROUTES,
        ]
    )
    app.router.add_get("/webhooks/{route}", hooks.handshake)
    app.router.add_post("/webhooks/{route}", hooks.accept)
    app.router.add_static("/static", Path(__file__).parent / "static")
    return app
