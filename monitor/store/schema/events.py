"""The audit trail; `seq` grows in the order of commits and is never used twice."""

from sqlalchemy import Column, Index, Table

from monitor.store.schema.columns import CleanText, Id, Json, UtcDateTime, column, metadata

events = Table(
    "events",
    metadata,
    Column("seq", Id, primary_key=True),
    column("at", UtcDateTime),
    column("kind", CleanText),
    Column("case_id", Id),
    column("actor", CleanText),
    column("data", Json),
    Index("ix_events_case", "case_id", "seq"),
    sqlite_autoincrement=True,
)
