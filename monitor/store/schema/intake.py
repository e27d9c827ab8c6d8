"""What came in but is not a mention: raw webhook bodies, records nobody could read, progress of file imports.

Webhooks and quarantined records are known by the SHA-256 of their content, so that a repeat is not kept twice.
"""

from sqlalchemy import BigInteger, Column, Index, LargeBinary, Table
from sqlalchemy import text as sql

from monitor.store.schema.columns import CleanText, Id, UtcDateTime, column, metadata

_UNREAD = sql("read_at IS NULL")
_READ = sql("read_at IS NOT NULL")

webhooks = Table(
    "webhooks",
    metadata,
    Column("id", Id, primary_key=True),
    Column("digest", LargeBinary, nullable=False, unique=True),
    column("route", CleanText),
    column("body", LargeBinary),
    column("received_at", UtcDateTime),
    Column("read_at", UtcDateTime),
    column("problem", CleanText),
    Index("ix_webhooks_unread", "id", sqlite_where=_UNREAD, postgresql_where=_UNREAD),
    Index("ix_webhooks_read", "read_at", sqlite_where=_READ, postgresql_where=_READ),
    sqlite_autoincrement=True,
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("id", Id, primary_key=True),
    Column("digest", LargeBinary, nullable=False, unique=True),
    column("account", CleanText),
    column("reason", CleanText),
    column("raw", CleanText),
    column("at", UtcDateTime),
    sqlite_autoincrement=True,
)

imports = Table(
    "imports",
    metadata,
    Column("key", CleanText, primary_key=True),
    column("offset", BigInteger),
    column("at", UtcDateTime),
)
