"""POST /2/oauth2/token: a first pair for a code, a new pair for a refresh token; both work once."""

import base64
import binascii
from collections.abc import Mapping

from aiohttp import web

from connectors.simulator.clock import CLOCK
from connectors.simulator.x.consent import CONSENTS
from connectors.simulator.x.tokens import ACCESS_LASTS, CLIENT_ID, CLIENT_SECRET, TOKENS, SpentToken, TokenPair


def _refused(status: int, error: str, description: str) -> web.Response:
    return web.json_response({"error": error, "error_description": description}, status=status)


def _is_our_client(request: web.Request, form: Mapping[str, object]) -> bool:
    """A confidential client proves itself by Basic; a public one names itself in the form."""
    header = request.headers.get("Authorization", "")
    if not header:
        return form.get("client_id") == CLIENT_ID
    try:
        given = base64.b64decode(header.removeprefix("Basic "), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return False
    return given == f"{CLIENT_ID}:{CLIENT_SECRET}"


async def token(request: web.Request) -> web.Response:
    """Answer a trade. A refresh token used before answers 400 and ends its whole family."""
    form = await request.post()
    if not _is_our_client(request, form):
        return _refused(401, "unauthorized_client", "Missing valid authorization header")
    if form.get("grant_type") == "authorization_code":
        user_id = request.app[CONSENTS].trade(form, request.app[CLOCK].now())
        if user_id is None:
            return _refused(400, "invalid_request", "Value passed for the authorization code was invalid.")
        return _pair(request.app[TOKENS].grant(user_id))
    if form.get("grant_type") != "refresh_token":
        return _refused(400, "unsupported_grant_type", "Value passed for the grant_type was invalid.")
    try:
        pair = request.app[TOKENS].refresh(str(form.get("refresh_token", "")))
    except SpentToken:
        return _refused(400, "invalid_request", "Value passed for the token was invalid.")
    return _pair(pair)


def _pair(pair: TokenPair) -> web.Response:
    answer = {
        "token_type": "bearer",
        "expires_in": int(ACCESS_LASTS.total_seconds()),
        "access_token": pair.access,
        "scope": " ".join(sorted(pair.scopes)),
        "refresh_token": pair.refresh,
    }
    return web.json_response(answer)
