"""Editions of playbooks that people changed in the web."""

from sqlalchemy import Boolean, Column, Index, Integer, Table

from monitor.store.schema.columns import CleanText, Id, Json, UtcDateTime, column, metadata

editions = Table(
    "editions",
    metadata,
    Column("id", Id, primary_key=True),
    column("name", CleanText),
    column("number", Integer),
    column("content", Json),
    column("enabled", Boolean),
    column("why", CleanText),
    column("made_by", CleanText),
    column("made_at", UtcDateTime),
    Index("ix_editions_name", "name", "number", unique=True),
    sqlite_autoincrement=True,
)
