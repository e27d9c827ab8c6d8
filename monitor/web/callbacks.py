"""Callbacks of networks about people who logged in to the app, and the page that tells what became of a deletion."""

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from monitor.domain.errors import BadPayload, NotFound
from monitor.ports import CallsBack
from monitor.services.callbacks import Callbacks
from monitor.web.answers import as_json
from monitor.web.desk import DESK, Desk
from monitor.web.rendering import render


async def delete_data(request: web.Request) -> web.Response:
    """Delete what is kept of the person named; answer where that can be read, as Meta asks."""
    callbacks, person = await _called(request)
    code = await callbacks.delete(request.match_info["route"], person)
    return as_json({"url": f"{origin_of(request)}/deletion/{code}", "confirmation_code": code})


async def deauthorise(request: web.Request) -> web.Response:
    """Stop what the person named had connected."""
    callbacks, person = await _called(request)
    await callbacks.deauthorise(request.match_info["route"], person)
    request.app[DESK].wake("probe")
    return as_json({})


async def deletion_page(request: web.Request) -> web.Response:
    """Tell what became of a request to delete; whoever has the code may read it, and it names nobody."""
    callbacks = request.app[DESK].callbacks
    found = await callbacks.status(request.match_info["code"]) if callbacks else None
    if found is None:
        raise NotFound("there is no such request to delete")
    return render(request, "deletion.html", deletion=found)


def origin_of(request: web.Request) -> str:
    """Address of this service as others reach it: the setting, else what the request was sent to."""
    return request.app[DESK].public_url.rstrip("/") or str(request.url.origin())


async def _called(request: web.Request) -> tuple[Callbacks, str]:
    desk: Desk = request.app[DESK]
    receiver: object = desk.receivers.get(request.match_info["route"])
    if desk.callbacks is None or not isinstance(receiver, CallsBack):
        raise web.HTTPNotFound(text="no network calls back here")
    try:
        return desk.callbacks, receiver.caller(await _form(request))
    except (BadPayload, ValueError):
        raise web.HTTPBadRequest(text="the signed request cannot be read, or its signature does not fit") from None


async def _form(request: web.Request) -> dict[str, str]:
    """Read a plain form; other kinds of bodies hold no signed request."""
    if request.content_type != "application/x-www-form-urlencoded":
        return {}
    form: Mapping[str, Any] = await request.post()
    return {name: value for name, value in form.items() if isinstance(value, str)}


ROUTES = (
    web.post("/webhooks/{route}/data-deletion", delete_data),
    web.post("/webhooks/{route}/deauthorise", deauthorise),
    web.get("/deletion/{code:[0-9a-f]{24}}", deletion_page),
)
