"""Who is writing which answer, and what our answers promised."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table
from sqlalchemy import text as sql

from monitor.store.schema.columns import CleanText, Id, UtcDateTime, column, metadata

_OPEN = sql("state = 'open'")

writers = Table(
    "writers",
    metadata,
    Column("case_id", Id, ForeignKey("cases.id"), primary_key=True, autoincrement=False),
    column("agent", CleanText),
    column("since", UtcDateTime),
    column("until", UtcDateTime),
)

promises = Table(
    "promises",
    metadata,
    Column("id", Id, primary_key=True),
    column("case_id", Id, ForeignKey("cases.id")),
    column("entry_id", Id, ForeignKey("outbox.id")),
    column("brand", CleanText),
    column("start", Integer),
    column("end", Integer),
    column("made_at", UtcDateTime),
    column("due_at", UtcDateTime),
    column("state", CleanText),
    Column("settled_at", UtcDateTime),
    column("settled_by", CleanText),
    Column("reason", CleanText),
    Column("alarmed_at", UtcDateTime),
    Index("ix_promises_case", "case_id", "id"),
    Index("ix_promises_brand", "brand", "state", "due_at"),
    Index("ix_promises_open", "due_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
    sqlite_autoincrement=True,
)
