"""Webhooks: stored raw before the network gets its 200, read later; what polling brought too is absorbed once."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from config.settings import AccountSettings
from monitor.domain import completeness
from monitor.domain.errors import Retryable
from monitor.domain.mentions import Direction, Mention
from monitor.domain.streams import Record, Seen, StreamRef
from monitor.ports import NetworkPlugin, Now, Store, Transaction, Way
from monitor.services.fill_in import note_wordless, without_echoes
from monitor.services.pace import Pacing

log = structlog.get_logger("receive")


@dataclass(frozen=True, slots=True)
class Reader:
    """A plug-in that reads the bodies of one route, with the accounts it reads them for."""

    plugin: NetworkPlugin
    accounts: Sequence[AccountSettings]


class Receive:
    """Keeps verified bodies and reads them."""

    def __init__(
        self, store: Store, readers: Mapping[str, Sequence[Reader]], *, now: Now, pacing: Pacing | None = None
    ) -> None:
        self._store = store
        self._readers = readers
        self._now = now
        self._pacing = pacing or Pacing({})

    async def keep(self, route: str, body: bytes) -> None:
        """Store a verified body, ahead of all that waits to be written: the network's patience is short."""
        async with self._store.write(ahead=True) as tx:
            await tx.webhooks.keep(route, body, now=self._now())

    async def sweep(self, *, limit: int = 200) -> int:
        """Read what has been kept and return how many mentions changed."""
        async with self._store.read() as tx:
            waiting = await tx.webhooks.unread(limit=limit)
        return sum([await self._take_in(webhook_id, route, body) for webhook_id, route, body in waiting])

    async def _take_in(self, webhook_id: int, route: str, body: bytes) -> int:
        """Read one body; one that cannot be stored is put by with its problem, and what it told comes by polling."""
        try:
            return await self._read(webhook_id, route, body)
        except Retryable:  # the database, not the body
            raise
        except Exception as error:  # noqa: BLE001 - rule 8: one body never stops the next
            log.warning("webhook.not_stored", route=route, webhook=webhook_id, error=type(error).__name__)
            async with self._store.write() as tx:
                await tx.webhooks.mark_read(webhook_id, now=self._now(), problem=f"not stored: {type(error).__name__}")
            return 0

    async def _read(self, webhook_id: int, route: str, body: bytes) -> int:
        problem = ""
        records: list[Record] = []
        for reader in self._readers.get(route, ()):
            try:
                records += await asyncio.to_thread(reader.plugin.read_webhook, body, reader.accounts)
            except Exception as error:  # noqa: BLE001 - one body that cannot be read never stops the next
                problem = f"{reader.plugin.name}: {type(error).__name__}"
                log.warning("webhook.unreadable", route=route, webhook=webhook_id, error=type(error).__name__)
        async with self._store.write() as tx:
            fresh = await without_echoes(tx, await tx.ledger.fresh(records, Way.WEBHOOK, as_of=self._now()))
            absorbed = await tx.mentions.absorb(fresh, now=self._now())
            await _enter(tx, records, self._now())
            await note_wordless(tx, fresh, now=self._now())
            new = await _of(tx, absorbed.new)
            await self._pacing.pushed(tx, new, self._now())
            await _ask_for_the_rest(tx, fresh, new)
            await tx.webhooks.mark_read(webhook_id, now=self._now(), problem=problem)
        return len(absorbed.new) + len(absorbed.edited) + len(absorbed.removed)


async def _of(tx: Transaction, mention_ids: Sequence[int]) -> list[Mention]:
    stored = [await tx.mentions.get(mention_id) for mention_id in mention_ids]
    return [each.mention for each in stored if each]


async def _ask_for_the_rest(tx: Transaction, records: Sequence[Record], new: Sequence[Mention]) -> None:
    """Poll at once the streams of which something new was told only in part: a good answer hangs on the rest."""
    names = {(mention.account, mention.remote_id) for mention in new if mention.direction is Direction.INBOUND}
    parts = [record.mention for record in records if isinstance(record, Seen) and record.in_part]
    for ref in {StreamRef(part.account, part.stream) for part in parts if (part.account, part.remote_id) in names}:
        await tx.streams.poll_now(ref.account, ref.stream)


async def _enter(tx: Transaction, records: Sequence[Record], now: datetime) -> None:
    """Note in the ledger what came by webhook, and that webhooks of these streams are on."""
    await tx.ledger.arrived(records, Way.WEBHOOK, now=now)
    mentions = [record.mention for record in records if isinstance(record, Seen)]
    for account, stream in sorted({(mention.account, mention.stream) for mention in mentions}):
        ledger = await tx.ledger.of(StreamRef(account, stream))
        await tx.ledger.save(completeness.pushed(ledger, now=now))
