"""What the two Graph networks' parts in the connector suite share: a Page, its Instagram account, a customer."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any, ClassVar, Literal

import msgspec
from aiohttp import web
from aiohttp.test_utils import TestServer

from config.secret import Secret
from config.settings import AccountSettings
from connectors.simulator.graph.routes import GRAPH_WEBHOOKS
from connectors.simulator.graph.state import GRAPH_STATE
from connectors.simulator.graph.webhooks import Subscription
from connectors.simulator.identities import BRANDS, META_APP_ID, META_APP_SECRET, META_VERIFY_TOKEN
from monitor.domain.moves import MoveKind
from monitor.ports.networks import Connector, NetworkPlugin
from tests.contracts.connectors.stage import Simulated, simulated
from tests.support.patience import PATIENCE

BRAND = BRANDS[0]
WHO = "rugile"
PAGE_SIZE = 10


class GraphStage:
    """An account of a made-up brand with one post of its own; `WHO` is somebody who wants something of it."""

    plugin: ClassVar[NetworkPlugin]
    platform: ClassVar[Literal["messenger", "instagram"]]
    remote_id: ClassVar[str]
    account_keys: ClassVar[dict[str, Any]] = {}
    public_stream = "comments"
    private_stream = "messages"
    page_size = PAGE_SIZE
    public_move = MoveKind.PUBLIC_REPLY
    private_move = MoveKind.MESSAGE
    secrets = (BRAND.page_token, META_APP_SECRET, "appsecret_proof", "http://")

    def __init__(self, world: Simulated, *, network: dict[str, Any], options: dict[str, Any]) -> None:
        self.simulated = world
        self.state = world.app[GRAPH_STATE]
        self.state.person(WHO, "Rugilė Kazlauskienė", "rugile.k")
        self.post = self.state.publish(self.remote_id, "Nauja paštomatų vieta", at=world.now - timedelta(days=9))
        self.account = AccountSettings(
            name=f"siuntukas-{self.plugin.name}",
            network=self.plugin.name,
            brand="Siuntukas",
            remote_id=self.remote_id,
            handle=BRAND.instagram_username,
            options={name: value for name, value in self.account_keys.items() if isinstance(value, str)},
        )
        self.network = self.plugin.network_settings(
            **{
                "base_url": world.url,
                "app_id": META_APP_ID,
                "app_secret": Secret(META_APP_SECRET),
                "verify_token": Secret(META_VERIFY_TOKEN),
                "page_size": self.page_size,
                **network,
            }
        )
        keys = {"token": Secret(BRAND.page_token), **self.account_keys, **options}
        self.options = self.plugin.account_settings(**keys)
        self.connector = self.connect()

    def connect(self) -> Connector:
        return self.plugin.connect(self.account, self.options, self.network)

    async def reconnect(self, **network: Any) -> Connector:
        await self.connector.aclose()
        self.network = msgspec.structs.replace(self.network, **network)
        self.connector = self.connect()
        return self.connector

    def customer_writes(self, text: str, *, at: datetime | None = None) -> str:
        return self.state.comment(self.post, WHO, text, at=at)

    def customer_deletes(self, remote_id: str) -> None:
        self.state.delete_comment(remote_id)

    def customer_messages(self, text: str) -> str:
        return self.state.message(WHO, self.remote_id, text, self.platform)

    def our_replies(self, remote_id: str) -> list[tuple[str, str]]:
        answered = self.state.comments[remote_id.rpartition("_")[2]]
        return [
            (comment.shown_id, comment.text)
            for comment in self.state.comments.values()
            if comment.author is None and not comment.deleted and comment.parent is (answered.parent or answered)
        ]

    def our_messages(self, person: str = WHO) -> list[tuple[str, str]]:
        thread = self.state.conversation(self.remote_id, person, self.platform)
        return [(message.id, message.text) for message in thread if message.from_account]

    def our_page_writes(self, text: str, remote_id: str) -> str:
        return self.state.account_comment(self.post, text, parent=remote_id)

    async def pushed(self) -> list[tuple[dict[str, str], bytes]]:
        return await self.pushed_by(
            lambda: (self.customer_writes("kur siunta? ąčę"), self.customer_messages("čia nr."))
        )

    async def pushed_by(self, act: Any, *, bodies: int = 2) -> list[tuple[dict[str, str], bytes]]:
        """Register our webhook, act, and give what was pushed."""
        got: asyncio.Queue[tuple[dict[str, str], bytes]] = asyncio.Queue()
        receiver = self.plugin.receiver(self.network)
        assert receiver is not None

        async def hook(request: web.Request) -> web.StreamResponse:
            if request.method == "GET":
                return web.Response(text=str(receiver.challenge(request.query)))
            body = await request.read()
            assert receiver.verify(request.headers, body)
            got.put_nowait((dict(request.headers), body))
            return web.Response()

        app = web.Application()
        app.router.add_route("*", "/webhooks/meta", hook)
        async with TestServer(app) as server:
            sender = self.simulated.app[GRAPH_WEBHOOKS]
            await self.connector.subscribe()
            await sender.subscribe(Subscription(str(server.make_url("/webhooks/meta"))))
            act()
            found = [await asyncio.wait_for(got.get(), timeout=PATIENCE) for _ in range(bodies)]
            sender.subscription = None
            return found


@asynccontextmanager
async def graph_stage(
    kind: type[GraphStage],
    *,
    network: dict[str, Any] | None = None,
    options: dict[str, Any] | None = None,
    **simulator: Any,
) -> AsyncIterator[GraphStage]:
    """Serve a simulator and connect to it; `network` and `options` are settings that differ from the stage's."""
    async with simulated(kind.plugin.name, **simulator) as world:
        stage = kind(world, network=network or {}, options=options or {})
        try:
            yield stage
        finally:
            await stage.connector.aclose()
