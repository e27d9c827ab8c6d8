"""One row per stream: its cursor, its lease, its health."""

from sqlalchemy import BigInteger, Column, Double, Index, Integer, Table, UniqueConstraint

from monitor.store.schema.columns import CleanText, Id, UtcDateTime, column, metadata

streams = Table(
    "streams",
    metadata,
    Column("id", Id, primary_key=True),
    column("account", CleanText),
    column("stream", CleanText),
    Column("cursor", CleanText),
    column("health", CleanText),
    column("reason", CleanText),
    column("next_step", CleanText),
    column("failures", Integer),
    column("next_poll_at", UtcDateTime),
    Column("last_ok_at", UtcDateTime),
    Column("up_to", UtcDateTime),
    Column("lease_owner", CleanText),
    Column("lease_until", UtcDateTime),
    column("lease_seconds", Double),
    column("lease_epoch", BigInteger),
    UniqueConstraint("account", "stream"),
    Index("ix_streams_due", "next_poll_at", "id"),
)
