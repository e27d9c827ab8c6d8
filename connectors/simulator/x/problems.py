"""X's ways to say no, with its real texts: RFC 7807 problems, some of them older than the standard."""

from collections.abc import Mapping
from typing import Any

from aiohttp import web

Body = dict[str, Any]

NOT_SUMMONED = (
    "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged "
    "by the author of the post you are replying to."
)
DUPLICATE = "You are not allowed to create a Tweet with duplicate content."
TARGET_GONE = "You attempted to reply to a Tweet that is deleted or not visible to you."
NO_DM = "You do not have permission to DM one or more participants."
NOT_PERMITTED = "You are not permitted to perform this action."
TOO_LONG = (
    "Your Tweet text is too long. For more information on how Twitter determines text length see "
    "https://github.com/twitter/twitter-text."
)
DM_TOO_LONG = "The text of your direct message is over the max character limit."


class Refusal(Exception):
    """An answer other than success. A `type` in the body that is a bare word gets the host put before it."""

    def __init__(self, status: int, body: Body, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status)
        self.status = status
        self.body = body
        self.headers = dict(headers or {})

    def response(self, host: str) -> web.Response:
        """Give the answer; generic problems come as application/problem+json, the rest as plain JSON."""
        body = absolute(self.body, host)
        generic = body.get("type") == "about:blank"
        kind = "application/problem+json" if generic else "application/json"
        return web.json_response(body, status=self.status, headers=self.headers, content_type=kind)


def absolute(body: Body, host: str) -> Body:
    """Complete the problem types of a body: X names them by address, on either of its hosts."""
    named = body.get("type")
    if isinstance(named, str) and ":" not in named:
        body = {**body, "type": f"https://{host}/2/problems/{named}"}
    if isinstance(body.get("errors"), list):
        body = {**body, "errors": [absolute(error, host) for error in body["errors"]]}
    return body


def generic(status: int, title: str, detail: str) -> Refusal:
    """A problem that says no more than its status and one sentence."""
    return Refusal(status, {"title": title, "detail": detail, "type": "about:blank", "status": status})


def unauthorized() -> Refusal:
    """401: it is not clear who calls."""
    return generic(401, "Unauthorized", "Unauthorized")


def forbidden(detail: str) -> Refusal:
    """403 with X's sentence."""
    return generic(403, "Forbidden", detail)


def not_found() -> Refusal:
    """404: no such address, or nothing there any more."""
    return generic(404, "Not Found", "Not Found")


def too_many_requests(headers: Mapping[str, str]) -> Refusal:
    """429 of a rate limit."""
    refusal = generic(429, "Too Many Requests", "Too Many Requests")
    refusal.headers.update(headers)
    return refusal


def invalid(message: str, **parameters: str) -> Refusal:
    """400: a parameter is wrong; names may be written with __ for a dot."""
    named = {name.replace("__", "."): [value] for name, value in parameters.items()}
    body: Body = {
        "errors": [{"parameters": named, "message": message}],
        "title": "Invalid Request",
        "detail": "One or more parameters to your request was invalid.",
        "type": "invalid-request",
    }
    return Refusal(400, body)


def unsupported_authentication(used: str, supported: str) -> Refusal:
    """403: this endpoint wants another kind of authentication."""
    detail = (
        f"Authenticating with {used} is forbidden for this endpoint.  Supported authentication types are [{supported}]."
    )
    title = "Unsupported Authentication"
    return Refusal(403, {"title": title, "detail": detail, "type": "unsupported-authentication", "status": 403})


def credits_depleted(account_id: int) -> Refusal:
    """402: nothing left to spend; waiting does not help."""
    detail = f"Your enrolled account [{account_id}] does not have any credits to fulfill this request."
    body: Body = {"account_id": account_id, "title": "CreditsDepleted", "detail": detail, "type": "credits"}
    return Refusal(402, body)


def usage_capped() -> Refusal:
    """429 that no quarter of an hour mends: the month's reads are used up."""
    body: Body = {
        "title": "UsageCapExceeded",
        "detail": "Usage cap exceeded: Monthly product cap",
        "period": "Monthly",
        "scope": "Product",
        "type": "usage-capped",
    }
    return Refusal(429, body)


def missing_post(post_id: str, parameter: str) -> Body:
    """Partial error: one of the posts asked for is not there."""
    return {
        "value": post_id,
        "detail": f"Could not find tweet with {parameter}: [{post_id}].",
        "title": "Not Found Error",
        "resource_type": "tweet",
        "parameter": parameter,
        "resource_id": post_id,
        "type": "resource-not-found",
    }


def missing_user(user_id: str, parameter: str, *, suspended: bool = False) -> Body:
    """Partial error: an account is not there, or not any more."""
    detail = (
        f"User has been suspended: [{user_id}]."
        if suspended
        else (f"Could not find user with {parameter}: [{user_id}].")
    )
    return {
        "value": user_id,
        "detail": detail,
        "title": "Forbidden" if suspended else "Not Found Error",
        "resource_type": "user",
        "parameter": parameter,
        "resource_id": user_id,
        "type": "resource-not-found",
    }


def unauthorized_post(post_id: str, parameter: str, section: str) -> Body:
    """Partial error: a protected account's post."""
    return {
        "value": post_id,
        "detail": f"Sorry, you are not authorized to see the Tweet with {parameter}: [{post_id}].",
        "title": "Authorization Error",
        "section": section,
        "resource_type": "tweet",
        "parameter": parameter,
        "resource_id": post_id,
        "type": "not-authorized-for-resource",
    }


def unauthorized_field(field: str, user_id: str, section: str) -> Body:
    """Partial error: a field the caller may not see."""
    return {
        "resource_type": "user",
        "field": field,
        "title": "Field Authorization Error",
        "section": section,
        "detail": f"Sorry, you are not authorized to access '{field}' on the User with id : [{user_id}].",
        "type": "not-authorized-for-field",
    }
