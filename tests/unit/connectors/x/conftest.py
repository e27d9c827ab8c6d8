"""X on the simulator, and X played from a script for answers no honest server gives."""

import asyncio
import json
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from config.secret import Secret
from config.settings import AccountSettings
from connectors.x import PLUGIN
from connectors.x.client import XClient
from connectors.x.settings import XAccount, XNetwork
from tests.contracts.connectors.x_stage import x_stage
from tests.support.patience import PATIENCE

ME = "700000000000000001"


@pytest.fixture
async def stage():
    async with x_stage() as ready:
        yield ready


@pytest.fixture
def staged():
    """Make a stage with settings of the test's own: `async with staged(network={…}) as stage`."""
    return x_stage


@dataclass
class Scripted:
    """A server that gives the answers it was told, the last one for ever, and keeps what it was asked.

    `silent`: it never answers at all. `patience`: seconds for which clients wait.
    """

    answers: deque[web.Response] = field(default_factory=deque)
    asked: list[web.Request] = field(default_factory=list)
    url: str = ""
    silent: bool = False
    patience: float = PATIENCE
    now: datetime = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

    def says(self, body: Any, *, status: int = 200, headers: dict[str, str] | None = None, kind: str = "") -> None:
        text = body if isinstance(body, str) else json.dumps(body)
        told = {"Date": "Fri, 20 Nov 2026 12:00:00 GMT", **(headers or {})}
        content_type = kind or ("text/html" if text.startswith("<") else "application/json")
        self.answers.append(web.Response(text=text, status=status, headers=told, content_type=content_type))

    async def handle(self, request: web.Request) -> web.StreamResponse:
        await request.read()
        self.asked.append(request)
        if self.silent:
            await asyncio.Event().wait()
        answer = self.answers.popleft() if len(self.answers) > 1 else self.answers[0]
        return web.Response(
            body=answer.body,
            status=answer.status,
            headers={k: v for k, v in answer.headers.items() if k != "Content-Length"},
        )

    @property
    def network(self) -> XNetwork:
        return XNetwork(
            base_url=self.url,
            consumer_key=Secret("consumer-key"),
            consumer_secret=Secret("consumer-secret"),
            timeout_seconds=self.patience,
        )

    @property
    def options(self) -> XAccount:
        return XAccount(access_token=Secret("access-token"), access_secret=Secret("access-secret"))

    @property
    def account(self) -> AccountSettings:
        return AccountSettings(name="ours", network="x", brand="B", remote_id=ME, handle="siuntukas")

    def client(self) -> XClient:
        return XClient(self.network, self.options)


@pytest.fixture
async def script():
    scripted = Scripted()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", scripted.handle)
    async with TestServer(app) as server:
        scripted.url = str(server.make_url("")).rstrip("/")
        yield scripted


@pytest.fixture
async def scripted_connector(script):
    connector = PLUGIN.connect(script.account, script.options, script.network)
    yield connector
    await connector.aclose()
