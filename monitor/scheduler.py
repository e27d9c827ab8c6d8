"""The clock: APScheduler decides when to look for work; what work there is stands in the database.

Each job runs one instance at a time, coalesces missed runs and never misfires (the default grace of one second would
drop a run after a blocked loop). A job that finds work runs again at once; one that fails is logged and comes again.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from config.settings import ClockSettings

log = structlog.get_logger("clock")
Sweep = Callable[[], Awaitable[int]]


@dataclass(frozen=True, slots=True)
class Job:
    """A sweep, and the jobs it gives work to: they are woken when it found something."""

    sweep: Sweep
    wakes: tuple[str, ...] = ()


class Clock:
    """Runs sweeps until stopped."""

    def __init__(self, jobs: Mapping[str, Job], settings: ClockSettings) -> None:
        self._jobs = jobs
        self._settings = settings
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._running: set[str] = set()
        self._again: set[str] = set()
        self._idle = asyncio.Event()
        self._idle.set()

    def start(self) -> None:
        """Begin looking for work."""
        for name in self._jobs:
            self._scheduler.add_job(
                self._run,
                IntervalTrigger(seconds=self._settings.sweep_seconds, jitter=self._settings.jitter_seconds or None),
                args=[name],
                id=name,
                max_instances=1,
                coalesce=True,
                misfire_grace_time=None,
                next_run_time=datetime.now(UTC),
            )
        self._scheduler.start()

    def wake(self, name: str) -> None:
        """Run the job now; if it is running, once more after it ends."""
        if name in self._running:
            self._again.add(name)
        elif self._scheduler.running:
            self._scheduler.modify_job(name, next_run_time=datetime.now(UTC))

    async def stop(self, *, grace: timedelta = timedelta(seconds=20)) -> None:
        """Start nothing new and wait for what runs, `grace` at most."""
        if self._scheduler.running:
            self._scheduler.pause()
        try:
            await asyncio.wait_for(self._idle.wait(), grace.total_seconds())
        except TimeoutError:
            log.warning("clock.stopped_amid_work", jobs=sorted(self._running))
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def _run(self, name: str) -> None:
        if name in self._running:  # woken between two ticks
            self._again.add(name)
            return
        self._running.add(name)
        self._idle.clear()
        try:
            await self._sweep(name)
        finally:
            self._running.discard(name)
            if not self._running:
                self._idle.set()

    async def _sweep(self, name: str) -> None:
        job = self._jobs[name]
        again = True
        while again:
            self._again.discard(name)
            try:
                found = await job.sweep()
            except Exception as error:  # noqa: BLE001 - the next tick tries again
                log.warning("job.failed", job=name, error=type(error).__name__)
                return
            if found:
                for other in job.wakes:
                    self.wake(other)
            again = name in self._again
