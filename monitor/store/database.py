"""The store: transactions on an engine, and the repositories they reach."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from monitor.store import postgresql, sqlite
from monitor.store.address import parsed, sqlite_file
from monitor.store.excerpts import Mask, mask_by_type
from monitor.store.faults import told_by_consequence
from monitor.store.repositories.accounts import SqlAccounts
from monitor.store.repositories.brand_models import SqlBrandModels
from monitor.store.repositories.cases import SqlCases
from monitor.store.repositories.corrections import SqlCorrections
from monitor.store.repositories.drafts import SqlDrafts
from monitor.store.repositories.editions import SqlEditions
from monitor.store.repositories.erasures import SqlErasures
from monitor.store.repositories.events import SqlEvents
from monitor.store.repositories.imports import SqlImports
from monitor.store.repositories.ledger import SqlLedger
from monitor.store.repositories.lookups import SqlLookups
from monitor.store.repositories.mentions import SqlMentions
from monitor.store.repositories.outbox import SqlOutbox
from monitor.store.repositories.promises import SqlPromises
from monitor.store.repositories.pulses import SqlPulses
from monitor.store.repositories.rescorings import SqlRescorings
from monitor.store.repositories.spending import SqlSpending
from monitor.store.repositories.streams import SqlStreams
from monitor.store.repositories.tokens import SqlLogIns, SqlTokens
from monitor.store.repositories.users import SqlUsers
from monitor.store.repositories.webhooks import SqlWebhooks
from monitor.store.repositories.windows import SqlWindows
from monitor.store.repositories.writers import SqlWriters
from monitor.store.schema import events
from monitor.store.turns import Turns


@dataclass(frozen=True, slots=True)
class SqlTransaction:
    """`monitor.ports.store.Transaction` on one connection."""

    streams: SqlStreams
    mentions: SqlMentions
    cases: SqlCases
    drafts: SqlDrafts
    outbox: SqlOutbox
    webhooks: SqlWebhooks
    users: SqlUsers
    events: SqlEvents
    imports: SqlImports
    windows: SqlWindows
    pulses: SqlPulses
    spending: SqlSpending
    ledger: SqlLedger
    accounts: SqlAccounts
    tokens: SqlTokens
    log_ins: SqlLogIns
    erasures: SqlErasures
    lookups: SqlLookups
    writers: SqlWriters
    promises: SqlPromises
    editions: SqlEditions
    corrections: SqlCorrections
    brand_models: SqlBrandModels
    rescorings: SqlRescorings


class SqlStore:
    """`monitor.ports.store.Store` on SQLite or PostgreSQL."""

    def __init__(self, writer: AsyncEngine, readers: AsyncEngine, mask: Mask, *, one_writer: bool) -> None:
        self._writer = writer
        self._readers = readers
        self._mask = mask
        self._turns = Turns(1 if one_writer else postgresql.WRITERS)
        self._writing: set[asyncio.Task[Any] | None] = set()

    @asynccontextmanager
    async def write(self, *, ahead: bool = False) -> AsyncIterator[SqlTransaction]:
        """Open a writing transaction; on SQLite writers of this process take turns, in the order they came.

        `ahead`: before those that wait already, for a short one that somebody outside is waiting for.

        Raises Retryable when another program holds the file too long, or PostgreSQL does not answer. A write inside
        a write would wait for itself for ever: RuntimeError.
        """
        task = asyncio.current_task()
        if task in self._writing:
            raise RuntimeError("a write inside a write: pass the transaction on instead")
        async with self._turns.take(ahead=ahead):
            self._writing.add(task)
            try:
                with told_by_consequence():
                    async with self._writer.begin() as connection:
                        transaction = self._transaction(connection)
                        yield transaction
                        await transaction.events.flush()
            finally:
                self._writing.remove(task)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[SqlTransaction]:
        """Open a reading transaction on one snapshot."""
        with told_by_consequence():
            async with self._readers.begin() as connection:
                yield self._transaction(connection)

    def _transaction(self, connection: AsyncConnection) -> SqlTransaction:
        return SqlTransaction(
            streams=SqlStreams(connection),
            mentions=SqlMentions(connection, self._mask),
            cases=SqlCases(connection),
            drafts=SqlDrafts(connection),
            outbox=SqlOutbox(connection),
            webhooks=SqlWebhooks(connection),
            users=SqlUsers(connection),
            events=SqlEvents(connection),
            imports=SqlImports(connection),
            windows=SqlWindows(connection),
            pulses=SqlPulses(connection),
            spending=SqlSpending(connection),
            ledger=SqlLedger(connection),
            accounts=SqlAccounts(connection),
            tokens=SqlTokens(connection),
            log_ins=SqlLogIns(connection),
            erasures=SqlErasures(connection),
            lookups=SqlLookups(connection),
            writers=SqlWriters(connection),
            promises=SqlPromises(connection),
            editions=SqlEditions(connection),
            corrections=SqlCorrections(connection),
            brand_models=SqlBrandModels(connection),
            rescorings=SqlRescorings(connection),
        )

    async def ping(self) -> None:
        """Look into one table; raises Retryable when the database does not answer, Misconfigured without tables."""
        with told_by_consequence():
            async with self._readers.connect() as connection:
                await connection.execute(select(events.c.seq).limit(1))

    async def aclose(self) -> None:
        """Close all connections."""
        await self._readers.dispose()
        await self._writer.dispose()


def open_store(url: str, password: str | None = None, *, mask: Mask = mask_by_type) -> SqlStore:
    """Open the database at `url`; no I/O happens before the first transaction, and tables are `migrate`'s matter.

    `mask` hides personal data in the excerpts of the inbox. Raises Misconfigured when the address is none of ours.
    """
    address = parsed(url, password)
    if sqlite_file(address) is not None:
        return SqlStore(sqlite.writer(address), sqlite.readers(address), mask, one_writer=True)
    engine = postgresql.writer(address)
    return SqlStore(engine, postgresql.readers(engine), mask, one_writer=False)
