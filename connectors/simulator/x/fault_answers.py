"""How X words the faults that are ordered of it."""

from datetime import timedelta

from aiohttp import web

from connectors.simulator.clock import CLOCK
from connectors.simulator.faults import Fault
from connectors.simulator.x.problems import generic, unauthorized
from connectors.simulator.x.vocabulary import VOCABULARY

PLAIN_TEXT = 0
LEGACY = 88
NO_PERMISSION = "Your client app is not configured with the appropriate oauth1 app permissions for this endpoint."


class XFaultAnswers:
    """A 429 comes in three bodies, all seen in the wild: a problem, code 88 of the old API, plain text.

    A rule's `code` chooses: None the problem, 88 the old one, 0 the text.
    """

    def rate_limited(self, request: web.Request, fault: Fault) -> web.Response:
        """429 with the headers that say until when."""
        headers = {
            "x-rate-limit-limit": "300",
            "x-rate-limit-remaining": "0",
            "x-rate-limit-reset": str(self._reset(request, fault)),
        }
        if fault.code == PLAIN_TEXT:
            return web.Response(status=429, text="Rate limit exceeded", headers=headers)
        if fault.code == LEGACY:
            body = {"errors": [{"code": LEGACY, "message": "Rate limit exceeded"}]}
            return web.json_response(body, status=429, headers=headers)
        problem = generic(429, "Too Many Requests", "Too Many Requests")
        problem.headers.update(headers)
        return problem.response(request.app[VOCABULARY].host)

    def _reset(self, request: web.Request, fault: Fault) -> int:
        until = request.app[CLOCK].now() + timedelta(seconds=fault.retry_after)
        return int(until.timestamp())

    def expired_token(self, request: web.Request, fault: Fault) -> web.Response:  # noqa: ARG002 -- as agreed
        """401, the same whatever is wrong with the token."""
        return unauthorized().response(request.app[VOCABULARY].host)

    def missing_permission(self, request: web.Request, fault: Fault) -> web.Response:  # noqa: ARG002 -- as agreed
        """403 of an app that was never given the right."""
        problem = generic(403, "Forbidden", NO_PERMISSION)
        problem.body["type"] = "oauth1-permissions"
        return problem.response(request.app[VOCABULARY].host)

    def show_full_usage(self, response: web.StreamResponse) -> None:
        """Say that this was the last call of the window."""
        response.headers["x-rate-limit-remaining"] = "0"
