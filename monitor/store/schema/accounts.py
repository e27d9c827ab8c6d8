"""Accounts as a whole: health, stored tokens (encrypted), log-ins under way, requests to delete, missing words."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table

from monitor.store.schema.columns import CleanText, Id, Json, UtcDateTime, column, metadata

accounts = Table(
    "accounts",
    metadata,
    Column("account", CleanText, primary_key=True),
    column("breaker", CleanText),
    column("strikes", Integer),
    Column("family", CleanText),
    column("reason", CleanText),
    column("next_step", CleanText),
    Column("expires_at", UtcDateTime),
    Column("data_access_expires_at", UtcDateTime),
    column("missing", Json),
    Column("probed_at", UtcDateTime),
    Column("well_at", UtcDateTime),
    Column("opened_at", UtcDateTime),
    column("next_probe_at", UtcDateTime),
)

tokens = Table(
    "tokens",
    metadata,
    Column("account", CleanText, primary_key=True),
    column("sealed", LargeBinary),
    column("epoch", BigInteger),
    Column("expires_at", UtcDateTime),
    column("dead", Boolean),
    column("granted_by", CleanText),
    column("saved_at", UtcDateTime),
    Column("renewing_since", UtcDateTime),
    Column("lease_owner", CleanText),
    Column("lease_until", UtcDateTime),
)

log_ins = Table(
    "log_ins",
    metadata,
    Column("state_hash", CleanText, primary_key=True),
    column("account", CleanText),
    column("actor", CleanText),
    column("sealed", LargeBinary),
    column("until", UtcDateTime),
)

deletions = Table(
    "deletions",
    metadata,
    Column("code", CleanText, primary_key=True),
    column("network", CleanText),
    column("requested_at", UtcDateTime),
    Column("done_at", UtcDateTime),
    column("erased", Integer),
)

lookups = Table(
    "lookups",
    metadata,
    Column("mention_id", Id, ForeignKey("mentions.id"), primary_key=True, autoincrement=False),
    column("attempts", Integer),
    column("next_at", UtcDateTime),
    Index("ix_lookups_due", "next_at"),
)
