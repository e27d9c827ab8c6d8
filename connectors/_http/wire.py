"""The wire to one network: one session, opened at the first call and closed once."""

from collections.abc import Mapping
from typing import Any

import aiohttp
from yarl import URL

from connectors._http.answers import Answer
from connectors._http.faults import not_reached, too_big

MAX_BODY = 16 * 2**20


class Wire:
    """Makes HTTP exchanges for one account: never follows a redirect, never waits without end, keeps no cookies.

    `network` names it in errors; `timeout` bounds one exchange, in seconds, `connect_timeout` its connection. Making a
    Wire does no I/O and needs no running loop.
    """

    def __init__(self, network: str, *, timeout: float = 30.0, connect_timeout: float = 10.0) -> None:
        self.network = network
        self._timeout = aiohttp.ClientTimeout(total=timeout, sock_connect=connect_timeout)
        self._session: aiohttp.ClientSession | None = None

    async def exchange(
        self,
        method: str,
        url: URL,
        *,
        headers: Mapping[str, str],
        json: Any = None,
        data: Mapping[str, str] | None = None,
        may_have_effect: bool,
    ) -> Answer:
        """Send one request and read the whole answer, whatever its status.

        `may_have_effect` marks a write that must not be repeated blindly. Raises Retryable (nothing took effect),
        OutcomeUnknown (such a write got no answer), BadPayload (body without end), Misconfigured (not an address).
        """
        try:
            async with self._open().request(
                method, url, headers=headers, json=json, data=data, allow_redirects=False
            ) as response:
                return Answer(response.status, response.headers, await self._body(response))
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            # `from None`: the original's text and traceback name the URL
            raise not_reached(error, self.network, may_have_effect=may_have_effect) from None

    async def aclose(self) -> None:
        """Give back the connections; the next exchange would open new ones."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                timeout=self._timeout,
                cookie_jar=aiohttp.DummyCookieJar(),
                connector=aiohttp.TCPConnector(limit=8),
                auto_decompress=True,
            )
        return self._session

    async def _body(self, response: aiohttp.ClientResponse) -> bytes:
        parts, size = [], 0
        async for part in response.content.iter_any():
            parts.append(part)
            size += len(part)
            if size > MAX_BODY:
                raise too_big(self.network, MAX_BODY)
        return b"".join(parts)
