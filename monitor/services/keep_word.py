"""Promises: found when an answer was delivered, kept by our next one, brought back before they lapse."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from config.settings import PrioritySettings, PromiseSettings
from monitor.domain.cases import CaseState, moved
from monitor.domain.courtesies import is_courtesy
from monitor.domain.errors import NotFound, Rejected
from monitor.domain.outbox import OutboxEntry, leading_to
from monitor.domain.promises import REASONS, Promise, PromiseState, new_promises
from monitor.domain.ranking import promised
from monitor.ports import Now, Store, Transaction


class DatedWords(Protocol):
    """Words that name a time by which we will do something; offsets count code points."""

    @property
    def start(self) -> int:
        """Where they begin."""
        ...

    @property
    def end(self) -> int:
        """Where they end."""
        ...

    @property
    def due_at(self) -> datetime:
        """The time they name, UTC."""
        ...


FindPromises = Callable[[str, str, datetime], Sequence[DatedWords]]
"""Finds the promised times of one answer: (text, language, moment of sending); pure."""


class KeepWord:
    """Watches over what our answers promised."""

    def __init__(
        self, store: Store, *, find: FindPromises, policy: PromiseSettings, ranking: PrioritySettings, now: Now
    ) -> None:
        self._store = store
        self._find = find
        self._policy = policy
        self._ranking = ranking
        self._now = now

    async def delivered(self, tx: Transaction, entry: OutboxEntry) -> None:
        """Take note of a text that reached its reader: it may keep old promises and make new ones."""
        now = self._now()
        beside = [each.id for each in leading_to(entry, await tx.outbox.of_case(entry.case_id))]
        draft = await tx.drafts.get(entry.draft_id) if entry.draft_id else None
        if draft is None or not is_courtesy(draft):  # "we have read it" keeps nothing
            await answered(tx, entry.case_id, at=now, beside=beside)
        case = await tx.cases.get(entry.case_id)
        if case is None or draft is None:
            return
        found = [
            Promise(
                case_id=case.id,
                entry_id=entry.id,
                brand=case.brand,
                start=words.start,
                end=words.end,
                made_at=now,
                due_at=words.due_at,
            )
            for words in self._find(entry.call.text, draft.language, now)
            if words.due_at > now
        ]
        for promise in new_promises(found, await tx.promises.of_case(case.id)):
            added = await tx.promises.add(promise)
            await _tell(tx, "promise.made", added, now)

    async def sweep(self) -> int:
        """Bring back cases whose promise is about to lapse, and count the broken ones; return how many changed."""
        now = self._now()
        soon = now + timedelta(hours=self._policy.alarm_hours)
        async with self._store.write() as tx:
            broken = await tx.promises.lapse(now=now)
            for promise in broken:
                await _tell(tx, "promise.broken", promise, now)
            near = await tx.promises.alarm(now=now, before=soon)
            for promise in near:
                await self._bring_back(tx, promise, now)
        return len(broken) + len(near)

    async def _bring_back(self, tx: Transaction, promise: Promise, now: datetime) -> None:
        """Put the case among those that wait for us, ranked by the promise; nothing drafted fits, a person writes."""
        case = await tx.cases.get(promise.case_id)
        if case is None:
            return
        priority = promised(case.priority, promise.due_at, self._ranking)
        if case.state is CaseState.OPEN and case.priority.rank_at < priority.rank_at:
            priority = replace(priority, due_at=case.priority.due_at, rank_at=case.priority.rank_at)
        await tx.cases.save(replace(case, state=moved(case.state, CaseState.OPEN), priority=priority, drafted_id=0))
        await _tell(tx, "promise.due_soon", promise, now)

    async def settle(self, promise_id: int, to: PromiseState, *, actor: str, reason: str | None = None) -> Promise:
        """Mark a promise as a person knows it to be, with one of `REASONS` where it was not kept.

        Raises NotFound, Conflict when the table forbids it or it changed meanwhile, Rejected for an unknown reason.
        """
        async with self._store.write() as tx:
            promise = await _of(tx, promise_id, reason)
            settled = await tx.promises.settle(promise, to, now=self._now(), by=actor, reason=reason)
            await _tell(tx, f"promise.{to.value}", settled, self._now(), actor)
            return settled

    async def move(self, promise_id: int, due_at: datetime, *, actor: str, reason: str | None = None) -> Promise:
        """Put another time in place of a promised one: the old promise counts as moved, a new one is open.

        Raises NotFound, Conflict, and Rejected for a time that has passed or an unknown reason.
        """
        now = self._now()
        if due_at <= now:
            raise Rejected("a promise is moved to a time to come", rule="promise_in_past")
        async with self._store.write() as tx:
            promise = await _of(tx, promise_id, reason)
            old = await tx.promises.settle(promise, PromiseState.MOVED, now=now, by=actor, reason=reason)
            await _tell(tx, "promise.moved", old, now, actor)
            opened = replace(
                promise, id=0, state=PromiseState.OPEN, made_at=now, due_at=due_at, alarmed_at=None, reason=None
            )
            added = await tx.promises.add(opened)
            await _tell(tx, "promise.made", added, now, actor)
            return added


async def _of(tx: Transaction, promise_id: int, reason: str | None) -> Promise:
    if reason is not None and reason not in REASONS:
        raise Rejected(f"there is no reason {reason!r}; there are {', '.join(REASONS)}", rule="no_reason")
    promise = await tx.promises.get(promise_id)
    if promise is None:
        raise NotFound(f"there is no promise {promise_id}")
    return promise


async def answered(tx: Transaction, case_id: int, *, at: datetime, beside: Sequence[int] = ()) -> None:
    """One of our texts reached the customer `at`: promises that were open and not yet due are kept."""
    for promise in await tx.promises.answered(case_id, at=at, beside=beside):
        await _tell(tx, "promise.kept", promise, at)


async def _tell(tx: Transaction, kind: str, promise: Promise, now: datetime, actor: str = "aside") -> None:
    data = {"promise": promise.id, "due_at": promise.due_at.isoformat()}
    await tx.events.append(kind, now=now, case_id=promise.case_id, actor=actor, data=data)
