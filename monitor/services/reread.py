"""Read quarantined records again: an upgrade may have taught a network's package to read them."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import structlog

from config.settings import AccountSettings
from monitor.domain import completeness
from monitor.domain.errors import BadPayload
from monitor.domain.gaps import Cause
from monitor.domain.streams import Record, Unreadable
from monitor.ports import Now, Rereads, Store, Transaction, Way
from monitor.ports.intake import Quarantined

log = structlog.get_logger("reread")
_BATCH = 200
Found = tuple[Quarantined, tuple[Record, ...]]


@dataclass(frozen=True, slots=True)
class Readable:
    """An account whose network's package can read records alone."""

    plugin: Rereads
    account: AccountSettings


class Reread:
    """Goes through the whole quarantine once; what is read leaves it, and the gap it made closes."""

    def __init__(self, store: Store, readable: Mapping[str, Readable], *, now: Now) -> None:
        self._store = store
        self._readable = readable
        self._now = now
        self._done = False

    async def once(self) -> int:
        """Sweep until that has gone through once: what cannot be read will not be, until another version starts."""
        if self._done:
            return 0
        count = await self.sweep()
        self._done = True
        return count

    async def sweep(self) -> int:
        """Return how many records could be read."""
        after, count = 0, 0
        while True:
            async with self._store.read() as tx:
                rows = await tx.mentions.in_quarantine(after=after, limit=_BATCH)
            if not rows:
                break
            after = rows[-1].id
            found = await asyncio.to_thread(self._read, rows)
            count += len(found)
            if found:
                async with self._store.write() as tx:
                    await self._take_in(tx, found)
        if count:
            log.info("quarantine.read", count=count)
            async with self._store.write() as tx:
                await self._close_gaps(tx)
        return count

    def _read(self, rows: Sequence[Quarantined]) -> list[Found]:
        return [(row, records) for row in rows if (records := self._one(row)) is not None]

    def _one(self, row: Quarantined) -> tuple[Record, ...] | None:
        known = self._readable.get(row.account)
        if known is None:
            return None
        try:
            records = known.plugin.reread(row.raw, known.account, at=row.at)
        except BadPayload:
            return None
        except Exception as error:  # noqa: BLE001 - one record a reader breaks on never stops the next
            log.warning("quarantine.unreadable", account=row.account, record=row.id, error=type(error).__name__)
            return None
        return None if any(isinstance(record, Unreadable) for record in records) else records

    async def _take_in(self, tx: Transaction, found: Sequence[Found]) -> None:
        now = self._now()
        for row, records in found:
            fresh = await tx.ledger.fresh(records, Way.POLL, as_of=row.at)
            await tx.mentions.absorb(fresh, now=now)
            await tx.ledger.arrived(fresh, Way.POLL, now=now, as_of=row.at)
            await tx.mentions.release(row.id)

    async def _close_gaps(self, tx: Transaction) -> None:
        left: dict[str, list[Quarantined]] = {}
        after = 0
        while rows := await tx.mentions.in_quarantine(after=after, limit=_BATCH):
            after = rows[-1].id
            for row in rows:
                left.setdefault(row.account, []).append(row)
        for ledger in await tx.ledger.all():
            if any(gap.cause is Cause.QUARANTINED for gap in ledger.open):
                kept = [row.at for row in left.get(ledger.ref.account, ())]
                current = await tx.ledger.of(ledger.ref)
                await tx.ledger.save(completeness.reread(current, left=kept, now=self._now()))
