"""The running service's parts, put together from its settings."""

import os
import socket
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, partial
from typing import Any

import structlog

from config.settings import AccountSettings, BrandSettings, Settings
from monitor.analysis.brand.judging import BrandJudge
from monitor.analysis.brand.teaching import Teacher
from monitor.analysis.memory import give_back
from monitor.analysis.personal_data import mask
from monitor.bootstrap.accounts import check_networks, connect, plugin_of, tariff_of, unusable, usable
from monitor.bootstrap.answering import Answering
from monitor.bootstrap.gates import draw, gates_of, vault_of
from monitor.bootstrap.judgement import Ear, ear, guard, now, tell
from monitor.domain.ranking import rank
from monitor.domain.streams import StreamRef
from monitor.plugins import networks
from monitor.ports import Connector, Rereads, Store
from monitor.ports.recheck import LooksAgain
from monitor.scheduler import Clock, Fan, Job
from monitor.services.access import Access
from monitor.services.callbacks import Callbacks, Origin
from monitor.services.close import Close
from monitor.services.closing import Closing
from monitor.services.connect import Connect
from monitor.services.correct import Correct
from monitor.services.deliver import Deliver, Post
from monitor.services.fill_in import FillIn
from monitor.services.health import Health
from monitor.services.learn import Learn
from monitor.services.pace import Pacing, Terms
from monitor.services.poll import Poll, Polled
from monitor.services.probe import ProbeAccounts, Probed
from monitor.services.receive import Reader, Receive
from monitor.services.recheck import Recheck
from monitor.services.replay import Replay
from monitor.services.reread import Readable, Reread
from monitor.services.rescore import Rescore
from monitor.services.situations import Situations
from monitor.services.surroundings import Around
from monitor.services.tidy import Tidy
from monitor.services.triage import Triage
from monitor.store import migrate, open_store
from responders.moves import plan_moves

log = structlog.get_logger("house")


def store_of(settings: Settings) -> Store:
    """Open the database."""
    password = settings.store.password
    return open_store(settings.store.url, password.reveal() if password else None, mask=mask)


async def migrate_database(settings: Settings) -> None:
    """Bring the database to this version's schema. Raises Misconfigured, Retryable."""
    password = settings.store.password
    await migrate(settings.store.url, password.reveal() if password else None)


@dataclass(frozen=True)
class House:
    """Everything a running service is made of; parts are made when first asked for."""

    settings: Settings
    store: Store
    connectors: Mapping[str, Connector]

    @cached_property
    def owner(self) -> str:
        """Names this process in leases."""
        return f"{socket.gethostname()}:{os.getpid()}"

    @cached_property
    def accounts(self) -> Mapping[str, AccountSettings]:
        """Accounts by name."""
        return {account.name: account for account in self.settings.accounts}

    @cached_property
    def brands(self) -> Mapping[str, BrandSettings]:
        """Brands by name."""
        return {brand.name: brand for brand in self.settings.brands}

    @cached_property
    def situations(self) -> Situations:
        """Opens case files."""
        rules = {name: plugin.rules for name, plugin in networks().items()}
        return Situations(self.accounts, self.brands, rules)

    @cached_property
    def access(self) -> Access:
        """Log-in."""
        return Access(self.store, now=now, lasts=timedelta(hours=self.settings.web.session_hours))

    @cached_property
    def close(self) -> Close:
        """Closing and reopening cases."""
        return Close(self.store, now=now)

    @cached_property
    def ear(self) -> Ear:
        """The analyser, with the transformers the settings name."""
        return ear(self.settings.analysis, tell)

    @cached_property
    def judge(self) -> BrandJudge:
        """The analyser with the brands' models."""
        return BrandJudge(self.ear.analyser, self.ear.version)

    @cached_property
    def around(self) -> Around:
        """What is known around a text."""
        return Around(self.accounts, self.brands)

    @cached_property
    def learn(self) -> Learn:
        """Learning from corrections."""
        teach = Teacher(self.judge.plain)
        return Learn(self.store, self.judge, teach, self.around, now=now, owner=self.owner)

    @cached_property
    def rescore(self) -> Rescore:
        """Assessing anew."""
        policy = self.settings.priority
        return Rescore(self.store, self.judge, self.around, policy=policy, now=now, owner=self.owner)

    @cached_property
    def replay(self) -> Replay:
        """Other weights on the last week."""
        return Replay(self.store, policy=self.settings.priority, now=now)

    @cached_property
    def closing(self) -> Closing:
        """Windows for private answers that are about to close."""
        rules = {name: plugin.rules for name, plugin in networks().items()}
        return Closing(self.store, rules, policy=self.settings.priority, now=now)

    async def understand(self) -> int:
        """Triage with the models that are in use now."""
        await self.learn.refresh()
        return await self.triage.sweep()

    @cached_property
    def correct(self) -> Correct:
        """Corrections by people."""
        return Correct(self.store, policy=self.settings.priority, now=now)

    @cached_property
    def terms(self) -> Mapping[str, Terms]:
        """How each account is polled and billed."""
        return {
            name: Terms(
                network=account.network,
                streams=self.connectors[name].source.streams,
                pause=self._pause(account),
                tariff=tariff_of(self.settings, account),
            )
            for name, account in self.accounts.items()
        }

    @cached_property
    def pacing(self) -> Pacing:
        """Pace and money of all calls."""
        return Pacing(self.terms, self.settings.pace)

    @cached_property
    def poll(self) -> Poll:
        """Polling."""
        polled = {
            name: Polled(connector.source, self._pause(self.accounts[name]))
            for name, connector in self.connectors.items()
        }
        lease = timedelta(seconds=self.settings.clock.poll_lease_seconds)
        return Poll(self.store, polled, now=now, owner=self.owner, lease=lease, pacing=self.pacing)

    @cached_property
    def receive(self) -> Receive:
        """Webhooks."""
        readers: dict[str, list[Reader]] = {}
        for plugin in networks().values():
            accounts = [account for account in self.accounts.values() if account.network == plugin.name]
            if plugin.webhook_route and accounts:
                readers.setdefault(plugin.webhook_route, []).append(Reader(plugin, accounts))
        return Receive(self.store, readers, now=now, pacing=self.pacing)

    @cached_property
    def recheck(self) -> Recheck:
        """Looking again for what was deleted."""
        asked = {name: each.rechecker for name, each in self.connectors.items() if isinstance(each, LooksAgain)}
        return Recheck(self.store, asked, now=now, pacing=self.pacing)

    @cached_property
    def reread(self) -> Reread:
        """What another version could not read."""
        plugins = {name: plugin_of(account) for name, account in self.accounts.items()}
        can = {name: Readable(each, self.accounts[name]) for name, each in plugins.items() if isinstance(each, Rereads)}
        return Reread(self.store, can, now=now)

    @cached_property
    def fill_in(self) -> FillIn:
        """Words that come only when asked for."""
        sources = {name: each.source for name, each in self.connectors.items()}
        return FillIn(self.store, sources, now=now, pacing=self.pacing)

    @cached_property
    def health(self) -> Health:
        """Breakers of accounts."""
        return Health(self.store, now=now)

    @cached_property
    def connect(self) -> Connect:
        """Connecting accounts in the browser."""
        vault = vault_of(self.settings, self.store)
        return Connect(self.store, vault, gates_of(self.settings, self.connectors), self.health, now=now)

    @cached_property
    def callbacks(self) -> Callbacks:
        """What networks tell of people who logged in to the app."""
        origins = {}
        for route in {plugin.webhook_route for plugin in networks().values() if plugin.webhook_route}:
            names = [name for name, plugin in networks().items() if plugin.webhook_route == route]
            accounts = [name for name, account in self.accounts.items() if account.network in names]
            origins[route] = Origin(route, names, accounts)
        return Callbacks(self.store, origins, self.health, now=now)

    @cached_property
    def probe(self) -> ProbeAccounts:
        """Asking networks about our tokens."""
        probed = {name: Probed(self.accounts[name], connector) for name, connector in self.connectors.items()}
        return ProbeAccounts(self.store, probed, self.health, now=now, pacing=self.pacing)

    @cached_property
    def tidy(self) -> Tidy:
        """Dropping what was kept for a while only."""
        raw = timedelta(days=self.settings.store.raw_days)
        return Tidy(self.store, now=now, raw=raw, give_back=give_back)

    @cached_property
    def triage(self) -> Triage:
        """Assessing and joining."""
        return Triage(
            self.store,
            assess=self.judge.assess,
            prepare=self.ear.prepare,
            prioritise=partial(rank, policy=self.settings.priority),
            accounts=self.accounts,
            brands=self.brands,
            now=now,
        )

    @cached_property
    def answering(self) -> Answering:
        """Drafting, approval, policies, promises."""
        return Answering(self.settings, self.store, self.situations)

    @cached_property
    def deliver(self) -> Deliver:
        """Delivery and reconciliation."""
        posts = {name: Post(connector.publisher, self.accounts[name]) for name, connector in self.connectors.items()}
        return Deliver(
            self.store,
            self.situations,
            posts,
            plan=plan_moves,
            guard=guard,
            now=now,
            owner=self.owner,
            lease=timedelta(seconds=self.settings.sending.lease_seconds),
            max_attempts=self.settings.sending.max_attempts,
            pacing=self.pacing,
            word=self.answering.word,
        )

    @cached_property
    def clock(self) -> Clock:
        """The clock with its jobs, in the order of the flow."""
        jobs: dict[str, Job | Fan[Any]] = {
            "poll": Fan(self.poll.claim, self.poll.one, wakes=("triage",)),
            "receive": Job(self.receive.sweep, wakes=("triage", "poll")),
            "triage": Job(self.understand, wakes=("propose", "triage")),
            **self.answering.jobs(),
            "deliver": Fan(self.deliver.claim, self.deliver.send, wakes=("deliver",)),
            "reconcile": Job(self.deliver.reconcile, wakes=("deliver",)),
            "recheck": Job(self.recheck.sweep),
            "reread": Job(self.reread.once, wakes=("triage",)),
            "tidy": Job(self.tidy.sweep),
            "fill_in": Job(self.fill_in.sweep, wakes=("triage",)),
            "learn": Job(self.learn.sweep),
            "closing": Job(self.closing.sweep),
            "rescore": Job(self._rescored),
            "probe": Job(self.probe.sweep, wakes=("poll", "deliver")),
        }
        return Clock(jobs, self.settings.clock)

    async def _rescored(self) -> int:
        await self.learn.refresh()
        return await self.rescore.sweep()

    def _pause(self, account: AccountSettings) -> float:
        return account.poll_seconds or plugin_of(account).poll_seconds

    async def prepare(self) -> None:
        """Create what the settings name and the store lacks, and leave alone what they name no longer."""
        refs = [StreamRef(name, stream) for name, each in self.connectors.items() for stream in each.source.streams]
        async with self.store.write() as tx:
            await tx.streams.ensure(refs, now=now())
            await tx.streams.retire_others(set(refs), now=now())
            await tx.accounts.ensure(list(self.connectors), now=now())
            await tx.accounts.forget_others(self.connectors)

    async def aclose(self) -> None:
        """Give everything back."""
        for connector in self.connectors.values():
            with suppress(Exception):
                await connector.aclose()
        with suppress(Exception):
            await self.answering.aclose()
        await self.store.aclose()


def open_house(settings: Settings) -> House:
    """Make the house of these settings; nothing is read from database or network yet.

    A network whose package cannot be loaded is told in the log, and left out. Raises ConfigError.
    """
    for line in unusable(settings):
        log.warning("network.broken", problem=line)
    settings = usable(settings)
    check_networks(settings)
    connectors = {account.name: connect(settings, account) for account in settings.accounts}
    store = store_of(settings)
    draw(vault_of(settings, store), gates_of(settings, connectors), connectors)
    return House(settings, store, connectors)
