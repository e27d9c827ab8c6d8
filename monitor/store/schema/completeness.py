"""The completeness ledger: one row per stream, one per mention's arrival, one per account's round of looking again."""

from sqlalchemy import Column, Date, Index, Integer, PrimaryKeyConstraint, Table

from monitor.store.schema.columns import CleanText, Id, Json, UtcDateTime, column, metadata

ledgers = Table(
    "ledgers",
    metadata,
    column("account", CleanText),
    column("stream", CleanText),
    Column("up_to", UtcDateTime),
    Column("looked_at", UtcDateTime),
    Column("due_at", UtcDateTime),
    Column("pushed_at", UtcDateTime),
    Column("pushed_since", UtcDateTime),
    column("open", Json),
    column("closed", Json),
    PrimaryKeyConstraint("account", "stream"),
)

arrivals = Table(
    "arrivals",
    metadata,
    column("account", CleanText),
    column("remote_id", CleanText),
    column("stream", CleanText),
    column("created_at", UtcDateTime),
    column("arrived_at", UtcDateTime),
    Column("polled_at", UtcDateTime),
    Column("pushed_at", UtcDateTime),
    Column("polled_told", UtcDateTime),
    Column("pushed_told", UtcDateTime),
    PrimaryKeyConstraint("account", "remote_id"),
    Index("ix_arrivals_stream", "account", "stream", "arrived_at"),
    Index("ix_arrivals_arrived", "arrived_at"),
)

rounds = Table(
    "rounds",
    metadata,
    Column("account", CleanText, primary_key=True),
    column("began_at", UtcDateTime),
    column("day", Date),
    Column("before_id", Id),
    column("spent", Integer),
    Column("next_at", UtcDateTime),
    Column("finished_at", UtcDateTime),
)
