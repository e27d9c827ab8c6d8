"""Where a connector plays: a simulator on a real port, whose time stands still until the test moves it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from aiohttp import web
from aiohttp.test_utils import TestServer

from config.settings import AccountSettings
from connectors.simulator.clock import CLOCK
from connectors.simulator.faults import FAULTS, Fault, FaultKind
from connectors.simulator.journal import JOURNAL
from connectors.simulator.server import SimulatorOptions, build_app
from monitor.domain.moves import MoveKind
from monitor.ports.networks import Connector, NetworkPlugin

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Simulated:
    """A simulator; `network` is the one faults are meant for."""

    app: web.Application
    url: str
    network: str

    @property
    def now(self) -> datetime:
        return self.app[CLOCK].now()

    def pass_time(self, delta: timedelta) -> None:
        self.app[CLOCK].shift(delta)

    def fail(self, kind: FaultKind, **rule: Any) -> None:
        """Order a fault; by default for the next call of the network."""
        self.app[FAULTS].add(Fault(kind, network=self.network, **rule))

    def heal(self) -> None:
        self.app[FAULTS].clear()

    def calls(self, method: str = "*") -> int:
        """How many requests of that method came in."""
        return sum(method in ("*", exchange.method) for exchange in self.app[JOURNAL].all())


@asynccontextmanager
async def simulated(network: str, **options: Any) -> AsyncIterator[Simulated]:
    """Serve the simulator of our networks for the length of a test."""
    app = build_app(SimulatorOptions(fixed_time=options.pop("fixed_time", NOON), **options))
    async with served(app, network) as world:
        yield world


@asynccontextmanager
async def served(app: web.Application, network: str) -> AsyncIterator[Simulated]:
    """Serve a simulator that has our clock, faults and journal."""
    async with TestServer(app) as server:
        yield Simulated(app, str(server.make_url("")).rstrip("/"), network)


class Stage(Protocol):
    """One network's part in the suite: an account of ours connected to the simulator, and its customers.

    A customer's id is chosen by the stage and stays the same through a test. Ids returned are natural keys as the
    connector must give them.
    """

    simulated: Simulated
    plugin: NetworkPlugin
    account: AccountSettings
    connector: Connector
    public_stream: str
    private_stream: str
    page_size: int  # records in one page of the public stream
    secrets: tuple[str, ...]  # words that must never show in an error
    public_move: MoveKind  # a public answer to what `customer_writes` made
    private_move: MoveKind  # a message into what `customer_messages` began

    async def reconnect(self) -> Connector:
        """Close the connector and make a new one, as after a restart; `connector` is the new one then."""

    def customer_writes(self, text: str, *, at: datetime | None = None) -> str:
        """Publish something that we may answer; gives its natural key."""

    def customer_edits(self, remote_id: str, text: str) -> bool:
        """Edit it; False where the network knows no edits."""

    def customer_deletes(self, remote_id: str) -> None:
        """Take it away."""

    def customer_messages(self, text: str) -> str:
        """Write us privately; gives the message's natural key."""

    def our_replies(self, remote_id: str) -> list[tuple[str, str]]:
        """(id, text as sent) of our public replies that really stand there."""

    def our_messages(self) -> list[tuple[str, str]]:
        """(id, text as sent) of our private messages that really arrived."""

    def our_page_writes(self, text: str, remote_id: str) -> str:
        """Somebody of ours answers in the network's own app; gives the reply's natural key."""

    async def pushed(self) -> list[tuple[dict[str, str], bytes]]:
        """Register our webhook, let a customer write and message us, and give what was pushed: (headers, body)."""
