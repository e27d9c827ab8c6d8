"""Who may come in: sessions by cookie, requests from our own pages only; and the headers every answer carries."""

from collections.abc import Awaitable, Callable
from urllib.parse import quote, urlsplit

from aiohttp import web

from monitor.web.answers import Problem, as_json
from monitor.web.desk import DESK, USER

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
COOKIE = "aside_session"
OPEN_PATHS = frozenset({"/healthz", "/readyz", "/metrics", "/login", "/api/openapi.json", "/api/v1/login"})
OPEN_TREES = ("/webhooks/", "/static/", "/deletion/")
"""Reached without a session: health, metrics (own token), webhooks (own signature), what became of a
request to delete (own code), and what log-in itself needs."""

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; "
    "form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
KEPT = "public, max-age=31536000, immutable"


@web.middleware
async def protect(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let in who may come in."""
    if _changes(request) and not _from_our_pages(request):
        raise web.HTTPForbidden(text="this request came from another site")
    if request.path not in OPEN_PATHS and not request.path.startswith(OPEN_TREES):
        user = await request.app[DESK].access.user_of(request.cookies.get(COOKIE, ""))
        if user is None:
            return _ask_to_log_in(request)
        request[USER] = user
    return await handler(request)


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Add what every answer carries, errors and redirects included."""
    if request.path.startswith("/static/"):  # an address with `v` names the content itself
        response.headers["Cache-Control"] = KEPT if "v" in request.query else "no-cache"
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)


def _changes(request: web.Request) -> bool:
    """Whether the request could do something in a person's name; a WebSocket is a GET that reads what they may see."""
    return request.method not in {"GET", "HEAD", "OPTIONS"} or "Upgrade" in request.headers


def _from_our_pages(request: web.Request) -> bool:
    """Browsers say where a request comes from; programs that do not say it bring no cookie of a victim.

    `Sec-Fetch-Site` holds behind a proxy that changes the host; browsers send it over https and to localhost.
    """
    if request.path.startswith("/webhooks/"):
        return True
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


def _ask_to_log_in(request: web.Request) -> web.Response:
    if request.path.startswith("/api/"):
        return as_json(Problem("not_logged_in", "nobody is logged in", "log in: POST /api/v1/login"), 401)
    back = request.rel_url.path_qs if request.method == "GET" else "/"
    raise web.HTTPSeeOther(f"/login?next={quote(back, safe='')}")
