"""X's log-in for our app: OAuth 2.0 with PKCE (docs.x.com, authentication/oauth-2-0/authorization-code).

Access tokens live for two hours. Refresh tokens work once; a second use is answered with 400 and may end the whole
consent. A client with a secret proves itself by Basic, one without names itself in the form.
"""

import base64
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from yarl import URL

from config.secret import Secret
from connectors._http import Answer, Wire, server_fault
from connectors.x.answers import read
from connectors.x.settings import XNetwork
from monitor.domain.errors import AuthExpired, BadPayload, Misconfigured, RateLimited, Rejected
from monitor.ports.authorising import Grant, Harvest

SCOPES = "tweet.read tweet.write tweet.moderate.write users.read dm.read dm.write offline.access"
_PAUSE = timedelta(minutes=15)


class XDoor:
    """Implements the port Door."""

    def __init__(self, network: XNetwork) -> None:
        self._network = network
        self._base = network.base_url.rstrip("/")

    def address(self, *, redirect_uri: str, state: str, challenge: str) -> str:
        """Where X asks the person for consent."""
        asked = {
            "response_type": "code",
            "client_id": self._network.client_id,
            "redirect_uri": redirect_uri,
            "scope": SCOPES,
            "state": state,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        return f"{self._network.authorize_url}?{urlencode(asked, quote_via=quote)}"

    async def redeem(self, code: str, *, redirect_uri: str, verifier: str, now: datetime) -> Harvest:
        """Trade the code, and ask whose account the token opens."""
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri}
        answer = await self._token(form | {"code_verifier": verifier})
        if answer.status in (400, 403):
            raise Rejected("X refuses this log-in: it is too old, or was used before", rule="log_in_refused")
        grant = _grant(self._ok(answer, now), now)
        person = await self._who(grant.access, now)
        return Harvest(person, {person: grant})

    async def renew(self, grant: Grant, *, now: datetime) -> Grant:
        """Trade the refresh token."""
        assert grant.refresh is not None
        form = {"grant_type": "refresh_token", "refresh_token": grant.refresh.reveal()}
        answer = await self._token(form)
        if answer.status in (400, 403):
            raise AuthExpired("X refuses the refresh token")
        return _grant(self._ok(answer, now), now)

    async def _token(self, form: dict[str, str]) -> Answer:
        headers = {"Accept": "application/json"} | self._proof()
        url = URL(f"{self._base}/{self._network.version}/oauth2/token")
        form = form | {"client_id": self._network.client_id}
        return await self._exchange("POST", url, headers, form)

    async def _who(self, access: Secret, now: datetime) -> str:
        url = URL(f"{self._base}/{self._network.version}/users/me")
        answer = await self._exchange("GET", url, {"Authorization": f"Bearer {access.reveal()}"})
        data = read(answer, now=now).get("data")
        if not isinstance(data, dict) or not isinstance(data.get("id"), str):
            raise BadPayload("X does not say whose token this is")
        return str(data["id"])

    async def _exchange(
        self, method: str, url: URL, headers: dict[str, str], form: dict[str, str] | None = None
    ) -> Answer:
        wire = Wire("x", timeout=self._network.timeout_seconds)
        try:
            return await wire.exchange(method, url, headers=headers, data=form, may_have_effect=form is not None)
        finally:
            await wire.aclose()

    def _proof(self) -> dict[str, str]:
        secret = self._network.client_secret
        if secret is None:
            return {}
        pair = f"{quote(self._network.client_id, safe='')}:{quote(secret.reveal(), safe='')}"
        return {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}

    def _ok(self, answer: Answer, now: datetime) -> dict[str, Any]:
        if answer.ok:
            return answer.json_object()
        if answer.status == 401:
            raise Misconfigured("X does not know our app: check networks.x.client_id and client_secret")
        if answer.status == 429:
            raise RateLimited("X asks us to wait (HTTP 429)", until=now + _PAUSE)
        raise server_fault(answer, "x", may_have_effect=True, now=now)


def _grant(told: dict[str, Any], now: datetime) -> Grant:
    access, refresh, lasts = told.get("access_token"), told.get("refresh_token"), told.get("expires_in")
    if not isinstance(access, str) or not access:
        raise BadPayload("X answers without a token")
    known = isinstance(lasts, int) and not isinstance(lasts, bool)
    return Grant(
        access=Secret(access),
        refresh=Secret(refresh) if isinstance(refresh, str) and refresh else None,
        expires_at=now.astimezone(UTC) + timedelta(seconds=int(lasts or 0)) if known else None,
    )
