"""Log in, log out, who am I."""

import msgspec
from aiohttp import web

from monitor.web.answers import Problem, as_json, body_of
from monitor.web.api.routes import Route
from monitor.web.desk import USER
from monitor.web.entrance import end_session, keep_session, open_session


class LoginBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Name and password."""

    name: str
    password: str


class UserView(msgspec.Struct, frozen=True):
    """Who is logged in."""

    name: str
    role: str
    language: str


async def log_in(request: web.Request) -> web.Response:
    """Open a session."""
    body = await body_of(request, LoginBody)
    session = await open_session(request, body.name, body.password)
    if session is None:
        return as_json(Problem("not_logged_in", "name or password is wrong", "try again"), 401)
    response = as_json(UserView(session.user.name, session.user.role, session.user.language))
    keep_session(request, response, session)
    return response


async def log_out(request: web.Request) -> web.Response:
    """End the session."""
    response = as_json({})
    await end_session(request, response)
    return response


async def who_am_i(request: web.Request) -> web.Response:
    """Answer whose session this is."""
    user = request[USER]
    return as_json(UserView(user.name, user.role, user.language))


ROUTES = (
    Route("POST", "/api/v1/login", log_in, "Log in: sets the session cookie", UserView, LoginBody, open=True),
    Route("POST", "/api/v1/logout", log_out, "Log out", dict[str, str]),
    Route("GET", "/api/v1/me", who_am_i, "Who is logged in", UserView),
)
