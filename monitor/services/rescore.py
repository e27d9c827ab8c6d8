"""Assess stored texts anew after an upgrade: in small batches, no faster than allowed, taken up again after a crash.

Old assessments stay as history. Only cases that wait for us get another place.
"""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import structlog

from config.settings import PrioritySettings
from monitor.domain.assessments import Assessment, not_assessed
from monitor.domain.corrections import corrected, standing
from monitor.domain.errors import Conflict
from monitor.domain.mentions import StoredMention
from monitor.domain.rescoring import Rescoring, RescoringState, advanced, finished
from monitor.ports import Now, Store, Transaction
from monitor.ports.learning import Judge
from monitor.services.rerank import reranked
from monitor.services.surroundings import Around

log = structlog.get_logger("rescore")
LEASE = timedelta(seconds=20)
PER_SECOND = 20
"""A text whose case is ranked again costs about 7 ms of one core, nearly all of it in the database."""
TOGETHER = 25
"""Texts of one transaction at most: on SQLite it keeps other writers waiting, a fifth of a second is bearable."""


class Rescore:
    """One walk through all texts at a time, newest first."""

    def __init__(
        self, store: Store, judge: Judge, around: Around, *, policy: PrioritySettings, now: Now, owner: str
    ) -> None:
        self._store = store
        self._judge = judge
        self._around = around
        self._policy = policy
        self._now = now
        self._owner = owner

    async def begin(self, *, actor: str, per_second: int = PER_SECOND) -> Rescoring:
        """Begin, or return the one under way."""
        async with self._store.write() as tx:
            job = await tx.rescorings.begin(by=actor, per_second=per_second, now=self._now())
            await tx.events.append("rescoring.asked", now=self._now(), actor=actor, data={"texts": job.total})
            return job

    async def stop(self, *, actor: str) -> None:
        """Stop the one under way; what it has done stays."""
        async with self._store.write() as tx:
            await tx.rescorings.stop(now=self._now())
            await tx.events.append("rescoring.stopped", now=self._now(), actor=actor)

    async def latest(self) -> Rescoring | None:
        """The newest one, whatever its state."""
        async with self._store.read() as tx:
            return await tx.rescorings.latest()

    async def sweep(self) -> int:
        """Do the next batch, if one is due, and return how many texts it looked at."""
        latest = await self.latest()
        if latest is None or latest.state is not RescoringState.WAITING or latest.next_at > self._now():
            return 0
        async with self._store.write() as tx:
            job = await tx.rescorings.claim(now=self._now(), owner=self._owner, lease=LEASE)
        if job is None:
            return 0
        async with self._store.read() as tx:
            batch = await tx.rescorings.batch(job, limit=min(TOGETHER, job.per_second))
        old = [stored for stored, version in batch if version != self._version(stored)]
        found = await asyncio.to_thread(self._assess_all, old)
        try:
            await self._keep(job, batch, old, found)
        except Conflict:
            log.info("rescoring.batch_again", rescoring=job.id)
        return len(batch)

    def _version(self, stored: StoredMention) -> str:
        return self._judge.version(self._around.brand_of(stored.mention).name)

    def _assess_all(self, texts: Sequence[StoredMention]) -> list[Assessment]:
        return [self._assess(stored) for stored in texts]

    def _assess(self, stored: StoredMention) -> Assessment:
        try:
            return self._judge.assess(stored.mention.text, self._around.of(stored.mention))
        except Exception as error:  # noqa: BLE001 - a text the analyser breaks on must not hold up all others
            log.warning("rescoring.not_assessed", mention=stored.id, error=type(error).__name__)
            return not_assessed(stored.mention.text)

    async def _keep(
        self,
        job: Rescoring,
        batch: Sequence[tuple[StoredMention, str]],
        old: Sequence[StoredMention],
        found: Sequence[Assessment],
    ) -> None:
        """Store a batch with its progress in one transaction."""
        now = self._now()
        async with self._store.write() as tx:
            for stored, assessment in zip(old, found, strict=True):
                await self._store_one(tx, stored, assessment)
            moved = await self._rerank(tx, sorted({each.case_id for each in old if each.case_id}))
            if not batch:
                await tx.rescorings.save(finished(job, now))
                await tx.events.append("rescoring.finished", now=now, data={"assessed": job.assessed})
                return
            last_id = batch[-1][0].id
            on = advanced(job, last_id=last_id, seen=len(batch), assessed=len(old), moved=moved, now=now)
            await tx.rescorings.save(on)

    async def _store_one(self, tx: Transaction, stored: StoredMention, found: Assessment) -> None:
        """Keep what the analyser says now, and on top of it what people had corrected in this text."""
        fresh = await tx.mentions.get(stored.id)
        if fresh is None or fresh.deleted_at or fresh.revision != stored.revision:
            return
        now = self._now()
        await tx.mentions.assessed(stored.id, found, fresh.case_id, now=now, revision=stored.revision)
        kept = standing(await tx.corrections.of_mention(stored.id), revision=stored.revision)
        if kept:
            said = corrected(found, kept)
            await tx.mentions.assessed(stored.id, said, fresh.case_id, now=now, revision=stored.revision)

    async def _rerank(self, tx: Transaction, case_ids: Sequence[int]) -> int:
        """Rank again what waits for us; return how many cases have another place."""
        moved = 0
        for case_id in case_ids:
            case = await tx.cases.get(case_id)
            after = await reranked(tx, case, self._policy) if case else None
            if after is not None and after is not case:
                await tx.cases.save(after)
                data = {"why": "assessed anew"}
                await tx.events.append("case.changed", now=self._now(), case_id=case_id, data=data)
                moved += 1
        return moved
