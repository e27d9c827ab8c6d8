"""The service under test: the real house on a real SQLite file, its clock's jobs driven by simulated time."""

import asyncio
import gc
import hashlib
import inspect
import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, tzinfo
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import structlog
from aiohttp import web, web_app

from config.loading import convert
from config.settings import Settings
from connectors.simulator.identities import (
    META_APP_ID,
    META_APP_SECRET,
    META_VERIFY_TOKEN,
    X_CONSUMER_KEY,
    X_CONSUMER_SECRET,
    SimulatedBrand,
)
from monitor.bootstrap import judgement
from monitor.bootstrap.house import House, migrate_database, open_house
from monitor.ports.people import User
from monitor.scheduler import Fan
from monitor.service import desk_of
from monitor.web.app import build_app
from tests.soak.pauses import Pauses
from tests.soak.scale import Scale, brands_of

ROUNDS = 40
"""More looks within one step than this would mean that work wakes itself for ever."""
AT_ONCE = 40


class _Anytime(type):
    def __instancecheck__(cls, thing: object) -> bool:
        return isinstance(thing, datetime)


class Simulated(datetime, metaclass=_Anytime):
    """The present moment as the networks tell it."""

    moment = datetime.now(UTC)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return cls.moment.astimezone(tz)


@contextmanager
def simulated_time() -> Iterator[type[Simulated]]:
    """Let everything of ours that asks for the present moment get the simulated one.

    The models stay in memory over restarts: a new process would find its memory empty, we would not.
    """
    asking = [
        module
        for name, module in sorted(sys.modules.items())
        if name.split(".")[0] in {"monitor", "connectors", "responders"}
        and not name.startswith("connectors.simulator")
        and getattr(module, "datetime", None) is datetime
        and "datetime.now(" in inspect.getsource(module)
    ]
    patches = [patch.object(module, "datetime", Simulated) for module in asking]
    patches.append(patch.object(judgement, "analyser", cache(judgement.analyser)))
    for each in patches:
        each.start()
    try:
        yield Simulated
    finally:
        for each in patches:
            each.stop()


class Quiet:
    """Counts what is logged by event, instead of writing it."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def __call__(self, _logger: object, _name: str, event: dict[str, Any]) -> Any:
        kind = ": ".join(str(event[key]) for key in ("event", "job", "error") if key in event)
        self.counts[kind] += 1
        raise structlog.DropEvent


class Service:
    """Opens the house, lets it work, closes it; `now` moves only from outside, and each opening has its own `url`."""

    def __init__(self, scale: Scale, networks: str, file: Path) -> None:
        self.scale, self.networks, self.file = scale, networks, file
        self.url = ""
        self.pauses = Pauses()
        self.house: House | None = None
        self.runner: web.AppRunner | None = None
        self.starts = 0

    async def start(self, **pace: float) -> None:
        """Open the house as `aside run` does, without its own clock."""
        settings = settings_of(self.scale, self.networks, self.file, **pace)
        await migrate_database(settings)
        self.house = open_house(settings)
        for name, connector in self.house.connectors.items():
            object.__setattr__(connector, "source", self.pauses.watching(name, connector.source))
        await self.house.prepare()
        await self._hire()
        self.runner = web.AppRunner(build_app(desk_of(self.house)), access_log=None)
        await self.runner.setup()
        await web.TCPSite(self.runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self.runner.addresses[0][1]}"
        self.starts += 1

    async def stop(self) -> None:
        if self.runner:
            await self.runner.cleanup()
        if self.house:
            await self.house.aclose()
        self.house = self.runner = None
        forget_applications()

    async def _hire(self) -> None:
        people = [User(name=name, role=role, password_hash="") for name, role in (("ona", "agent"), *_LEADS)]
        async with self.house.store.write() as tx:
            for person in people:
                await tx.users.add(person)

    async def work(self) -> None:
        """Look for work as the clock does, until no look wakes another."""
        jobs = self.house.clock._jobs
        wanted = list(jobs)
        for _ in range(ROUNDS):
            woken: dict[str, None] = {}
            for name in wanted:
                found = await self._look(name, jobs[name])
                woken |= dict.fromkeys(jobs[name].wakes if found else ())
            if not woken:
                return
            wanted = [name for name in jobs if name in woken]
        raise AssertionError(f"work wakes itself for ever: {wanted}")

    async def _look(self, name: str, job: Any) -> int:
        if not isinstance(job, Fan):
            return await job.sweep()
        total, seats = 0, asyncio.Semaphore(AT_ONCE)

        async def one(item: Any) -> int:
            async with seats:
                return await job.work(item)

        for _ in range(ROUNDS):
            found = await job.claim()
            if not found:
                return total
            total += sum(await asyncio.gather(*(one(item) for item in found)))
            if name == "deliver":
                return total  # one entry an account at a time; the rest is woken
        return total


def forget_applications() -> None:
    """Let go of closed applications, and with them of their houses.

    aiohttp remembers the last 1,024 handlers together with the application they ran in, for as long as the process
    lives. A service has one application and ends with its process; here several follow each other.
    """
    web_app._cached_build_middleware.cache_clear()
    gc.collect()


_LEADS = (("greta", "lead"), ("ida", "lead"))


def settings_of(scale: Scale, networks: str, file: Path, **pace: float) -> Settings:
    """Settings of all brands on all networks, at this pace."""
    usual = pace.get("poll_seconds", scale.poll_seconds)
    table = {
        "store": {"url": f"sqlite:///{file}"},
        "clock": {"poll_lease_seconds": 600.0},
        "pace": {"longest_seconds": pace.get("longest_seconds", scale.longest_seconds)},
        "brands": [{"name": brand.name, "language": brand.language} for brand in brands_of(scale)],
        "accounts": [account for brand in brands_of(scale) for account in _accounts(brand, usual)],
        "networks": {
            "x": {
                "base_url": networks,
                "consumer_key": _kept(X_CONSUMER_KEY),
                "consumer_secret": _kept(X_CONSUMER_SECRET),
                "daily_budget_usd": None,
                "monthly_budget_usd": None,
            },
            "facebook": _meta(networks),
            "instagram": _meta(networks),
        },
    }
    return convert(table, Settings, where="soak")


def _meta(networks: str) -> dict[str, Any]:
    return {
        "base_url": networks,
        "app_id": META_APP_ID,
        "app_secret": _kept(META_APP_SECRET),
        "verify_token": _kept(META_VERIFY_TOKEN),
    }


def _accounts(brand: SimulatedBrand, poll_seconds: float) -> list[dict[str, Any]]:
    told = (
        (
            "x",
            brand.x_user_id,
            brand.x_handle,
            {
                "access_token": _kept(brand.x_access_token),
                "access_secret": _kept(brand.x_access_secret),
                "recheck_posts_a_day": 1000,
            },
        ),
        ("facebook", brand.page_id, brand.name, {"token": _kept(brand.page_token)}),
        (
            "instagram",
            brand.instagram_id,
            brand.instagram_username,
            {"token": _kept(brand.page_token), "page_id": brand.page_id},
        ),
    )
    return [
        {
            "name": f"{brand.key}-{network}",
            "network": network,
            "brand": brand.name,
            "remote_id": remote_id,
            "handle": handle,
            "poll_seconds": poll_seconds,
            "options": options,
        }
        for network, remote_id, handle, options in told
    ]


def _kept(secret: str) -> dict[str, str]:
    """Put a secret where settings may name it."""
    name = f"SOAK_{hashlib.sha256(secret.encode()).hexdigest()[:16]}"
    os.environ[name] = secret
    return {"env": name}
