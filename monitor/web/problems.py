"""Errors as answers that name the next step: JSON for programs, a page for people; never what was unexpected."""

import math

import structlog
from aiohttp import web

from monitor.domain.errors import (
    AsideError,
    Conflict,
    GateClosed,
    Misconfigured,
    NotFound,
    RateLimited,
    Rejected,
    Retryable,
)
from monitor.web.answers import BAD_REQUEST, Problem, as_json
from monitor.web.desk import DESK
from monitor.web.guarding import Handler
from monitor.web.rendering import render

log = structlog.get_logger("web")
STATUS: dict[type[AsideError], int] = {
    NotFound: 404,
    Conflict: 409,
    GateClosed: 422,
    Rejected: 422,
    RateLimited: 429,
    Misconfigured: 500,
    Retryable: 503,
}


@web.middleware
async def explain(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn whatever goes wrong into an answer."""
    try:
        return await handler(request)
    except AsideError as error:
        return _refused(request, error)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        return _say(request, Problem("http", error.text or error.reason, "see /api/openapi.json"), error.status)
    except Exception as error:
        log.exception("web.failed", route=_route(request), error=type(error).__name__)
        problem = Problem("internal", "something went wrong here", "try again; if it stays, look in the log")
        return _say(request, problem, 500)


def _refused(request: web.Request, error: AsideError) -> web.Response:
    problem = problem_of(error)
    status = 400 if problem.rule == BAD_REQUEST else STATUS.get(type(error), 400)
    log.info("web.refused", route=_route(request), error=problem.error, rule=problem.rule)
    response = _say(request, problem, status)
    if isinstance(error, RateLimited):
        wait = (error.until - request.app[DESK].now()).total_seconds()
        response.headers["Retry-After"] = str(max(1, math.ceil(wait)))
    return response


def problem_of(error: AsideError) -> Problem:
    """Say an error as a value."""
    rule = error.rule if isinstance(error, Rejected) else ""
    findings = error.findings if isinstance(error, GateClosed) else ()
    next_step = "mend the request; /api/openapi.json describes it" if rule == BAD_REQUEST else error.next_step
    return Problem(type(error).__name__, str(error), next_step, rule, findings)


def _say(request: web.Request, problem: Problem, status: int) -> web.Response:
    if request.path.startswith("/api/"):
        return as_json(problem, status)
    if request.path.startswith(("/webhooks/", "/static/", "/metrics")):
        return web.Response(text=f"{problem.message}\n", status=status)
    return render(request, "problem.html", status=status, problem=problem, code=status)


def _route(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return resource.canonical if resource else "unknown"
