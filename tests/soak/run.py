"""The soak: many brands on all networks for a day of simulated time, with everything going wrong a little.

`make soak` runs it in full; `python -m tests.soak.run --brands 4 --hours 3` is a short one.
"""

import argparse
import asyncio
import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog

from connectors.instagram import source as instagram_source
from tests.soak.desk import Agents
from tests.soak.findings import Soaked, report
from tests.soak.neighbour import Neighbour, neighbour
from tests.soak.scale import Scale
from tests.soak.service import Quiet, Service, Simulated, simulated_time
from tests.soak.verdict import judge

DESK_EVERY = timedelta(minutes=10)
SETTLED = {"poll_seconds": 36_000.0, "longest_seconds": 36_000.0}
MOST_SETTLING = 60
"""Hours within which everything public is looked up again: a round begins a day after the last one began."""


class Soak:
    """One run."""

    def __init__(self, service: Service, networks: Neighbour, say: Callable[[str], object]) -> None:
        self.service, self.networks, self.say = service, networks, say
        self.scale = service.scale
        self.agents = Agents(self.scale.seed)
        self.memory: list[int] = []
        self.begun = time.monotonic()
        self.desk_at: datetime | None = None

    async def live(self) -> None:
        """Live through the day, with its restarts."""
        steps = round(self.scale.hours * 3600 / self.scale.step_seconds)
        restarts = [round(hour * 3600 / self.scale.step_seconds) for hour in self.scale.restarts]
        an_hour = round(3600 / self.scale.step_seconds)
        for step in range(steps):
            await self._step(self.scale.step_seconds)
            if step in restarts:
                await self._restart(amid_work=restarts.index(step) % 2 == 0)
            if step % an_hour == an_hour - 1:
                await self._sample(step // an_hour + 1)

    async def _step(self, seconds: float, *, acts: bool = True) -> None:
        Simulated.moment = await self.networks.live(seconds, self.service.url, acts=acts)
        await self.service.work()
        if self.desk_at is None or Simulated.moment >= self.desk_at:
            self.desk_at = Simulated.moment + DESK_EVERY
            await self.agents.look(self.service.house)

    async def _restart(self, *, amid_work: bool) -> None:
        """Stop in order, or in the middle of whatever is going on."""
        if amid_work:
            Simulated.moment = await self.networks.live(self.scale.step_seconds, "")
            work = asyncio.create_task(self.service.work())
            await asyncio.sleep(0.25)
            work.cancel()
            with suppress(asyncio.CancelledError):
                await work
        await self.service.stop()
        Simulated.moment = await self.networks.live(600, "")
        await self.service.start()

    async def _sample(self, hour: int) -> None:
        self.memory.append(resident_mb())
        told = await self.networks.counts()
        passed = time.monotonic() - self.begun
        waits = round(self.service.pauses.waiting(Simulated.moment) / 60)
        self.say(
            f"hour {hour:2}: {passed:6.0f} s, {self.memory[-1]} MB, {told['acts']} acts, "
            f"{self.service.pauses.fetched} fetches, longest waiting {waits} min, calls {told['calls']}"
        )

    async def settle(self) -> None:
        """No more faults, all webhooks arrive, everything is looked up once more, at a leisurely pace."""
        await self.networks.calm()
        await self.service.stop()
        await self.service.start(**SETTLED)
        for _ in range(6):
            await self._step(900, acts=False)
        begun, steps = Simulated.moment, 0
        while not await self._looked_again_since(begun):
            await self._step(3600, acts=False)
            steps += 1
            if steps > MOST_SETTLING:
                raise AssertionError("it never looks everything up again")
        self.desk_at = Simulated.moment + timedelta(days=1)
        for _ in range(4):
            await self._step(900, acts=False)

    async def _looked_again_since(self, begun: datetime) -> bool:
        async with self.service.house.store.read() as tx:
            rounds = await tx.ledger.rounds()
        return all(each.finished_at and each.finished_at > begun and each.began_at > begun for each in rounds)


def tell(line: str) -> None:
    """Print at once, so that a long run can be followed in a file."""
    print(line, flush=True)


async def soak(scale: Scale, folder: Path, say: Callable[[str], object] = tell) -> Soaked:
    """Run it; raises nothing for what went wrong within, which the verdict tells."""
    quiet, before = Quiet(), structlog.get_config()
    structlog.configure(processors=[quiet], cache_logger_on_first_use=False)
    instagram_source._CONVERSATIONS_PAUSE = 0.0
    try:
        with simulated_time():
            async with neighbour(scale) as networks:
                return await _soak(scale, networks, folder / "aside.db", say, quiet)
    finally:
        structlog.configure(**before)


async def _soak(scale: Scale, networks: Neighbour, file: Path, say: Callable[[str], object], quiet: Quiet) -> Soaked:
    Simulated.moment = await networks.live(0, "")
    service = Service(scale, networks.url, file)
    await service.start()
    try:
        run = Soak(service, networks, say)
        await run.live()
        pauses = service.pauses
        waited = {"p50": pauses.pause(0.5), "p99": pauses.pause(0.99), "longest": max(pauses.longest.values())}
        kinds = pauses.by_kind()
        polls, failed = pauses.fetched, pauses.failed
        counts = await networks.counts()
        await run.settle()
        verdict = await judge(service.house, await networks.truth())
        refusals = (await networks.counts())["refusals"]
        streams = await _streams(service)
    finally:
        await service.stop()
    return Soaked(
        scale=scale,
        verdict=verdict,
        seconds=time.monotonic() - run.begun,
        memory=run.memory,
        pauses=waited,
        kinds=kinds,
        polls=polls,
        failed_polls=failed,
        networks=counts,
        refused_writes={refusal: count for refusal, count in refusals.items() if " write 4" in refusal},
        desk=dict(run.agents.counts),
        log=dict(quiet.counts),
        streams=streams,
        database_mb=sum(each.stat().st_size for each in file.parent.iterdir()) / 1e6,
    )


async def _streams(service: Service) -> dict[str, int]:
    found: dict[str, int] = {}
    async with service.house.store.read() as tx:
        for status in await tx.streams.statuses():
            found[status.health.value] = found.get(status.health.value, 0) + 1
    return found


def resident_mb() -> int:
    """Memory of this process that is in use, in MB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for each in fields(Scale):
        if each.name != "restarts":
            parser.add_argument(f"--{each.name}", type=type(each.default), default=each.default)
    scale = replace(Scale(), **vars(parser.parse_args()))
    with TemporaryDirectory() as folder:
        soaked = asyncio.run(soak(scale, Path(folder)))
    print(report(soaked))
    wrong = {name: found[:10] for name, found in soaked.verdict.wrong.items()}
    if wrong:
        raise SystemExit(f"it does not hold: {wrong}")


if __name__ == "__main__":
    main()
