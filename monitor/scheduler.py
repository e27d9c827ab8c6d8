"""The clock: APScheduler decides when to look for work; what work there is stands in the database.

Each job looks with one instance at a time, coalesces missed looks and never misfires (the default grace of one second
would drop one after a blocked loop). What a look finds is worked on beside it, so that one slow account holds up no
other; leases in the database keep two from taking the same work. What fails is logged and found again.

APScheduler reckons by the time of day: where that is put back by an hour, nothing would be looked for until it has
passed again. So a watch that counts real seconds brings such looks back.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from config.settings import ClockSettings

log = structlog.get_logger("clock")
T = TypeVar("T")
GRACE = timedelta(seconds=20)
"""How long work in flight may go on when the service stops; what it holds is found again by its lease."""
UNWINDING = timedelta(seconds=5)
"""How long cancelled work may take to give back what it holds."""
LATE = timedelta(seconds=1)
"""A look further away than its pause by this much was put there by a clock that was turned back."""


@dataclass(frozen=True, slots=True)
class Job:
    """A look for work, and the jobs that are woken when it found some (a count above 0)."""

    sweep: Callable[[], Awaitable[int]]
    wakes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fan(Generic[T]):
    """A claim of several pieces of work that are done side by side, each by `work`; more than 0 wakes others."""

    claim: Callable[[], Awaitable[Sequence[T]]]
    work: Callable[[T], Awaitable[int]]
    wakes: tuple[str, ...] = ()


class Clock:
    """Runs sweeps until stopped."""

    def __init__(self, jobs: Mapping[str, Job | Fan[Any]], settings: ClockSettings) -> None:
        self._jobs = jobs
        self._settings = settings
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._running: set[str] = set()
        self._again: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._watch: asyncio.Task[None] | None = None
        self._stopping = False

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
        self._watch = asyncio.create_task(self._watch_the_time(), name="watch")

    def wake(self, name: str) -> None:
        """Run the job now; if it is running, once more after it ends."""
        if self._stopping:
            return
        if name in self._running:
            self._again.add(name)
        elif self._scheduler.running:
            self._scheduler.modify_job(name, next_run_time=datetime.now(UTC))

    async def stop(self, *, grace: timedelta = GRACE) -> None:
        """Start nothing new and wait for what runs and what it has claimed already, `grace` at most."""
        self._stopping = True
        if self._watch:
            self._watch.cancel()
        if self._scheduler.running:
            self._scheduler.pause()
        await self._finish(grace)
        for task in self._tasks:
            log.warning("clock.stopped_amid_work", job=task.get_name())
            task.cancel()
        await self._finish(UNWINDING)
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def _finish(self, within: timedelta) -> None:
        loop = asyncio.get_running_loop()
        end = loop.time() + within.total_seconds()
        while self._tasks and loop.time() < end:
            await asyncio.wait(self._tasks, timeout=end - loop.time())

    async def _watch_the_time(self) -> None:
        """Bring back looks that a clock turned back has moved away; asyncio counts real seconds."""
        pause = timedelta(seconds=self._settings.sweep_seconds + self._settings.jitter_seconds)
        while True:
            await asyncio.sleep(pause.total_seconds())
            now = datetime.now(UTC)
            for job in self._scheduler.get_jobs():
                if job.next_run_time and job.next_run_time - now > pause + LATE:
                    log.warning("clock.turned_back", job=job.id)
                    job.modify(next_run_time=now)

    async def _run(self, name: str) -> None:
        """One look, and further ones as long as somebody woke the job meanwhile."""
        if name in self._running:
            self._again.add(name)
            return
        self._running.add(name)
        self._track(asyncio.create_task(self._look_until_quiet(name), name=name))

    async def _look_until_quiet(self, name: str) -> None:
        try:
            again = True
            while again:
                self._again.discard(name)
                await self._look(name)
                again = name in self._again and not self._stopping
        finally:
            self._running.discard(name)

    async def _look(self, name: str) -> None:
        job = self._jobs[name]
        if self._stopping:
            return
        if isinstance(job, Job):
            await self._guarded(name, job.sweep(), job.wakes)
            return
        try:
            found = await job.claim()
        except Exception as error:  # noqa: BLE001 - the next look tries again
            log.warning("job.failed", job=name, error=type(error).__name__)
            return
        for item in found:
            self._track(asyncio.create_task(self._guarded(name, job.work(item), job.wakes), name=name))

    async def _guarded(self, name: str, work: Awaitable[int], wakes: tuple[str, ...]) -> None:
        try:
            found = await work
        except Exception as error:  # noqa: BLE001 - the next look tries again
            log.warning("job.failed", job=name, error=type(error).__name__)
            return
        if found:
            for other in wakes:
                self.wake(other)

    def _track(self, task: asyncio.Task[None]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
