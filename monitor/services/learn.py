"""Learn a brand's words from what its people corrected; use the result only where it is better, and go back from it."""

import asyncio
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog

from monitor.domain.errors import AsideError, Conflict, NotFound, Retryable
from monitor.domain.learning import BrandModel, Example, Lesson, Schooling, examples_of, rolled_back
from monitor.ports import Now, Store
from monitor.ports.learning import Judge, Teach
from monitor.services.surroundings import Around

log = structlog.get_logger("learn")
MOST_CORRECTIONS = 20_000
MOST_AGREEMENTS = 2_000
LEASE = timedelta(seconds=60)
_LOOK = 0.5
"""Seconds between looks at how far a lesson is."""


class _Abandoned(Exception):
    """Ends the teaching thread: nobody waits for its lesson any more."""


@dataclass
class _Told:
    """How far the teaching thread says it is, in percent; where nobody waits any more it is told so in turn."""

    percent: int = 0
    abandoned: bool = False

    def __call__(self, done: int, of: int) -> None:
        if self.abandoned:
            raise _Abandoned
        self.percent = min(99, 100 * done // max(1, of))


class Learn:
    """Lessons as jobs, models as versions; every process picks up what another one learnt."""

    def __init__(self, store: Store, judge: Judge, teach: Teach, around: Around, *, now: Now, owner: str) -> None:
        self._store = store
        self._judge = judge
        self._teach = teach
        self._around = around
        self._now = now
        self._owner = owner
        self._loaded: dict[str, int] = {}

    @property
    def brands(self) -> Collection[str]:
        """Names of the brands that can be taught."""
        return list(self._around.brands)

    def judged_by(self, brand: str) -> str:
        """Name what assesses a brand's texts now."""
        return self._judge.version(brand)

    async def ask(self, brand: str, *, actor: str) -> Schooling:
        """Begin a lesson, or return the one that waits. Raises NotFound."""
        if brand not in self._around.brands:
            raise NotFound("there is no such brand in the settings")
        async with self._store.write() as tx:
            lesson = await tx.brand_models.ask(brand, by=actor, now=self._now())
            data = {"brand": brand, "version": lesson.version}
            await tx.events.append("lesson.asked", now=self._now(), actor=actor, data=data)
            return lesson

    async def sweep(self) -> int:
        """Do one lesson that waits, if there is one, off the event loop; return how many were done."""
        async with self._store.read() as tx:
            if not await tx.brand_models.waiting():
                return 0
        async with self._store.write() as tx:
            lesson = await tx.brand_models.claim(now=self._now(), owner=self._owner, lease=LEASE)
        if lesson is None:
            return 0
        try:
            await self._do(lesson)
        except Conflict:
            log.info("lesson.taken_over", lesson=lesson.id)
        except Exception as error:
            log.warning("lesson.failed", lesson=lesson.id, error=type(error).__name__)
            async with self._store.write() as tx:
                await tx.brand_models.fail(lesson, now=self._now())
            if not isinstance(error, AsideError):
                raise
        return 1

    async def _do(self, lesson: Schooling) -> None:
        examples, counts, used = await self._read(lesson)
        named = BrandModel(lesson.brand, lesson.version, used.weights if used else {})
        done = await self._taught(lesson, named, examples)
        corrections, confirmations = counts
        silent = sum(each.weight < 1 for each in examples)
        report = replace(done.report, corrections=corrections, confirmations=confirmations, agreements=silent)
        async with self._store.write() as tx:
            ended = await tx.brand_models.finish(lesson, done.model, report, activate=True, now=self._now())
            data = {"brand": ended.brand, "version": ended.version, "state": ended.state.value}
            await tx.events.append("lesson.done", now=self._now(), actor=lesson.asked_by, data=data)
        await self.refresh()

    async def _read(self, lesson: Schooling) -> tuple[list[Example], tuple[int, int], BrandModel | None]:
        async with self._store.read() as tx:
            corrections = await tx.corrections.of_brand(lesson.brand, limit=MOST_CORRECTIONS)
            agreements = await tx.corrections.agreements(lesson.brand, limit=MOST_AGREEMENTS)
            versions = dict(await tx.brand_models.active())
            version = versions.get(lesson.brand)
            used = await tx.brand_models.weights(lesson.brand, version) if version else None
        agreed = sum(each.confirms for each in corrections)
        return examples_of(corrections, agreements), (len(corrections) - agreed, agreed), used

    async def _taught(self, lesson: Schooling, named: BrandModel, examples: Sequence[Example]) -> Lesson:
        told = _Told()
        around = self._around.of_brand(lesson.brand)
        work = asyncio.create_task(asyncio.to_thread(self._teach, named, examples, around, told))
        try:
            while not work.done():
                await asyncio.wait({work}, timeout=_LOOK)
                if not work.done():
                    await self._tell_progress(lesson, told.percent)
        except BaseException:  # the service stops, or somebody took over: a thread would go on, and hold up the end
            told.abandoned = True
            work.cancel()
            raise
        return await work

    async def _tell_progress(self, lesson: Schooling, percent: int) -> None:
        """Hold the lesson longer; a database that does not answer for a moment does not end it, the lease lasts."""
        with suppress(Retryable):
            async with self._store.write() as tx:
                await tx.brand_models.progress(lesson, percent, until=self._now() + LEASE)

    async def refresh(self) -> None:
        """Use the models that are in use now, whoever learnt them."""
        async with self._store.read() as tx:
            active = dict(await tx.brand_models.active())
            if active == self._loaded:
                return
            models = {
                brand: await tx.brand_models.weights(brand, version)
                for brand, version in active.items()
                if self._loaded.get(brand) != version
            }
        for brand in self._loaded.keys() - active.keys():
            self._judge.learn(brand, None)
        for brand, model in models.items():
            self._judge.learn(brand, model)
        self._loaded = active

    async def roll_back(self, brand: str, *, actor: str) -> int | None:
        """Go back to the version before the one in use, None = the shipped models alone.

        Raises NotFound for an unknown brand, Conflict when nothing but the shipped models is in use.
        """
        if brand not in self._around.brands:
            raise NotFound("there is no such brand in the settings")
        async with self._store.write() as tx:
            versions = await tx.brand_models.all(brand)
            if not any(each.active for each in versions):
                raise Conflict("only the shipped model is in use")
            to = rolled_back(versions)
            await tx.brand_models.use(brand, to)
            data = {"brand": brand, "version": to or 0}
            await tx.events.append("lesson.rolled_back", now=self._now(), actor=actor, data=data)
        await self.refresh()
        return to

    async def versions(self, brand: str | None = None) -> list[Schooling]:
        """Lessons and versions, newest first."""
        async with self._store.read() as tx:
            return await tx.brand_models.all(brand)
