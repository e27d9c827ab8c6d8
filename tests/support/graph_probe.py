"""A bare client of the simulated Graph API for its own tests: no connector code, every part of a call in sight."""

import hashlib
import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from connectors.simulator.clock import CLOCK, SimulatedClock
from connectors.simulator.faults import FAULTS, Faults
from connectors.simulator.graph.routes import setup
from connectors.simulator.graph.state import GRAPH_STATE, GraphState
from connectors.simulator.identities import BRANDS, META_APP_SECRET
from connectors.simulator.options import OPTIONS, SimulatorOptions

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
BRAND, OTHER = BRANDS[0], BRANDS[1]
PAGE, IG = BRAND.page_id, BRAND.instagram_id


@dataclass
class Answer:
    status: int
    body: Any
    headers: Any

    @property
    def error(self) -> tuple[int, int | None]:
        """Code and subcode; (0, None) for a success."""
        if not isinstance(self.body, dict) or "error" not in self.body:
            return 0, None
        return self.body["error"]["code"], self.body["error"].get("error_subcode")

    @property
    def ids(self) -> list[str]:
        return [item["id"] for item in self.body["data"]]


class GraphProbe:
    """Calls the simulator as the Page of the first brand, and holds its state and clock."""

    def __init__(self, server: TestServer, session: aiohttp.ClientSession) -> None:
        app = server.app
        assert app is not None
        self.root = str(server.make_url("")).rstrip("/")
        self.session = session
        self.app = app
        self.state: GraphState = app[GRAPH_STATE]
        self.clock: SimulatedClock = app[CLOCK]
        self.faults: Faults = app[FAULTS]
        self.token = BRAND.page_token

    async def call(
        self,
        method: str,
        path: str,
        query: dict[str, str] | None = None,
        *,
        token: str | None = None,
        version: str = "v26.0",
        **kwargs: Any,
    ) -> Answer:
        token = token or self.token
        params = {"appsecret_proof": proof(token), **(query or {})}
        url = f"{self.root}/{version}/{path}"
        headers = {"Authorization": f"Bearer {token}", **kwargs.pop("headers", {})}
        async with self.session.request(method, url, params=params, headers=headers, **kwargs) as answer:
            return Answer(answer.status, await answer.json(content_type=None), answer.headers)

    async def get(self, path: str, **query: str) -> Answer:
        return await self.call("GET", path, query)

    async def post(self, path: str, **form: Any) -> Answer:
        return await self.call("POST", path, data=form)

    async def send(self, recipient: dict[str, str], text: str = "Sveiki", **rest: Any) -> Answer:
        body = {"recipient": recipient, "messaging_type": "RESPONSE", "message": {"text": text}, **rest}
        return await self.call("POST", f"{PAGE}/messages", json=body)

    async def control(self, verb: str, route: str, /, **body: Any) -> Any:
        url = f"{self.root}/control/graph/{route}"
        async with self.session.request(verb, url, json=body or None) as answer:
            return await answer.json()

    def psid(self, key: str) -> str:
        return self.state.messaging_id(self.state.person(key), self.state.account(PAGE), "messenger")

    def igsid(self, key: str) -> str:
        return self.state.messaging_id(self.state.person(key), self.state.account(PAGE), "instagram")


def proof(token: str) -> str:
    return hmac.new(META_APP_SECRET.encode(), token.encode(), hashlib.sha256).hexdigest()


def graph_app(fixed: datetime | None) -> web.Application:
    """The Graph side alone, without the other networks of the simulator."""
    app = web.Application()
    app[OPTIONS] = SimulatorOptions(fixed_time=fixed)
    app[CLOCK], app[FAULTS] = SimulatedClock(fixed), Faults()
    setup(app)
    return app


@asynccontextmanager
async def graph_probe(fixed: datetime | None = NOON) -> AsyncIterator[GraphProbe]:
    server = TestServer(graph_app(fixed))
    async with server, aiohttp.ClientSession() as session:
        yield GraphProbe(server, session)
