"""The way in, for the page and for the API: throttle, password, cookie."""

import structlog
from aiohttp import web

from monitor.domain.errors import RateLimited
from monitor.services.access import Session
from monitor.web.desk import DESK
from monitor.web.guarding import COOKIE
from monitor.web.throttle import Throttle

log = structlog.get_logger("web")
LONGEST = 256
"""Characters of a name or password; longer ones are nobody's, and are not hashed."""


async def open_session(request: web.Request, name: str, password: str) -> Session | None:
    """Check name and password; None when they do not fit.

    Raises RateLimited after too many wrong ones.
    """
    if len(name) > LONGEST or len(password) > LONGEST:
        return None
    throttle, desk = request.app[THROTTLE], request.app[DESK]
    until = throttle.attempt(name, desk.now())
    if until:
        log.warning("web.log_in_throttled")
        raise _too_many(RateLimited("too many wrong passwords for this name", until=until))
    async with throttle.gate:
        session = await desk.access.log_in(name, password)
    if session:
        throttle.passed(name)
    else:
        log.warning("web.log_in_failed")  # without the name: people type their password into the wrong field
    return session


def _too_many(error: RateLimited) -> RateLimited:
    error.next_step = "wait as long as Retry-After says, then try again"
    return error


def keep_session(request: web.Request, response: web.StreamResponse, session: Session) -> None:
    """Give the browser its session cookie: out of reach of scripts and of other sites."""
    secure = request.app[DESK].secure_cookies
    response.set_cookie(COOKIE, session.token, httponly=True, samesite="Lax", secure=secure, path="/")


async def end_session(request: web.Request, response: web.StreamResponse) -> None:
    """Forget the session, here and in the browser."""
    await request.app[DESK].access.log_out(request.cookies.get(COOKIE, ""))
    response.del_cookie(COOKIE, path="/")


THROTTLE = web.AppKey("THROTTLE", Throttle)
