"""tweepy's AsyncClient on our wire: the one place where a request to X is built and signed.

tweepy 4.17 has its host built in, opens a session per call, sets no timeout, drops the headers of answers, prints
tokens at DEBUG and parses errors as JSON whatever they are. All of that sits in `request()`, replaced here. What
tweepy keeps doing is knowing X's routes and parameters.
"""

import logging
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode

from oauthlib.oauth1 import Client as Signer  # type: ignore[import-untyped] # no types published with it
from tweepy.asynchronous import AsyncClient
from yarl import URL

from config.secret import Secret
from connectors._http import Answer, Wire
from connectors.x.billing import charges_of
from connectors.x.rates import kind_of, rates_of
from connectors.x.settings import XAccount, XNetwork
from monitor.domain.errors import AuthExpired, Misconfigured
from monitor.ports.authorising import Tokens
from monitor.ports.pace import note

_USER_AGENT = "aside"
_MORE_PARAMETERS = ("post.fields",)


class XClient(AsyncClient):  # type: ignore[misc] # tweepy has no types
    """Every method of tweepy's client, returning an Answer for any status; `answers.read` turns it into data or error.

    Raises from the wire: Retryable, OutcomeUnknown, BadPayload, Misconfigured.
    """

    def __init__(self, network: XNetwork, account: XAccount) -> None:
        super().__init__(
            _reveal(network.bearer_token),
            _reveal(network.consumer_key),
            _reveal(network.consumer_secret),
            _reveal(account.access_token),
            _reveal(account.access_secret),
            return_type=None,
            wait_on_rate_limit=False,  # it would sleep in here for up to a day; waiting is the scheduler's
        )
        _hush()
        self._base = network.base_url.rstrip("/")
        self._version = network.version
        self._owns_app = account.owns_app
        self._wire = Wire("x", timeout=network.timeout_seconds)
        self.drawing = bool(network.client_id) and account.access_token is None
        self.tokens: Tokens | None = None

    @property
    def signs(self) -> bool:
        """Whether it can act as the account: with all four keys (OAuth 1.0a), or a token stored for it (2.0)."""
        return self.drawing or all(
            (self.consumer_key, self.consumer_secret, self.access_token, self.access_token_secret)
        )

    async def request(
        self,
        method: str,
        route: str,
        params: Mapping[str, Any] | None = None,
        json: Any = None,
        user_auth: bool = False,  # noqa: FBT001, FBT002 -- tweepy's signature
    ) -> Answer:
        """Send one signed request to the configured address, and note what the answer says of rates and costs."""
        url = self._address(route, params or {})
        proof = await self._drawn(user_auth=user_auth) if self.drawing else {}
        return await self._exchange(
            method, route, url, proof or (self._signature(method, url) if user_auth else self._bearer()), json
        )

    async def as_app(
        self, method: str, route: str, params: Mapping[str, Any] | None = None, json: Any = None
    ) -> Answer:
        """Send one request that X takes from the app itself only. Raises Misconfigured without the app's own token."""
        return await self._exchange(method, route, self._address(route, params or {}), self._bearer(), json)

    async def _exchange(self, method: str, route: str, url: str, proof: Mapping[str, str], json: Any) -> Answer:
        headers = {"User-Agent": _USER_AGENT, "Accept": "application/json", **proof}
        answer = await self._wire.exchange(
            method, URL(url, encoded=True), headers=headers, json=json, may_have_effect=method != "GET"
        )
        kind = kind_of(method, route)
        note(*rates_of(kind, answer, now=datetime.now(UTC)))
        note(*charges_of(kind, answer, sent=json, owns_app=self._owns_app))
        return answer

    async def aclose(self) -> None:
        """Give back the connections."""
        await self._wire.aclose()

    def _address(self, route: str, params: Mapping[str, Any]) -> str:
        # what is signed must be, byte for byte, what is sent: hence encoded once, here
        query = urlencode(sorted(params.items()), quote_via=quote, safe="~")
        path = f"/{self._version}{route.removeprefix('/2')}"
        return f"{self._base}{path}" + (f"?{query}" if query else "")

    async def _drawn(self, *, user_auth: bool) -> dict[str, str]:
        """Take the stored token; without one, only what the app's own token may read goes on."""
        token = await self.tokens() if self.tokens else None
        if token is not None:
            return {"Authorization": f"Bearer {token.reveal()}"}
        if user_auth or not self.bearer_token:
            error = AuthExpired("the account is not connected to X yet")
            error.next_step = "connect it under Settings, Accounts"
            raise error
        return {}

    def _signature(self, method: str, url: str) -> dict[str, str]:
        if not self.signs:
            raise Misconfigured(
                "networks.x.consumer_key, consumer_secret and the account's access_token, access_secret "
                "are all needed to act as the account"
            )
        signer = Signer(self.consumer_key, self.consumer_secret, self.access_token, self.access_token_secret)
        _, headers, _ = signer.sign(url, method)
        return dict(headers)

    def _bearer(self) -> dict[str, str]:
        if not self.bearer_token:
            raise Misconfigured("networks.x.bearer_token, or the account's access_token and access_secret, are needed")
        return {"Authorization": f"Bearer {self.bearer_token}"}

    async def _make_request(
        self,
        method: str,
        route: str,
        params: Mapping[str, Any] | None = None,
        endpoint_parameters: Iterable[str] = (),
        json: Any = None,
        data_type: object = None,  # noqa: ARG002 -- payloads stay plain: tweepy's models turn ids into numbers
        user_auth: bool = False,  # noqa: FBT001, FBT002
    ) -> Answer:
        return await self.request(
            method, route, self._process_params(params or {}, endpoint_parameters), json, user_auth
        )

    def _process_params(self, params: Mapping[str, Any], endpoint_parameters: Iterable[str]) -> dict[str, str]:
        """Name and spell parameters; raises TypeError for one that the route does not have (tweepy sends typos)."""
        names = {name.replace(".", "_"): name for name in (*endpoint_parameters, *_MORE_PARAMETERS)}
        unknown = params.keys() - names.keys()
        if unknown:
            raise TypeError(f"no such parameter of X: {', '.join(sorted(unknown))}")
        return {names[key]: _spelled(value) for key, value in params.items() if value is not None}


def _spelled(value: object) -> str:
    match value:
        case list() | tuple():
            return ",".join(map(str, value))
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return str(value)


def _reveal(secret: Secret | None) -> str | None:
    return secret.reveal() if secret else None


def _hush() -> None:
    """Keep signing and parameters out of the log even where everything else runs at DEBUG."""
    for name in ("tweepy", "oauthlib"):
        logging.getLogger(name).setLevel(logging.INFO)
