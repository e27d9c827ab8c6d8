"""Meta's log-in for our app: the dialog, a long-lived user token, and the token of each Page the person administers.

A Page token made from a long-lived user token has no end of its own; the user token is used once and not kept.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode

from config.secret import Secret
from connectors._graph.client import GraphClient
from connectors._graph.errors import GraphFailure, consequences
from connectors._graph.payloads import Json, id_or_none, inner, needed_id
from connectors._graph.settings import GraphNetworkSettings
from monitor.domain.errors import AuthExpired, BadPayload, Rejected
from monitor.ports.authorising import Grant, Harvest

_REFUSED_CODE = {100}
PAGE_FIELDS = "id,access_token,instagram_business_account{id}"


class GraphDoor:
    """Implements the port Door; `id_of` tells which id of a listed Page the network's accounts are known by."""

    def __init__(
        self,
        name: str,
        network: GraphNetworkSettings,
        *,
        scopes: tuple[str, ...],
        id_of: Callable[[Json], str | None],
    ) -> None:
        self._name = name
        self._network = network
        self._scopes = scopes
        self._id_of = id_of

    def address(self, *, redirect_uri: str, state: str, challenge: str) -> str:  # noqa: ARG002 - Meta: secret, no PKCE
        """Where Meta asks the person for consent."""
        asked = {
            "client_id": self._network.app_id,
            "redirect_uri": redirect_uri,
            "state": state,
            "response_type": "code",
            "scope": ",".join(self._scopes),
        }
        dialog = f"{self._network.dialog_url.rstrip('/')}/{self._network.version}/dialog/oauth"
        return f"{dialog}?{urlencode(asked, quote_via=quote)}"

    async def redeem(self, code: str, *, redirect_uri: str, verifier: str, now: datetime) -> Harvest:  # noqa: ARG002
        """Trade the code for a user token, that for a lasting one, and list the Pages it administers."""
        short = await self._user_token(code, redirect_uri, now)
        lasting = await self._asked(short, now, lambda client: client.extend_access_token(*self._app()))
        token = _token_of(lasting)
        who = await self._asked(token, now, lambda client: client.get_object("me", fields="id"))
        pages = await self._pages(token, now)
        grants = {found: Grant(access=Secret(_token_of(page))) for page in pages if (found := self._id_of(page))}
        return Harvest(needed_id(who, "id"), grants)

    async def renew(self, grant: Grant, *, now: datetime) -> Grant:  # noqa: ARG002 - part of the port
        """Page tokens are not renewed. Raises AuthExpired."""
        raise AuthExpired("Meta does not renew Page tokens")

    async def _user_token(self, code: str, redirect_uri: str, now: datetime) -> str:
        async def trade(client: GraphClient) -> Json:
            try:
                found: Json = await client.get_access_token_from_code(code, redirect_uri, *self._app())
            except GraphFailure as failure:
                if failure.code in _REFUSED_CODE:
                    raise Rejected(
                        "Meta refuses this log-in: it is too old, or was used before", rule="log_in_refused"
                    ) from None
                raise
            return found

        return _token_of(await self._asked("", now, trade))

    async def _pages(self, token: str, now: datetime) -> list[Json]:
        async def listed(client: GraphClient) -> list[Json]:
            return [page async for page in client.get_all_connections("me", "accounts", fields=PAGE_FIELDS)]

        found: list[Json] = await self._asked(token, now, listed)
        return found

    async def _asked(self, token: str, now: datetime, ask: Callable[[GraphClient], Any]) -> Any:
        client = GraphClient.of(self._name, Secret(token), self._network)
        try:
            with consequences(now=now.astimezone(UTC)):
                return await ask(client)
        finally:
            await client.aclose()

    def _app(self) -> tuple[str, str]:
        assert self._network.app_secret is not None
        return self._network.app_id, self._network.app_secret.reveal()


def page_id(page: Json) -> str | None:
    """Facebook's accounts are Pages."""
    return id_or_none(page.get("id"))


def instagram_id(page: Json) -> str | None:
    """Instagram's are the accounts linked to Pages."""
    return id_or_none(inner(page, "instagram_business_account", "id"))


def _token_of(answer: Json) -> str:
    token = answer.get("access_token")
    if not isinstance(token, str) or not token:
        raise BadPayload("Meta answers without a token")
    return token
