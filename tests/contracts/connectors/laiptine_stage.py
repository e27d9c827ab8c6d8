"""The made-up network's part in the connector suite; its package is not ours to import, so it comes as installed."""

import hashlib
import hmac
import importlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from config.secret import Secret
from config.settings import AccountSettings
from monitor.domain.moves import MoveKind
from monitor.ports.networks import Connector, NetworkPlugin
from tests.contracts.connectors.stage import NOON, Simulated, served

CUSTOMER = "m9"


class LaiptineStage:
    """A house service's account; `CUSTOMER` is a neighbour who wants something of it."""

    public_stream = "talk"
    private_stream = "letters"
    page_size = 10
    public_move = MoveKind.PUBLIC_REPLY
    private_move = MoveKind.MESSAGE

    def __init__(self, world: Simulated, plugin: NetworkPlugin, simulator: Any) -> None:
        self.simulated, self.plugin, self.simulator = world, plugin, simulator
        self.board = world.app[simulator.BOARD]
        self.ours = simulator.OURS
        self.account = AccountSettings(name="namai", network="laiptine", brand="Namai", remote_id=self.ours)
        self.network = plugin.network_settings(
            base_url=world.url, seal=Secret(simulator.SEAL), page_size=self.page_size
        )
        self.options = plugin.account_settings(key=Secret(simulator.KEY))
        self.secrets = (simulator.KEY, simulator.SEAL, world.url)
        self.connector = self.connect()

    def connect(self) -> Connector:
        return self.plugin.connect(self.account, self.options, self.network)

    async def reconnect(self) -> Connector:
        await self.connector.aclose()
        self.connector = self.connect()
        return self.connector

    def customer_writes(self, text: str, *, at: datetime | None = None) -> str:
        return self.board.write(CUSTOMER, text, at=at)

    def customer_edits(self, remote_id: str, text: str) -> bool:
        self.board.edit(remote_id, text)
        return True

    def customer_deletes(self, remote_id: str) -> None:
        self.board.withdraw(remote_id)

    def customer_messages(self, text: str) -> str:
        return self.board.send(CUSTOMER, self.ours, text)

    def our_replies(self, remote_id: str) -> list[tuple[str, str]]:
        return [(text.id, text.words) for text in self._ours() if text.above == remote_id]

    def our_messages(self) -> list[tuple[str, str]]:
        return [(text.id, text.words) for text in self._ours() if text.to == CUSTOMER]

    def our_page_writes(self, text: str, remote_id: str) -> str:
        return self.board.write(self.ours, text, above=remote_id)

    async def pushed(self) -> list[tuple[dict[str, str], bytes]]:
        """The board of the tests sends nothing by itself: here is what it would send."""
        receiver = self.plugin.receiver(self.network)
        assert receiver is not None
        assert receiver.challenge({"greeting": "labas"}) == self._seal(b"labas")
        bodies: list[bytes] = []
        self.board.heard.append(lambda text: bodies.append(self._push(text)))
        self.customer_writes("kur siunta? ąčę")
        self.customer_messages("čia nr.")
        sent = [({"Laiptine-Seal": self._seal(body)}, body) for body in bodies]
        assert all(receiver.verify(headers, body) and not receiver.verify({}, body) for headers, body in sent)
        return sent

    def _ours(self) -> list[Any]:
        return [text for text in self.board.texts.values() if text.by == self.ours]

    def _push(self, text: Any) -> bytes:
        shown = importlib.import_module(f"{self.simulator.__name__}.board").shown(text)
        return json.dumps({"to": self.ours, "letter" if text.to else "entry": shown}).encode()

    def _seal(self, body: bytes) -> str:
        return hmac.new(self.simulator.SEAL.encode(), body, hashlib.sha256).hexdigest()


@asynccontextmanager
async def laiptine_stage(plugin: NetworkPlugin) -> AsyncIterator[LaiptineStage]:
    """Serve the package's own simulator and connect to it."""
    simulator = importlib.import_module(f"{plugin.name}.simulator")
    async with served(simulator.build_app(NOON), plugin.name) as world:
        stage = LaiptineStage(world, plugin, simulator)
        try:
            yield stage
        finally:
            await stage.connector.aclose()
