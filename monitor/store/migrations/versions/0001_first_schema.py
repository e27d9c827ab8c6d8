"""The first schema.

Revision ID: 0001
Revises:
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text()
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make every table."""
    _cases()
    _events()
    _imports()
    _quarantine()
    _removals()
    _streams()
    _users()
    _webhooks()
    _mentions()
    _sessions()
    _assessments()
    _drafts()
    _mention_raws()
    _approvals()
    _outbox()


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", ID, nullable=False),
        sa.Column("brand", TEXT, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("network", TEXT, nullable=False),
        sa.Column("author_key", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("needs_private", sa.Boolean(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("reasons", TEXT, nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("rank_at", TIME, nullable=False),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Column("last_inbound_at", TIME, nullable=False),
        sa.Column("last_inbound_id", ID, nullable=False),
        sa.Column("drafted_id", ID, nullable=False),
        sa.Column("assignee", TEXT),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_cases_answered", "cases", ["rank_at", "id"], **_where("state = 'answered'"))
    op.create_index("ix_cases_answered_account", "cases", ["account", "rank_at", "id"], **_where("state = 'answered'"))
    op.create_index("ix_cases_author", "cases", ["account", "author_key", "id"])
    op.create_index("ix_cases_closed", "cases", ["rank_at", "id"], **_where("state = 'closed'"))
    op.create_index("ix_cases_closed_account", "cases", ["account", "rank_at", "id"], **_where("state = 'closed'"))
    op.create_index("ix_cases_open", "cases", ["rank_at", "id"], **_where("state = 'open'"))
    op.create_index("ix_cases_open_account", "cases", ["account", "rank_at", "id"], **_where("state = 'open'"))
    op.create_index("ix_cases_open_due", "cases", ["due_at"], **_where("state = 'open'"))
    undrafted = _where("state = 'open' AND drafted_id <> last_inbound_id")
    op.create_index("ix_cases_undrafted", "cases", ["rank_at", "id"], **undrafted)


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("seq", ID, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("case_id", ID),
        sa.Column("actor", TEXT, nullable=False),
        sa.Column("data", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_events"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_events_case", "events", ["case_id", "seq"])


def _imports() -> None:
    op.create_table(
        "imports",
        sa.Column("key", TEXT, nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_imports"),
    )


def _quarantine() -> None:
    op.create_table(
        "quarantine",
        sa.Column("id", ID, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("raw", TEXT, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_quarantine"),
        sa.UniqueConstraint("digest", name="uq_quarantine_digest"),
        sqlite_autoincrement=True,
    )


def _removals() -> None:
    op.create_table(
        "removals",
        sa.Column("account", TEXT, nullable=False),
        sa.Column("remote_id", TEXT, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("account", "remote_id", name="pk_removals"),
    )


def _streams() -> None:
    op.create_table(
        "streams",
        sa.Column("id", ID, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("stream", TEXT, nullable=False),
        sa.Column("cursor", TEXT),
        sa.Column("health", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("next_step", TEXT, nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("next_poll_at", TIME, nullable=False),
        sa.Column("last_ok_at", TIME),
        sa.Column("up_to", TIME),
        sa.Column("lease_owner", TEXT),
        sa.Column("lease_until", TIME),
        sa.Column("lease_seconds", sa.Double(), nullable=False),
        sa.Column("lease_epoch", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_streams"),
        sa.UniqueConstraint("account", "stream", name="uq_streams_account_stream"),
    )
    op.create_index("ix_streams_due", "streams", ["next_poll_at", "id"])


def _users() -> None:
    op.create_table(
        "users",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("password_hash", TEXT, nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_users"),
    )


def _webhooks() -> None:
    op.create_table(
        "webhooks",
        sa.Column("id", ID, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("route", TEXT, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", TIME, nullable=False),
        sa.Column("read_at", TIME),
        sa.Column("problem", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_webhooks"),
        sa.UniqueConstraint("digest", name="uq_webhooks_digest"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_webhooks_unread", "webhooks", ["id"], **_where("read_at IS NULL"))


def _mentions() -> None:
    op.create_table(
        "mentions",
        sa.Column("id", ID, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("remote_id", TEXT, nullable=False),
        sa.Column("network", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("visibility", TEXT, nullable=False),
        sa.Column("direction", TEXT, nullable=False),
        sa.Column("conversation_id", TEXT, nullable=False),
        sa.Column("parent_id", TEXT),
        sa.Column("author_id", TEXT, nullable=False),
        sa.Column("author_handle", TEXT),
        sa.Column("author_name", TEXT),
        sa.Column("author_followers", sa.BigInteger()),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("permalink", TEXT),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("abilities", TEXT, nullable=False),
        sa.Column("stream", TEXT, nullable=False),
        sa.Column("attachments", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("stored_at", TIME, nullable=False),
        sa.Column("deleted_at", TIME),
        sa.Column("pending_since", TIME),
        sa.Column("case_id", ID),
        sa.Column("excerpt", TEXT, nullable=False),
        sa.Column("complaint", sa.Double()),
        sa.Column("sentiment", TEXT),
        sa.Column("personal_data", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_mentions_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_mentions"),
        sa.UniqueConstraint("account", "remote_id", name="uq_mentions_account_remote_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_mentions_case", "mentions", ["case_id", "created_at", "id"], **_where("case_id IS NOT NULL"))
    op.create_index("ix_mentions_conversation", "mentions", ["account", "conversation_id", "case_id"])
    op.create_index("ix_mentions_pending", "mentions", ["created_at", "id"], **_where("pending_since IS NOT NULL"))


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("token_hash", TEXT, nullable=False),
        sa.Column("user_name", TEXT, nullable=False),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Column("until", TIME, nullable=False),
        sa.ForeignKeyConstraint(["user_name"], ["users.name"], name="fk_sessions_user_name"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sessions"),
    )
    op.create_index("ix_sessions_until", "sessions", ["until"])


def _assessments() -> None:
    op.create_table(
        "assessments",
        sa.Column("id", ID, nullable=False),
        sa.Column("mention_id", ID, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("assessed_at", TIME, nullable=False),
        sa.Column("analyser", TEXT, nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("language_confidence", sa.Double(), nullable=False),
        sa.Column("language_source", TEXT, nullable=False),
        sa.Column("sentiment", TEXT, nullable=False),
        sa.Column("sentiment_score", sa.Double(), nullable=False),
        sa.Column("complaint_score", sa.Double(), nullable=False),
        sa.Column("complaint_kind", TEXT),
        sa.Column("act", TEXT, nullable=False),
        sa.Column("act_score", sa.Double(), nullable=False),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("threat", TEXT),
        sa.Column("personal_data", TEXT, nullable=False),
        sa.Column("evidence", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["mention_id"], ["mentions.id"], name="fk_assessments_mention_id"),
        sa.PrimaryKeyConstraint("id", name="pk_assessments"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_assessments_mention", "assessments", ["mention_id", "id"])


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("mention_id", ID, nullable=False),
        sa.Column("move", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("playbook", TEXT, nullable=False),
        sa.Column("provenance", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("findings", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_drafts_case_id"),
        sa.ForeignKeyConstraint(["mention_id"], ["mentions.id"], name="fk_drafts_mention_id"),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_drafts_case", "drafts", ["case_id", "id"])
    op.create_index("ix_drafts_mention", "drafts", ["mention_id"])


def _mention_raws() -> None:
    op.create_table(
        "mention_raws",
        sa.Column("mention_id", ID, autoincrement=False, nullable=False),
        sa.Column("raw", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["mention_id"], ["mentions.id"], name="fk_mention_raws_mention_id"),
        sa.PrimaryKeyConstraint("mention_id", name="pk_mention_raws"),
    )


def _approvals() -> None:
    op.create_table(
        "approvals",
        sa.Column("id", ID, nullable=False),
        sa.Column("draft_id", ID, nullable=False),
        sa.Column("actor", TEXT, nullable=False),
        sa.Column("text_hash", TEXT, nullable=False),
        sa.Column("approved_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name="fk_approvals_draft_id"),
        sa.PrimaryKeyConstraint("id", name="pk_approvals"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_approvals_draft", "approvals", ["draft_id", "id"])


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("draft_id", ID),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("move", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("text_hash", TEXT, nullable=False),
        sa.Column("mention_remote_id", TEXT, nullable=False),
        sa.Column("conversation_id", TEXT, nullable=False),
        sa.Column("author_id", TEXT, nullable=False),
        sa.Column("human_agent", sa.Boolean(), nullable=False),
        sa.Column("attempted_at", TIME),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("after_id", ID),
        sa.Column("not_before", TIME, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_owner", TEXT),
        sa.Column("lease_until", TIME),
        sa.Column("lease_epoch", sa.BigInteger(), nullable=False),
        sa.Column("remote_id", TEXT),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("settled_at", TIME),
        sa.ForeignKeyConstraint(["after_id"], ["outbox.id"], name="fk_outbox_after_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_outbox_case_id"),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name="fk_outbox_draft_id"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_case", "outbox", ["case_id", "id"])
    op.create_index("ix_outbox_draft", "outbox", ["draft_id"])
    op.create_index("ix_outbox_queued", "outbox", ["not_before", "id"], **_where("state = 'queued'"))
    op.create_index("ix_outbox_sending", "outbox", ["account"], unique=True, **_where("state = 'sending'"))
    op.create_index("ix_outbox_unknown", "outbox", ["not_before", "id"], **_where("state = 'unknown'"))
    op.create_index("ix_outbox_waiting", "outbox", ["after_id"], **_where("state = 'waiting'"))
