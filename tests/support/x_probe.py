"""A bare client of the simulated X for its own tests: no connector code, every part of a call in sight.

Requests are signed with oauthlib, while the simulator checks them with code of its own.
"""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode

import aiohttp
import oauthlib.oauth1
from aiohttp import web
from aiohttp.test_utils import TestServer
from yarl import URL

from connectors.simulator.clock import CLOCK, SimulatedClock
from connectors.simulator.faults import FAULTS, Faults
from connectors.simulator.identities import BRANDS, X_BEARER_TOKEN, X_CONSUMER_KEY, X_CONSUMER_SECRET, SimulatedBrand
from connectors.simulator.journal import JOURNAL, Journal
from connectors.simulator.options import SimulatorOptions
from connectors.simulator.server import build_app
from connectors.simulator.x.state import X_STATE, XState

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
BRAND, OTHER = BRANDS[0], BRANDS[1]
APP = {"Authorization": f"Bearer {X_BEARER_TOKEN}"}


@dataclass
class Answer:
    status: int
    body: Any
    headers: Any

    @property
    def data(self) -> Any:
        return self.body["data"]

    @property
    def ids(self) -> list[str]:
        return [item["id"] for item in self.body.get("data", [])]

    @property
    def problem(self) -> str:
        """Last part of the problem type, by which clients tell problems apart."""
        return str(self.body["type"]).rsplit("/", 1)[-1]

    @property
    def complaint(self) -> str:
        return str(self.body["errors"][0]["message"])


class XProbe:
    """Calls the simulator as the X account of the first brand, and holds its state and clock."""

    def __init__(self, server: TestServer, session: aiohttp.ClientSession) -> None:
        app = server.app
        assert app is not None
        self.app: web.Application = app
        self.root = str(server.make_url("")).rstrip("/")
        self.session = session
        self.state: XState = app[X_STATE]
        self.clock: SimulatedClock = app[CLOCK]
        self.faults: Faults = app[FAULTS]
        self.journal: Journal = app[JOURNAL]

    def person(self, handle: str, **traits: Any) -> str:
        """Open an account and give its id."""
        user = self.state.people.known_or_new(handle)
        for name, value in traits.items():
            setattr(user, name, value)
        return user.id

    def signed(self, method: str, url: str, brand: SimulatedBrand = BRAND, **changes: Any) -> dict[str, str]:
        keys = {
            "client_key": X_CONSUMER_KEY,
            "client_secret": X_CONSUMER_SECRET,
            "resource_owner_key": brand.x_access_token,
            "resource_owner_secret": brand.x_access_secret,
        }
        _, headers, _ = oauthlib.oauth1.Client(**{**keys, **changes}).sign(url, method)
        return dict(headers)

    async def call(
        self,
        method: str,
        path: str,
        *,
        brand: SimulatedBrand = BRAND,
        headers: dict[str, str] | None = None,
        body: Any = None,
        **params: Any,
    ) -> Answer:
        query = urlencode({k.replace("__", "."): v for k, v in params.items()}, quote_via=quote)
        url = f"{self.root}{path}" + (f"?{query}" if query else "")
        if headers is None:
            headers = self.signed(method, url, brand)
        async with self.session.request(method, URL(url, encoded=True), headers=headers, json=body) as response:
            text = await response.text()
            is_json = "json" in response.content_type
            return Answer(response.status, json.loads(text) if is_json else text, response.headers)

    async def get(self, path: str, **params: Any) -> Answer:
        return await self.call("GET", path, **params)

    async def post(self, path: str, body: Any = None, **options: Any) -> Answer:
        return await self.call("POST", path, body=body, **options)

    async def mentions(self, **params: Any) -> Answer:
        return await self.get(f"/2/users/{BRAND.x_user_id}/mentions", **params)

    async def search(self, query: str, **params: Any) -> Answer:
        return await self.get("/2/tweets/search/recent", query=query, **params)

    async def reply(self, target: str, text: str, **options: Any) -> Answer:
        return await self.post("/2/tweets", {"text": text, "reply": {"in_reply_to_tweet_id": target}}, **options)

    async def dm(self, person_id: str, text: str) -> Answer:
        return await self.post(f"/2/dm_conversations/with/{person_id}/messages", {"text": text})

    async def control(self, method: str, path: str, body: Any = None, **params: Any) -> Answer:
        return await self.call(method, f"/control{path}", headers={}, body=body, **params)


@asynccontextmanager
async def x_probe(**options: Any) -> AsyncIterator[XProbe]:
    """Run a simulator whose clock stands at noon of 20 November 2026."""
    server = TestServer(build_app(SimulatorOptions(**{"fixed_time": NOON, **options})))
    await server.start_server()
    try:
        async with aiohttp.ClientSession() as session:
            yield XProbe(server, session)
    finally:
        await server.close()
