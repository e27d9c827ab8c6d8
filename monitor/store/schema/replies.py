"""Drafts, approvals, and the outbox with its leases."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table
from sqlalchemy import text as sql

from monitor.domain.outbox import OutboxState
from monitor.store.schema.columns import CleanText, Id, Json, UtcDateTime, column, metadata

_SUBMITTED = sql("state = 'submitted'")

drafts = Table(
    "drafts",
    metadata,
    Column("id", Id, primary_key=True),
    column("case_id", Id, ForeignKey("cases.id")),
    column("mention_id", Id, ForeignKey("mentions.id")),
    column("move", CleanText),
    column("text", CleanText),
    column("language", CleanText),
    column("playbook", CleanText),
    Column("edition", Integer),
    column("provenance", CleanText),
    column("state", CleanText),
    column("findings", Json),
    Column("deputy_since", UtcDateTime),
    column("version", Integer),
    Index("ix_drafts_case", "case_id", "id"),
    Index("ix_drafts_mention", "mention_id"),
    Index("ix_drafts_submitted", "case_id", sqlite_where=_SUBMITTED, postgresql_where=_SUBMITTED),
    sqlite_autoincrement=True,
)

approvals = Table(
    "approvals",
    metadata,
    Column("id", Id, primary_key=True),
    column("draft_id", Id, ForeignKey("drafts.id")),
    column("actor", CleanText),
    column("text_hash", CleanText),
    column("approved_at", UtcDateTime),
    Column("withdrawn_at", UtcDateTime),
    Index("ix_approvals_draft", "draft_id", "id"),
    Index("ix_approvals_at", "approved_at"),
    sqlite_autoincrement=True,
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    column("case_id", Id, ForeignKey("cases.id")),
    Column("draft_id", Id, ForeignKey("drafts.id")),
    column("account", CleanText),
    Column("key", CleanText, nullable=False, unique=True),
    column("move", CleanText),
    column("text", CleanText),
    column("text_hash", CleanText),
    column("mention_remote_id", CleanText),
    column("conversation_id", CleanText),
    column("author_id", CleanText),
    column("human_agent", Boolean),
    Column("attempted_at", UtcDateTime),
    column("state", CleanText),
    Column("after_id", Id, ForeignKey("outbox.id")),
    column("not_before", UtcDateTime),
    column("attempts", Integer),
    Column("lease_owner", CleanText),
    Column("lease_until", UtcDateTime),
    column("lease_epoch", BigInteger),
    Column("remote_id", CleanText),
    column("reason", CleanText),
    Column("settled_at", UtcDateTime),
    Index("ix_outbox_case", "case_id", "id"),
    Index("ix_outbox_draft", "draft_id"),
    sqlite_autoincrement=True,
)


def _of_state(state: OutboxState, *columns: str, unique: bool = False) -> None:
    where = sql(f"state = '{state.value}'")
    chosen = (outbox.c[each] for each in columns)
    Index(f"ix_outbox_{state.value}", *chosen, unique=unique, sqlite_where=where, postgresql_where=where)


_of_state(OutboxState.QUEUED, "not_before", "id")
_of_state(OutboxState.WAITING, "after_id")
_of_state(OutboxState.UNKNOWN, "not_before", "id")
_of_state(OutboxState.DELIVERED, "settled_at", "case_id")
_of_state(OutboxState.SENDING, "account", unique=True)  # one call per account at a time, whoever claims
