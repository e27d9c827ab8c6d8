"""Webhooks: check the signature over the raw bytes, store, answer; reading comes later."""

from aiohttp import web

from monitor.ports import WebhookReceiver
from monitor.web.answers import as_json
from monitor.web.desk import DESK


def _receiver(request: web.Request) -> WebhookReceiver:
    receiver = request.app[DESK].receivers.get(request.match_info["route"])
    if receiver is None:
        raise web.HTTPNotFound(text="no network with webhooks is set up here")
    return receiver


async def handshake(request: web.Request) -> web.Response:
    """Answer the network's challenge."""
    answer = _receiver(request).challenge(request.query)
    if answer is None:
        raise web.HTTPForbidden(text="the challenge does not fit")
    return web.Response(text=answer) if isinstance(answer, str) else as_json(answer)


async def accept(request: web.Request) -> web.Response:
    """Store a signed body; the network repeats what is not answered 200."""
    receiver = _receiver(request)
    body = await request.read()
    if not receiver.verify(request.headers, body):
        raise web.HTTPForbidden(text="the signature does not fit")
    desk = request.app[DESK]
    await desk.receive.keep(request.match_info["route"], body)
    desk.wake("receive")
    return web.Response(text="ok")
