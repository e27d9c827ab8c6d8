"""Users and their log-ins; a session is known by the hash of its token only."""

from sqlalchemy import Column, ForeignKey, Index, Table

from monitor.store.schema.columns import CleanText, UtcDateTime, column, metadata

users = Table(
    "users",
    metadata,
    Column("name", CleanText, primary_key=True),
    column("role", CleanText),
    column("password_hash", CleanText),
    column("language", CleanText),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", CleanText, primary_key=True),
    column("user_name", CleanText, ForeignKey("users.name")),
    column("opened_at", UtcDateTime),
    column("until", UtcDateTime),
    Index("ix_sessions_until", "until"),
)
