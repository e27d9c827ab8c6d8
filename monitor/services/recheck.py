"""Look stored public texts up again, ours among them, so that what was deleted is erased here too.

Networks tell of few deletions: X of none to those who poll, Instagram of none at all, Facebook by webhook, which may
get lost. So each account goes round and round through its public texts, newest first, never faster than its budget of
look-ups a day, spread over the day, and never more than one round a day. An account whose breaker is open rests here
as it does everywhere, and its round goes on where it stood.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import structlog

from monitor.domain.errors import RateLimited, Retryable
from monitor.domain.streams import Removed, StreamRef
from monitor.ports import Now, Store, Transaction
from monitor.ports.ledger import Round
from monitor.ports.pace import Toll, tolled
from monitor.ports.recheck import Rechecker
from monitor.services.health import Health
from monitor.services.pace import Pacing, refused

log = structlog.get_logger("recheck")
DAY = timedelta(days=1)
AFTER_TROUBLE = timedelta(minutes=15)
AT_ONCE = 8
"""Accounts asked about side by side, so that a slow network holds up no other."""
PURPOSE = "recheck"
"""Names these look-ups among windows and costs."""


@dataclass(frozen=True, slots=True)
class _Batch:
    state: Round
    last_id: int
    remote_ids: Sequence[str]


class Recheck:
    """Looks again, one batch of each account that is due at a time."""

    def __init__(
        self, store: Store, recheckers: Mapping[str, Rechecker], *, now: Now, pacing: Pacing | None = None
    ) -> None:
        self._store = store
        self._recheckers = {name: each for name, each in recheckers.items() if each.scope.a_day > 0}
        self._pacing = pacing or Pacing({})
        self._health = Health(store, now=now)
        self._seats = asyncio.Semaphore(AT_ONCE)
        self._now = now

    async def sweep(self) -> int:
        """Look again where it is due and return how many texts were erased."""
        if not self._recheckers:
            return 0
        async with self._store.read() as tx:
            waiting = {each.account for each in await tx.ledger.rounds() if each.next_at and each.next_at > self._now()}
            waiting |= await tx.accounts.held()
        due = {account: each for account, each in self._recheckers.items() if account not in waiting}
        return sum(await asyncio.gather(*(self._one(account, rechecker) for account, rechecker in due.items())))

    async def _one(self, account: str, rechecker: Rechecker) -> int:
        async with self._seats:
            try:
                return await self._look(account, rechecker)
            except Exception as error:  # noqa: BLE001 - rule 8: one account failing never stops another
                log.warning("recheck.broken", account=account, error=type(error).__name__)
                return 0

    async def _look(self, account: str, rechecker: Rechecker) -> int:
        batch = await self._take(account, rechecker)
        if batch is None:
            return 0
        toll = Toll()
        try:
            async with self._store.read() as tx:
                await self._pacing.admit_poll(tx, StreamRef(account, PURPOSE), self._now())
            with tolled(toll):
                gone = await rechecker.gone(batch.remote_ids, now=self._now())
        except Exception as error:  # noqa: BLE001 - whatever it was, the round goes on later where it stands
            await self._wait(batch.state, toll, error)
            return 0
        return await self._erase(batch, gone, toll)

    async def _take(self, account: str, rechecker: Rechecker) -> _Batch | None:
        """Choose the next texts and move the next look ahead before asking, so that nobody else asks the same."""
        now, scope = self._now(), rechecker.scope
        async with self._store.write() as tx:
            state = _today(
                await tx.ledger.round_of(account) or Round(account=account, began_at=now, day=_day(now)), now
            )
            if state.next_at and state.next_at > now:
                return None
            room = min(scope.batch, scope.a_day - state.spent)
            found = await self._standing(tx, state, scope.streams, room) if room > 0 else []
            if not found:
                await tx.ledger.save_round(_idle(state, now) if room > 0 else replace(state, next_at=_midnight(now)))
                return None
            pause = DAY * len(found) / scope.a_day
            state = replace(state, spent=state.spent + len(found), next_at=now + pause)
            await tx.ledger.save_round(state)
        return _Batch(state, found[-1][0], [remote_id for _, remote_id in found])

    async def _standing(
        self, tx: Transaction, state: Round, streams: Sequence[str], room: int
    ) -> list[tuple[int, str]]:
        return await tx.ledger.public_before(state.account, state.before_id, streams=streams, limit=room)

    async def _erase(self, batch: _Batch, gone: frozenset[str], toll: Toll) -> int:
        now, account = self._now(), batch.state.account
        records = [Removed(account, remote_id, now) for remote_id in batch.remote_ids if remote_id in gone]
        erased = await self._absorb(records, now)
        async with self._store.write() as tx:
            await self._pacing.learn(tx, account, PURPOSE, toll, now)
            await tx.ledger.save_round(replace(batch.state, before_id=batch.last_id))
            struck = await self._health.is_struck(tx, account)
        if struck:
            await self._health.worked(account)
        if erased:
            log.info("recheck.erased", account=account, count=erased)
        return erased

    async def _absorb(self, records: Sequence[Removed], now: datetime) -> int:
        """Erase these together, and where that fails one by one: a row that breaks keeps no other from being erased."""
        try:
            async with self._store.write() as tx:
                return len((await tx.mentions.absorb(records, now=now)).removed)
        except Retryable:  # the database, not the row: the same batch again
            raise
        except Exception as error:  # noqa: BLE001 - as the docstring says
            if len(records) > 1:
                return sum([await self._absorb([each], now) for each in records])
            log.warning("recheck.not_erased", account=records[0].account, error=type(error).__name__)
            return 0

    async def _wait(self, state: Round, toll: Toll, error: Exception) -> None:
        """Ask the same again later; where it stands does not move."""
        now = self._now()
        refused(toll, PURPOSE, error, now)
        until = error.until if isinstance(error, RateLimited) else now + AFTER_TROUBLE
        log.warning("recheck.failed", account=state.account, error=type(error).__name__)
        async with self._store.write() as tx:
            await self._pacing.learn(tx, state.account, PURPOSE, toll, now)
            await tx.ledger.save_round(replace(state, next_at=max(until, state.next_at or until)))
        await self._health.failed(state.account, error)


def _today(state: Round, now: datetime) -> Round:
    return state if state.day == _day(now) else replace(state, day=_day(now), spent=0)


def _idle(state: Round, now: datetime) -> Round:
    """End a round: the next begins a day after this one began, or now when it took longer."""
    begins = max(now, state.began_at + DAY)
    return replace(state, before_id=None, began_at=begins, finished_at=now, next_at=begins)


def _day(now: datetime) -> date:
    return now.astimezone(UTC).date()


def _midnight(now: datetime) -> datetime:
    day = now.astimezone(UTC) + DAY
    return day.replace(hour=0, minute=0, second=0, microsecond=0)
