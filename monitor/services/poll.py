"""Poll due streams: fetch a page, store page and cursor in one transaction, keep every stream apart from the others."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from monitor.domain import completeness
from monitor.domain.completeness import Ledger
from monitor.domain.errors import Conflict
from monitor.domain.gaps import cause_of
from monitor.domain.mentions import Direction
from monitor.domain.pace import HALF_LIFE
from monitor.domain.stream_trouble import trouble_of
from monitor.domain.streams import Page, Seen, StreamHealth, StreamLease
from monitor.ports import Absorbed, Now, Source, Store, Toll, Transaction, Way, tolled
from monitor.services.health import Health
from monitor.services.pace import Pacing, refused

log = structlog.get_logger("poll")
PAGES_A_TURN = 50
"""Pages one stream may read before others have their turn."""


@dataclass(frozen=True, slots=True)
class Polled:
    """One account's source with the pause between its polls, in seconds."""

    source: Source
    pause: float


class Poll:
    """Polls what is due; a stream that fails is marked with reason and next step, the others go on."""

    def __init__(
        self,
        store: Store,
        polled: Mapping[str, Polled],
        *,
        now: Now,
        owner: str,
        lease: timedelta,
        pacing: Pacing | None = None,
    ) -> None:
        self._store = store
        self._polled = polled
        self._pacing = pacing or Pacing({})
        self._health = Health(store, now=now)
        self._now = now
        self._owner = owner
        self._lease = lease

    async def claim(self, *, limit: int = 100) -> list[StreamLease]:
        """Lease the streams that are due; each is then polled by itself, so that a slow one holds up no other."""
        async with self._store.write() as tx:
            return await tx.streams.claim_due(
                now=self._now(), owner=self._owner, lease=self._lease, limit=limit, accounts=self._polled.keys()
            )

    async def one(self, lease: StreamLease) -> int:
        """Poll one leased stream and return how many mentions were new, edited or removed.

        Errors end in the stream's health, never here.
        """
        changed, toll = 0, Toll()
        cursor = lease.cursor
        try:
            await self._admit(lease)
            for turn in range(1, PAGES_A_TURN + 1):
                toll = Toll()
                asked_at = self._now()
                with tolled(toll):
                    page = await self._polled[lease.ref.account].source.fetch(lease.ref.stream, cursor, now=asked_at)
                enough = not page.more or turn == PAGES_A_TURN or self._now() > lease.until - self._lease / 2
                stored, last = await self._store_page(lease, page, toll, enough=enough, asked_at=asked_at)
                changed += stored
                if last:
                    return changed
                cursor = page.cursor
        except Conflict:
            await self._lose(lease, toll)
        except Exception as error:  # noqa: BLE001 - rule 8: one stream failing never stops another
            await self._fail(lease, toll, error)
        return changed

    async def _admit(self, lease: StreamLease) -> None:
        """Raise RateLimited where this call is known to be one too many, by whichever process learnt it."""
        async with self._store.read() as tx:
            await self._pacing.admit_poll(tx, lease.ref, self._now())

    async def _store_page(
        self, lease: StreamLease, page: Page, toll: Toll, *, enough: bool, asked_at: datetime
    ) -> tuple[int, bool]:
        """Store everything the page brought; gives how many mentions changed, and whether the turn ends here."""
        now, usual = self._now(), self._polled[lease.ref.account].pause
        async with self._store.write() as tx:
            fresh = await tx.ledger.fresh(page.records, Way.POLL, as_of=asked_at)
            gone = await tx.ledger.vanished(page.standing, as_of=asked_at) if page.standing else []
            absorbed = await tx.mentions.absorb([*fresh, *gone], now=now)
            await tx.ledger.arrived(page.records, Way.POLL, now=now, as_of=asked_at)
            await self._pacing.learn(tx, lease.ref.account, lease.ref.stream, toll, now)
            new = _news(page, absorbed, now)
            pace, stopped = await self._pacing.settle(tx, lease.ref, page, new=new, usual=usual, now=now)
            last = enough or stopped
            pause = 0 if page.more and not stopped else pace.seconds
            next_poll_at = now + timedelta(seconds=pause) if last else None
            await _enter(tx, lease, page, now=now, due_at=next_poll_at or now, quarantined=absorbed.quarantined)
            await tx.streams.advance(lease, page, now=now, next_poll_at=next_poll_at)
            struck = last and await self._health.is_struck(tx, lease.ref.account)
        if struck:
            await self._health.worked(lease.ref.account)
        if last and lease.failures:
            log.warning("poll.recovered", account=lease.ref.account, stream=lease.ref.stream)
        return len(absorbed.new) + len(absorbed.edited) + len(absorbed.removed), last

    async def _lose(self, lease: StreamLease, toll: Toll) -> None:
        """Somebody took over: what they store stands, but what was asked has been asked, and paid for."""
        log.info("poll.lease_lost", account=lease.ref.account, stream=lease.ref.stream)
        async with self._store.write() as tx:
            await self._pacing.learn(tx, lease.ref.account, lease.ref.stream, toll, self._now())

    async def _fail(self, lease: StreamLease, toll: Toll, error: Exception) -> None:
        now = self._now()
        refused(toll, lease.ref.stream, error, now)
        trouble = trouble_of(error, failures=lease.failures, now=now)
        waiting = trouble.health is StreamHealth.LIMITED  # as asked, or as told by our own budget: nothing is wrong
        if waiting or not lease.failures or trouble.health is StreamHealth.STOPPED:
            (log.info if waiting else log.warning)(
                "poll.failed",
                account=lease.ref.account,
                stream=lease.ref.stream,
                health=trouble.health.value,
                error=type(error).__name__,
                reason=trouble.reason,
            )
        try:
            async with self._store.write() as tx:
                await self._pacing.learn(tx, lease.ref.account, lease.ref.stream, toll, now)
                ledger = await tx.ledger.of(lease.ref)
                after = completeness.failed(ledger, cause_of(error), now=now, due_at=trouble.next_poll_at)
                await tx.ledger.save(after)
                await tx.streams.fail(
                    lease,
                    health=trouble.health,
                    reason=trouble.reason,
                    next_step=trouble.next_step,
                    now=now,
                    next_poll_at=trouble.next_poll_at,
                )
        except Conflict:
            await self._lose(lease, toll)
            return
        await self._health.failed(lease.ref.account, error)
        if trouble.health is StreamHealth.STOPPED and not lease.failures:
            await self._health.ask(lease.ref.account)


def _news(page: Page, absorbed: Absorbed, now: datetime) -> int:
    """How much of a page shows that something goes on: what is new here, and has just been written by others."""
    recent = [
        record
        for record in page.records
        if isinstance(record, Seen)
        and record.mention.direction is Direction.INBOUND
        and record.mention.created_at > now - 2 * HALF_LIFE
    ]
    return min(len(recent), len(absorbed.new))


async def _enter(
    tx: Transaction, lease: StreamLease, page: Page, *, now: datetime, due_at: datetime, quarantined: int
) -> None:
    """Write into the ledger what the page promises and lacks; at the end of a round, polling meets webhooks."""
    ledger = await tx.ledger.of(lease.ref)
    after = completeness.polled(ledger, page, now=now, due_at=due_at, quarantined=quarantined)
    if page.up_to is not None and after.pushed_since is not None:
        after = await _compared(tx, after, after.pushed_since, now)
    await tx.ledger.save(after)


async def _compared(tx: Transaction, ledger: Ledger, pushed_since: datetime, now: datetime) -> Ledger:
    until = now - completeness.CONFIRMED_WITHIN
    midnight = until.replace(hour=0, minute=0, second=0, microsecond=0)
    by_webhook = await tx.ledger.alone(ledger.ref, Way.WEBHOOK, since=now - completeness.COMPARED_FOR, until=until)
    by_poll = await tx.ledger.alone(ledger.ref, Way.POLL, since=max(midnight, pushed_since), until=until)
    return completeness.compared(ledger, by_webhook=by_webhook, by_poll=by_poll, now=now)
