"""JSON answers."""

from typing import Any, TypeVar

import msgspec
from aiohttp import web

from monitor.domain.errors import Rejected

T = TypeVar("T")
BAD_REQUEST = "bad_request"
"""The rule of a Rejected that says: this request cannot be read."""
_encoder = msgspec.json.Encoder(enc_hook=str)


class Problem(msgspec.Struct, frozen=True):
    """What went wrong and what to do next."""

    error: str
    message: str
    next_step: str
    rule: str = ""
    findings: tuple[Any, ...] = ()


def as_json(value: object, status: int = 200) -> web.Response:
    """Encode a Struct, dataclass or plain value."""
    return web.Response(body=_encoder.encode(value), status=status, content_type="application/json")


async def body_of(request: web.Request, into: type[T]) -> T:
    """Decode the request's JSON.

    Raises Rejected naming the key that is wrong.
    """
    try:
        return msgspec.json.decode(await request.read(), type=into)
    except msgspec.MsgspecError as error:
        raise Rejected(f"the request cannot be read: {error}", rule=BAD_REQUEST) from None
