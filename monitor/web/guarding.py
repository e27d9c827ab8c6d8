"""Who may come in: sessions by cookie, requests from our own pages only, errors as clear JSON or pages."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

import structlog
from aiohttp import web

from monitor.domain.errors import AsideError, Conflict, GateClosed, Misconfigured, NotFound, Rejected, Retryable
from monitor.web.answers import Problem, as_json
from monitor.web.desk import DESK, USER

log = structlog.get_logger("web")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
COOKIE = "aside_session"
OPEN_PATHS = (
    "/healthz",
    "/readyz",
    "/metrics",
    "/webhooks/",
    "/static/",
    "/login",
    "/api/openapi.json",
    "/api/v1/login",
)
"""Reached without a session: health, metrics (own token), webhooks (own signature), and what log-in itself needs."""

STATUS: dict[type[AsideError], int] = {
    NotFound: 404,
    Conflict: 409,
    GateClosed: 422,
    Rejected: 422,
    Misconfigured: 400,
    Retryable: 503,
}
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


@web.middleware
async def protect(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let in who may come in; add the headers every answer carries."""
    if request.method not in {"GET", "HEAD", "OPTIONS"} and not _same_origin(request):
        raise web.HTTPForbidden(text="this request came from another site")
    if not request.path.startswith(OPEN_PATHS):
        user = await request.app[DESK].access.user_of(request.cookies.get(COOKIE, ""))
        if user is None:
            return _ask_to_log_in(request)
        request[USER] = user
    response = await handler(request)
    if not response.prepared:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
    return response


@web.middleware
async def explain(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn errors into answers that name the next step; never show what was unexpected."""
    try:
        return await handler(request)
    except AsideError as error:
        return _problem(request, STATUS.get(type(error), 400), error)
    except web.HTTPException:
        raise
    except Exception as error:
        log.exception("web.failed", route=_route(request), error=type(error).__name__)
        return as_json(Problem("internal", "something went wrong here", "try again; if it stays, look in the log"), 500)


def _problem(request: web.Request, status: int, error: AsideError) -> web.Response:
    rule = error.rule if isinstance(error, Rejected) else ""
    findings = error.findings if isinstance(error, GateClosed) else ()
    log.info("web.refused", route=_route(request), error=type(error).__name__, rule=rule)
    return as_json(Problem(type(error).__name__, str(error), error.next_step, rule, findings), status)


def _route(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return resource.canonical if resource else "unknown"


def _same_origin(request: web.Request) -> bool:
    """Browsers name the origin of a form or fetch; programs without one bring no cookie of a victim."""
    if request.path.startswith("/webhooks/"):
        return True
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


def _ask_to_log_in(request: web.Request) -> web.Response:
    if request.path.startswith("/api/"):
        return as_json(Problem("not_logged_in", "nobody is logged in", "log in: POST /api/v1/login"), 401)
    raise web.HTTPSeeOther(f"/login?next={request.path}")
