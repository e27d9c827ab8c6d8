"""X's part in the connector suite."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from config.secret import Secret
from config.settings import AccountSettings
from connectors.simulator.identities import BRANDS, X_BEARER_TOKEN, X_CONSUMER_KEY, X_CONSUMER_SECRET
from connectors.simulator.x.state import X_STATE
from connectors.simulator.x.webhooks import WEBHOOKS
from connectors.x import PLUGIN
from connectors.x.settings import XAccount, XNetwork
from monitor.domain.moves import MoveKind
from monitor.ports.networks import Connector
from tests.contracts.connectors.stage import Simulated, simulated

BRAND = BRANDS[0]
ME = BRAND.x_user_id


class XStage:
    """An account of a made-up brand; `customer` is somebody who wants something of it."""

    plugin = PLUGIN
    public_stream = "mentions"
    private_stream = "messages"
    page_size = 10
    public_move = MoveKind.PUBLIC_REPLY
    private_move = MoveKind.MESSAGE

    def __init__(self, world: Simulated, *, fields: str, network: dict[str, Any], options: dict[str, Any]) -> None:
        self.simulated = world
        self.state = world.app[X_STATE]
        self.customer = self.state.people.known_or_new("rugile_k").id
        self.account = AccountSettings(
            name="siuntukas-x", network="x", brand="Siuntukas", remote_id=ME, handle=BRAND.x_handle
        )
        self.network = XNetwork(
            **{
                "base_url": world.url,
                "fields": fields,
                "consumer_key": Secret(X_CONSUMER_KEY),
                "consumer_secret": Secret(X_CONSUMER_SECRET),
                "bearer_token": Secret(X_BEARER_TOKEN),
                "page_size": self.page_size,
                **network,
            }
        )
        keys = {"access_token": Secret(BRAND.x_access_token), "access_secret": Secret(BRAND.x_access_secret)}
        self.options = XAccount(**{**keys, **options})
        self.secrets = (X_CONSUMER_KEY, X_CONSUMER_SECRET, X_BEARER_TOKEN, BRAND.x_access_token, world.url, "oauth")
        self.connector = self.connect()

    def connect(self) -> Connector:
        return PLUGIN.connect(self.account, self.options, self.network)

    async def reconnect(self) -> Connector:
        await self.connector.aclose()
        self.connector = self.connect()
        return self.connector

    def customer_writes(self, text: str, *, at: datetime | None = None) -> str:
        return self.state.post(self.customer, f"@{BRAND.x_handle} {text}", at=at)

    def customer_edits(self, remote_id: str, text: str) -> bool:
        post = self.state.posts.get(remote_id)
        assert post is not None
        self.state.edit(post.history[-1], f"@{BRAND.x_handle} {text}")
        return True

    def customer_deletes(self, remote_id: str) -> None:
        self.state.delete(remote_id)

    def customer_messages(self, text: str) -> str:
        return self.state.send_dm(self.customer, ME, text)

    def our_replies(self, remote_id: str) -> list[tuple[str, str]]:
        return [(post.id, post.typed) for post in self.state.replies_to(remote_id) if post.author_id == ME]

    def our_messages(self) -> list[tuple[str, str]]:
        return [
            (message.id, message.text)
            for message in self.state.dms_between(ME, self.customer)
            if message.sender_id == ME
        ]

    def our_page_writes(self, text: str, remote_id: str) -> str:
        return self.state.post(ME, text, in_reply_to=remote_id)

    async def pushed(self) -> list[tuple[dict[str, str], bytes]]:
        got: asyncio.Queue[tuple[dict[str, str], bytes]] = asyncio.Queue()
        receiver = PLUGIN.receiver(self.network)
        assert receiver is not None

        async def hook(request: web.Request) -> web.StreamResponse:
            if request.method == "GET":
                return web.json_response(receiver.challenge(request.query))
            got.put_nowait((dict(request.headers), await request.read()))
            return web.Response()

        app = web.Application()
        app.router.add_route("*", "/webhooks/x", hook)
        async with TestServer(app) as server:
            webhooks = self.simulated.app[WEBHOOKS]
            await webhooks.register(str(server.make_url("/webhooks/x")), user_id=ME)
            self.customer_writes("kur mano siunta?")
            self.customer_messages("čia mano numeris")
            return [await got.get() for _ in range(2)]


@asynccontextmanager
async def x_stage(
    *,
    fields: str = "tweet",
    network: dict[str, Any] | None = None,
    options: dict[str, Any] | None = None,
    **simulator: Any,
) -> AsyncIterator[XStage]:
    """Serve a simulator and connect to it; `network` and `options` are settings that differ from the stage's."""
    async with simulated("x", x_vocabulary=fields, **simulator) as world:
        stage = XStage(world, fields=fields, network=network or {}, options=options or {})
        try:
            yield stage
        finally:
            await stage.connector.aclose()
