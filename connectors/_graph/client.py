"""facebook-sdk's GraphAPI made asynchronous, with what the current Graph API asks for and the SDK does not know.

The SDK (3.1.0) refuses every living API version, sends tokens in the query, form-encodes nested values as their
keys, and drops status and headers. Its methods only build a path and return `self.request(...)`, so overriding
`request` as a coroutine makes `await client.get_object(...)`, `get_connections`, `put_object`, `put_comment`,
`delete_object`, `debug_access_token`, `extend_access_token` and `get_access_token_from_code` work as they stand.
"""

import hashlib
import hmac
import json
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from facebook import GraphAPI
from yarl import URL

from config.secret import Secret
from connectors._graph.errors import GraphFailure
from connectors._graph.settings import VERSION_PATTERN, GraphNetworkSettings
from connectors._http import Answer, Wire
from monitor.domain.errors import AuthExpired, BadPayload, Gone
from monitor.ports.authorising import Tokens

log = structlog.get_logger("graph")
_JSON_EDGES = ("/messages",)
"""Edges whose nested parameters are documented as a JSON body; all others take a form."""
_PAGE_CAP = 1000
_SEGMENT = re.compile(r"^[\w.:=|-]+$")


class GraphAnswer(dict[str, Any]):
    """The body of one answer, with the headers it came with (never shared between calls)."""

    headers: Mapping[str, str]

    @property
    def version(self) -> str | None:
        """API version that really answered, as `v26.0`."""
        return self.headers.get("facebook-api-version")


@dataclass(frozen=True, slots=True)
class _Call:
    """One request as it goes out."""

    method: str
    url: URL
    headers: dict[str, str]
    form: dict[str, str] | None = None
    body: Mapping[str, Any] | None = None


class GraphClient(GraphAPI):  # type: ignore[misc] # facebook-sdk has no types
    """One token's calls over one wire.

    An answer that is no success raises GraphFailure; a call without an answer raises what the wire raises.
    """

    def __init__(
        self, token: str, *, version: str, base_url: str, wire: Wire, app_secret: Secret | None = None
    ) -> None:
        if not re.match(VERSION_PATTERN, version):
            raise ValueError(f"{version!r} is no Graph API version; write it as v26.0")
        super().__init__(token, session=wire)  # given a session, the SDK does not open a blocking one of its own
        self.version = version
        self.base_url = base_url.rstrip("/")
        self._wire = wire
        self._app_secret = app_secret
        self._told_version = version
        self.tokens: Tokens | None = None

    @classmethod
    def of(cls, network_name: str, token: Secret | None, network: GraphNetworkSettings) -> "GraphClient":
        """Make the client of one account's token."""
        return cls(
            token.reveal() if token else "",
            version=network.version,
            base_url=network.base_url,
            wire=Wire(network_name, timeout=network.timeout_seconds),
            app_secret=network.app_secret,
        )

    async def request(
        self,
        path: str,
        args: Mapping[str, Any] | None = None,
        post_args: Mapping[str, Any] | None = None,
        files: Mapping[str, Any] | None = None,
        method: str | None = None,
    ) -> GraphAnswer:
        """Make one call; `args` travel in the query, `post_args` in the body.

        Raises GraphFailure (refused), Retryable or OutcomeUnknown (no answer), Gone (an id no address can hold).
        """
        if files:
            raise ValueError("this client sends no files")
        if self.tokens is not None:
            self.access_token = await self._drawn(self.tokens)
        call = self._prepare(path, dict(args or {}), None if post_args is None else dict(post_args), method)
        answer = await self._wire.exchange(
            call.method,
            call.url,
            headers=call.headers,
            data=call.form,
            json=call.body,
            may_have_effect=call.method != "GET",
        )
        self._notice_version(answer.headers.get("facebook-api-version"))
        return _read(answer)

    async def _drawn(self, tokens: Tokens) -> str:
        token = await tokens()
        if token is None:
            error = AuthExpired("the account is not connected to Meta yet")
            error.next_step = "connect it under Settings, Accounts"
            raise error
        return token.reveal()

    async def get_all_connections(self, id: str, connection_name: str, **args: Any) -> AsyncIterator[Any]:  # noqa: A002 - the SDK's signature
        """Go through an edge by cursors: over empty pages, never round in a circle, never along a foreign link."""
        seen: set[str] = set()
        for _ in range(_PAGE_CAP):
            page = await self.get_connections(id, connection_name, **args)
            for item in page.get("data", ()):
                yield item
            paging = page.get("paging", {})
            after = paging.get("cursors", {}).get("after")
            if "next" not in paging or not after or after in seen:
                return
            seen.add(after)
            args["after"] = after

    async def aclose(self) -> None:
        """Close the connections; a later call opens new ones."""
        await self._wire.aclose()

    def _prepare(self, path: str, args: dict[str, Any], post_args: dict[str, Any] | None, method: str | None) -> _Call:
        token = (post_args or {}).pop("access_token", None) or args.pop("access_token", None) or self.access_token
        headers = {"Accept": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
            if self._app_secret:
                args["appsecret_proof"] = proof(token, self._app_secret)
        segments = path.strip("/").split("/")
        if not all(_SEGMENT.match(segment) and segment.strip(".") for segment in segments):
            raise Gone("an id that no address can hold")
        url = URL(f"{self.base_url}/{'/'.join(segments)}").with_query(flat(args))
        if post_args is None:
            return _Call(method or "GET", url, headers)
        if path.endswith(_JSON_EDGES):
            return _Call("POST", url, headers, body=post_args)
        return _Call("POST", url, headers, form=flat(post_args))

    def _notice_version(self, served: str | None) -> None:
        if served and served != self._told_version:
            self._told_version = served
            log.warning("graph.version_served", asked=self.version, served=served)


def proof(token: str, app_secret: Secret) -> str:
    """Show that the caller knows the app's secret: hex HMAC-SHA256 of the token really sent."""
    return hmac.new(app_secret.reveal().encode(), token.encode(), hashlib.sha256).hexdigest()


def flat(values: Mapping[str, Any]) -> dict[str, str]:
    """Write values as the API reads them in queries and forms: nested ones as JSON, booleans in lower case."""
    return {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        for name, value in values.items()
        if value is not None
    }


def _read(answer: Answer) -> GraphAnswer:
    try:
        found = answer.json()
    except BadPayload:
        raise GraphFailure(f"an answer that is not JSON (HTTP {answer.status})", status=answer.status) from None
    if isinstance(found, dict) and isinstance(found.get("error"), dict):
        raise GraphFailure("Graph error", status=answer.status, error=found["error"], headers=answer.headers)
    if not answer.ok or not isinstance(found, dict):
        raise GraphFailure(
            f"an answer without sense (HTTP {answer.status})", status=answer.status, headers=answer.headers
        )
    body = GraphAnswer(found)
    body.headers = answer.headers
    return body
