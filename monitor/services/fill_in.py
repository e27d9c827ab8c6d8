"""Fetch the words of mentions that a webhook named without them.

Some networks tell only where somebody named us, and list such mentions nowhere. The conversation's name is then also
the name under which the source gives the one mention; it comes with the same key, so its words take their place.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeGuard

import structlog

from monitor.domain.errors import Gone, RateLimited
from monitor.domain.streams import Page, Record, Seen, StreamRef
from monitor.ports import Lookup, Now, Source, Store, Toll, Transaction, tolled
from monitor.services.health import Health
from monitor.services.pace import Pacing, refused

log = structlog.get_logger("fill_in")
MOST_ATTEMPTS = 12
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=6)
"""Doubling from the first pause, twelve attempts reach over a day and a half: longer than Meta repeats a webhook."""


def wordless(record: Record) -> TypeGuard[Seen]:
    """Whether its words have to be asked for."""
    return isinstance(record, Seen) and record.bare and not record.mention.text and not record.mention.attachments


async def without_echoes(tx: Transaction, records: Sequence[Record]) -> list[Record]:
    """Leave out repeats of a bare webhook whose words have come since: they would take the words away again."""
    return [record for record in records if not await _has_words(tx, record)]


async def _has_words(tx: Transaction, record: Record) -> bool:
    if not wordless(record):
        return False
    known = await tx.mentions.by_remote_id(record.mention.account, record.mention.remote_id)
    return known is not None and bool(known.mention.text)


async def note_wordless(tx: Transaction, records: Sequence[Record], *, now: datetime) -> int:
    """Note which of the records just absorbed came without their words; returns how many."""
    bare = [record.mention for record in records if wordless(record)]
    stored = [await tx.mentions.by_remote_id(mention.account, mention.remote_id) for mention in bare]
    ids = [each.id for each in stored if each and not each.mention.text and each.deleted_at is None]
    if ids:
        await tx.lookups.want(ids, now=now)
    return len(ids)


class FillIn:
    """Asks for the words, again and again until they come or cannot come any more."""

    def __init__(self, store: Store, sources: Mapping[str, Source], *, now: Now, pacing: Pacing | None = None) -> None:
        self._store = store
        self._sources = sources
        self._now = now
        self._pacing = pacing or Pacing({})
        self._health = Health(store, now=now)

    async def sweep(self, *, limit: int = 20) -> int:
        """Ask for what is due and return how many mentions got their words."""
        async with self._store.write() as tx:
            due = await tx.lookups.due(now=self._now(), limit=limit)
            for lookup in due:  # moved ahead before asking, so that nobody else asks the same
                await self._put_off(tx, lookup)
            due = [lookup for lookup in due if lookup.attempts < MOST_ATTEMPTS]
        return sum([await self._one(lookup) for lookup in due])

    async def _one(self, lookup: Lookup) -> int:
        account, toll = lookup.mention.account, Toll()
        source = self._sources.get(account)
        if source is None:
            return await self._forget(lookup)
        try:
            async with self._store.read() as tx:
                await self._pacing.admit_poll(tx, StreamRef(account, lookup.mention.stream), self._now())
            with tolled(toll):
                page = await source.fetch(lookup.mention.conversation_id, None, now=self._now())
            return await self._absorb(lookup, page, toll)
        except Gone:
            return await self._forget(lookup)
        except Exception as error:  # noqa: BLE001 - rule 8: one that cannot be read never stops the next
            await self._failed(lookup, toll, error)
            return 0

    async def _absorb(self, lookup: Lookup, page: Page, toll: Toll) -> int:
        """Keep what came; an empty page says that it was deleted, or that its owner's account is private."""
        now = self._now()
        async with self._store.write() as tx:
            absorbed = await tx.mentions.absorb(page.records, now=now)
            await self._pacing.learn(tx, lookup.mention.account, lookup.mention.stream, toll, now)
            await tx.lookups.done(lookup.mention_id)
        return len(absorbed.new) + len(absorbed.edited)

    async def _failed(self, lookup: Lookup, toll: Toll, error: Exception) -> None:
        now = self._now()
        refused(toll, lookup.mention.stream, error, now)
        log.info("fill_in.failed", account=lookup.mention.account, error=type(error).__name__)
        async with self._store.write() as tx:
            await self._pacing.learn(tx, lookup.mention.account, lookup.mention.stream, toll, now)
            if isinstance(error, RateLimited):
                await tx.lookups.later(lookup.mention_id, attempts=lookup.attempts, next_at=error.until)
        await self._health.failed(lookup.mention.account, error)

    async def _put_off(self, tx: Transaction, lookup: Lookup) -> None:
        if lookup.attempts >= MOST_ATTEMPTS:
            await tx.lookups.done(lookup.mention_id)
            return
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2**lookup.attempts)
        await tx.lookups.later(lookup.mention_id, attempts=lookup.attempts + 1, next_at=self._now() + pause)

    async def _forget(self, lookup: Lookup) -> int:
        async with self._store.write() as tx:
            await tx.lookups.done(lookup.mention_id)
        return 0
