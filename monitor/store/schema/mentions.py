"""Mentions, their raw JSON, what was removed, and what analysis said.

Raw JSON stands apart so that joining a case or assessing a mention does not rewrite it. `removals` remembers a
removal even when it arrives before the item: webhook and poll race each other.
"""

from sqlalchemy import BigInteger, Boolean, Column, Double, ForeignKey, Index, Integer, Table, Text, UniqueConstraint
from sqlalchemy import text as sql

from monitor.store.schema.columns import CleanText, Id, Json, UtcDateTime, column, metadata

_PENDING = sql("pending_since IS NOT NULL")
_JOINED = sql("case_id IS NOT NULL")
_ANSWERS = sql("parent_id IS NOT NULL")

mentions = Table(
    "mentions",
    metadata,
    Column("id", Id, primary_key=True),
    column("account", CleanText),
    column("remote_id", CleanText),
    column("network", CleanText),
    column("kind", CleanText),
    column("visibility", CleanText),
    column("direction", CleanText),
    column("conversation_id", CleanText),
    Column("parent_id", CleanText),
    column("author_id", CleanText),
    Column("author_handle", CleanText),
    Column("author_name", CleanText),
    Column("author_followers", BigInteger),
    column("created_at", UtcDateTime),
    Column("permalink", CleanText),
    column("hidden", Boolean),
    column("abilities", Json),
    column("stream", CleanText),
    column("attachments", Json),
    column("text", CleanText),
    column("revision", Integer),
    column("stored_at", UtcDateTime),
    Column("deleted_at", UtcDateTime),
    Column("pending_since", UtcDateTime),
    Column("case_id", Id, ForeignKey("cases.id")),
    column("excerpt", CleanText),
    Column("complaint", Double),
    Column("sentiment", CleanText),
    column("personal_data", Json),
    UniqueConstraint("account", "remote_id"),
    Index("ix_mentions_conversation", "account", "conversation_id", "case_id"),
    Index("ix_mentions_pending", "created_at", "id", sqlite_where=_PENDING, postgresql_where=_PENDING),
    Index("ix_mentions_parent", "account", "parent_id", sqlite_where=_ANSWERS, postgresql_where=_ANSWERS),
    Index("ix_mentions_case", "case_id", "created_at", "id", sqlite_where=_JOINED, postgresql_where=_JOINED),
    sqlite_autoincrement=True,
)

mention_raws = Table(
    "mention_raws",
    metadata,
    Column("mention_id", Id, ForeignKey("mentions.id"), primary_key=True, autoincrement=False),
    column("raw", Text),
)

removals = Table(
    "removals",
    metadata,
    Column("account", CleanText, primary_key=True),
    Column("remote_id", CleanText, primary_key=True),
    column("at", UtcDateTime),
)

assessments = Table(
    "assessments",
    metadata,
    Column("id", Id, primary_key=True),
    column("mention_id", Id, ForeignKey("mentions.id")),
    column("revision", Integer),
    column("assessed_at", UtcDateTime),
    column("analyser", CleanText),
    column("language", CleanText),
    column("language_confidence", Double),
    column("language_source", CleanText),
    column("sentiment", CleanText),
    column("sentiment_score", Double),
    column("complaint_score", Double),
    Column("complaint_kind", CleanText),
    column("act", CleanText),
    column("act_score", Double),
    column("urgency", Integer),
    Column("threat", CleanText),
    column("personal_data", Json),
    column("evidence", Json),
    Column("corrected", Json),
    Index("ix_assessments_mention", "mention_id", "id"),
    sqlite_autoincrement=True,
)
