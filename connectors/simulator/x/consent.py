"""GET /i/oauth2/authorize: a person who agrees at once; a code is good once, for 30 seconds, with its PKCE verifier."""

import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import web
from yarl import URL

from connectors.simulator.clock import CLOCK
from connectors.simulator.identities import BRANDS
from connectors.simulator.x.tokens import CLIENT_ID

CODE_LASTS = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Consent:
    """One code and what it was given for."""

    user_id: str
    redirect_uri: str
    challenge: str
    until: datetime


class Consents:
    """Codes not yet traded; `user_id` is whoever is logged in at the simulated X."""

    def __init__(self) -> None:
        self.user_id = BRANDS[0].x_user_id
        self._codes: dict[str, Consent] = {}

    def give(self, query: Mapping[str, str], now: datetime) -> str:
        """Agree and make a code. Raises ValueError for a request X would show an error page for."""
        asked = (query.get("response_type"), query.get("client_id"), query.get("code_challenge_method"))
        if asked != ("code", CLIENT_ID, "S256") or not all(
            query.get(name) for name in ("redirect_uri", "state", "code_challenge", "scope")
        ):
            raise ValueError("something went wrong: you weren't able to give access to the app")
        code = secrets.token_urlsafe(24)
        self._codes[code] = Consent(self.user_id, query["redirect_uri"], query["code_challenge"], now + CODE_LASTS)
        return code

    def trade(self, form: Mapping[str, object], now: datetime) -> str | None:
        """Give the user who agreed; None for a code that is unknown, used, too old, or comes with the wrong words."""
        consent = self._codes.pop(str(form.get("code", "")), None)
        if consent is None or consent.until <= now or form.get("redirect_uri") != consent.redirect_uri:
            return None
        digest = hashlib.sha256(str(form.get("code_verifier", "")).encode()).digest()
        right = base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == consent.challenge
        return consent.user_id if right else None


async def authorize(request: web.Request) -> web.Response:
    """Send the browser back with a code."""
    try:
        code = request.app[CONSENTS].give(request.query, request.app[CLOCK].now())
    except ValueError as error:
        return web.Response(status=400, text=str(error))
    target = URL(request.query["redirect_uri"]).update_query(state=request.query["state"], code=code)
    return web.Response(status=302, headers={"Location": str(target)})


CONSENTS = web.AppKey("CONSENTS", Consents)
