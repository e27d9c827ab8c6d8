"""A brand on three networks: the real connectors and use cases on a real database, against the simulator, in one loop.

Webhooks are not sent but put into `mail`, as the bytes the networks would post, so that a test decides which of them
arrive, when, how often and in which order. Time stands still unless it is moved.
"""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from config.secret import Secret
from config.settings import AccountSettings, BrandSettings
from connectors.facebook import PLUGIN as FACEBOOK
from connectors.instagram import PLUGIN as INSTAGRAM
from connectors.simulator.clock import CLOCK, SimulatedClock
from connectors.simulator.faults import FAULTS, Fault, FaultKind
from connectors.simulator.graph.notifications import Notification, notifications_of
from connectors.simulator.graph.state import GRAPH_STATE, GraphState
from connectors.simulator.graph.webhooks import envelope, escaped
from connectors.simulator.identities import (
    BRANDS,
    META_APP_SECRET,
    X_BEARER_TOKEN,
    X_CONSUMER_KEY,
    X_CONSUMER_SECRET,
)
from connectors.simulator.server import SimulatorOptions, build_app
from connectors.simulator.x.activity import events_of
from connectors.simulator.x.state import X_STATE, XState
from connectors.x import PLUGIN as X
from monitor.domain.errors import Retryable
from monitor.domain.streams import Page, StreamRef
from monitor.ports import Connector, Source
from monitor.services.fill_in import FillIn
from monitor.services.health import Health
from monitor.services.poll import Poll, Polled
from monitor.services.probe import ProbeAccounts, Probed
from monitor.services.receive import Reader, Receive
from monitor.services.recheck import Recheck
from monitor.services.triage import Triage
from monitor.store import SqlStore
from tests.support.fakes import assess, prioritise

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
BRAND = BRANDS[0]
PLUGINS = {"x": X, "facebook": FACEBOOK, "instagram": INSTAGRAM}
NETWORKS = tuple(PLUGINS)


@dataclass
class Letter:
    """One webhook on its way; those with parts of one subject may share an envelope.

    `sure`: it tells what no later poll would show, so it may come late or twice, but it comes.
    """

    route: str
    body: bytes
    part: Notification | None = None
    sure: bool = False


@dataclass
class Unsteady:
    """A source whose next page is lost on its way, fetched twice, or still on its way while other things happen."""

    source: Source
    lose: int = 0
    twice: int = 0
    meanwhile: list[Callable[[], Any]] = field(default_factory=list)

    @property
    def streams(self):
        return self.source.streams

    async def fetch(self, stream: str, cursor: str | None, *, now: datetime) -> Page:
        page = await self.source.fetch(stream, cursor, now=now)
        if self.twice:
            self.twice -= 1
            page = await self.source.fetch(stream, cursor, now=now)
        while self.meanwhile:
            await self.meanwhile.pop()()
        if self.lose:
            self.lose -= 1
            raise Retryable("the page was lost on its way")
        return page


class World:
    """Simulator, accounts, connectors and services; `settle` brings them to rest."""

    def __init__(self, app: web.Application, url: str, store: SqlStore) -> None:
        self.app, self.url, self.store = app, url, store
        self.clock: SimulatedClock = app[CLOCK]
        self.x: XState = app[X_STATE]
        self.graph: GraphState = app[GRAPH_STATE]
        self.mail: list[Letter] = []
        self.accounts = {name: _account(name) for name in NETWORKS}
        self.connectors: dict[str, Connector] = {}
        self.sources: dict[str, Unsteady] = {}
        self.x.on_change.append(self._hear_x)
        self.graph.on_change.append(self._hear_graph)

    async def start(self) -> None:
        """Connect and put the services together, as after a restart."""
        await self.stop()
        self.connectors = {name: self._connect(name) for name in NETWORKS}
        self.sources = {name: Unsteady(connector.source) for name, connector in self.connectors.items()}
        polled = {name: Polled(source, 60) for name, source in self.sources.items()}
        lease = timedelta(seconds=120)
        self.poll = Poll(self.store, polled, now=self.clock.now, owner="me", lease=lease)
        readers = {
            "x": [Reader(X, [self.accounts["x"]])],
            "meta": [Reader(PLUGINS[name], [self.accounts[name]]) for name in ("facebook", "instagram")],
        }
        self.receive = Receive(self.store, readers, now=self.clock.now)
        rules = {"assess": assess, "prioritise": prioritise, "now": self.clock.now}
        brands = {BRAND.name: BrandSettings(name=BRAND.name)}
        self.triage = Triage(self.store, accounts=self.accounts, brands=brands, **rules)
        asked = {name: connector.rechecker for name, connector in self.connectors.items()}
        self.recheck = Recheck(self.store, asked, now=self.clock.now)
        sources = {name: connector.source for name, connector in self.connectors.items()}
        self.fill_in = FillIn(self.store, sources, now=self.clock.now)
        probed = {name: Probed(self.accounts[name], connector) for name, connector in self.connectors.items()}
        self.probe = ProbeAccounts(self.store, probed, Health(self.store, now=self.clock.now), now=self.clock.now)
        refs = [StreamRef(name, stream) for name, each in self.connectors.items() for stream in each.source.streams]
        async with self.store.write() as tx:
            await tx.accounts.ensure(list(self.connectors), now=self.clock.now())
            await tx.streams.ensure(refs, now=self.clock.now())

    async def stop(self) -> None:
        for connector in self.connectors.values():
            await connector.aclose()

    def pass_time(self, **by: float) -> None:
        self.clock.shift(timedelta(**by))

    def fail(self, kind: FaultKind, network: str, times: int = 1) -> None:
        self.app[FAULTS].add(Fault(kind, network=network, times=times, retry_after=300))

    async def look(self) -> int:
        """Probe and poll what is due, one after another, ask for missing words, then understand what came in."""
        changed = sum([await self.probe.one(account) for account in self.accounts])
        changed += sum([await self.poll.one(lease) for lease in await self.poll.claim()])
        changed += await self.fill_in.sweep()
        await self.think()
        return changed

    async def think(self) -> None:
        while await self.receive.sweep() or await self.triage.sweep():
            pass

    async def deliver(self, letter: Letter) -> None:
        await self.receive.keep(letter.route, letter.body)
        await self.think()

    async def settle(self) -> None:
        """Clear the faults, deliver what is still on its way, and look until nothing changes for two whole rounds."""
        self.app[FAULTS].clear()
        for source in self.sources.values():
            source.lose, source.twice, source.meanwhile = 0, 0, []
        while self.mail:
            await self.deliver(self.mail.pop())
        quiet = looks = 0
        while quiet < 3:
            self.pass_time(minutes=20)
            quiet, looks = 0 if await self.look() else quiet + 1, looks + 1
            assert looks < 100, "it never comes to rest"
        await self._look_again()

    async def _look_again(self) -> None:
        """Go through everything public once more, as happens within a day."""
        self.pass_time(hours=25)
        begun = self.clock.now()
        while not await self._looked_again_since(begun):
            await self.recheck.sweep()
            self.pass_time(minutes=16)
            assert self.clock.now() - begun < timedelta(days=9), "it never looks everything up again"
        for _ in range(6):
            await self.look()
            self.pass_time(minutes=3)

    async def _looked_again_since(self, begun: datetime) -> bool:
        async with self.store.read() as tx:
            rounds = await tx.ledger.rounds()
        return len(rounds) == len(NETWORKS) and all(each.finished_at and each.finished_at > begun for each in rounds)

    def _connect(self, name: str) -> Connector:
        plugin = PLUGINS[name]
        network = plugin.network_settings(base_url=self.url, page_size=10, **_KEYS[name])
        return plugin.connect(self.accounts[name], plugin.account_settings(**_OPTIONS[name]), network)

    def _hear_x(self, change: Any) -> None:
        for _, user_id, body in events_of(self.x, change):
            if user_id == BRAND.x_user_id:
                self.mail.append(Letter("x", json.dumps(body, ensure_ascii=False).encode()))

    def _hear_graph(self, event: Any) -> None:
        for part in notifications_of(self.graph, event):
            self.mail.append(Letter("meta", escaped(envelope([part])), part))


def _account(name: str) -> AccountSettings:
    ids = {"x": BRAND.x_user_id, "facebook": BRAND.page_id, "instagram": BRAND.instagram_id}
    handles = {"x": BRAND.x_handle, "facebook": BRAND.name, "instagram": BRAND.instagram_username}
    options = {"page_id": BRAND.page_id} if name == "instagram" else {}
    return AccountSettings(
        name=name, network=name, brand=BRAND.name, remote_id=ids[name], handle=handles[name], options=options
    )


_META = {"app_secret": Secret(META_APP_SECRET)}
_KEYS: dict[str, dict[str, Any]] = {
    "x": {
        "consumer_key": Secret(X_CONSUMER_KEY),
        "consumer_secret": Secret(X_CONSUMER_SECRET),
        "bearer_token": Secret(X_BEARER_TOKEN),
    },
    "facebook": _META,
    "instagram": _META,
}
_OPTIONS: dict[str, dict[str, Any]] = {
    "x": {
        "access_token": Secret(BRAND.x_access_token),
        "access_secret": Secret(BRAND.x_access_secret),
        "recheck_posts_a_day": 1000,
    },
    "facebook": {"token": Secret(BRAND.page_token)},
    "instagram": {"token": Secret(BRAND.page_token), "page_id": BRAND.page_id},
}


@asynccontextmanager
async def world(store: SqlStore, **options: Any) -> AsyncIterator[World]:
    """Serve a simulator and connect the brand's three accounts to it."""
    app = build_app(SimulatorOptions(fixed_time=NOON, **options))
    async with TestServer(app) as server:
        made = World(app, str(server.make_url("")).rstrip("/"), store)
        await made.start()
        try:
            yield made
        finally:
            await made.stop()
