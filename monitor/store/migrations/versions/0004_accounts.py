"""Accounts as a whole: health, stored tokens, log-ins under way, requests to delete, mentions without their words.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text()
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables, and an index by which the replies to a mention are found."""
    _accounts()
    _tokens()
    op.create_table(
        "deletions",
        sa.Column("code", TEXT, nullable=False),
        sa.Column("network", TEXT, nullable=False),
        sa.Column("requested_at", TIME, nullable=False),
        sa.Column("done_at", TIME),
        sa.Column("erased", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_deletions"),
    )
    op.create_table(
        "lookups",
        sa.Column("mention_id", ID, sa.ForeignKey("mentions.id", name="fk_lookups_mention_id"), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("mention_id", name="pk_lookups"),
    )
    op.create_index("ix_lookups_due", "lookups", ["next_at"])
    where = sa.text("parent_id IS NOT NULL")
    op.create_index(
        "ix_mentions_parent", "mentions", ["account", "parent_id"], sqlite_where=where, postgresql_where=where
    )


def _accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("account", TEXT, nullable=False),
        sa.Column("breaker", TEXT, nullable=False),
        sa.Column("strikes", sa.Integer(), nullable=False),
        sa.Column("family", TEXT),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("next_step", TEXT, nullable=False),
        sa.Column("expires_at", TIME),
        sa.Column("data_access_expires_at", TIME),
        sa.Column("missing", TEXT, nullable=False),
        sa.Column("probed_at", TIME),
        sa.Column("well_at", TIME),
        sa.Column("opened_at", TIME),
        sa.Column("next_probe_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("account", name="pk_accounts"),
    )


def _tokens() -> None:
    op.create_table(
        "tokens",
        sa.Column("account", TEXT, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", TIME),
        sa.Column("dead", sa.Boolean(), nullable=False),
        sa.Column("granted_by", TEXT, nullable=False),
        sa.Column("saved_at", TIME, nullable=False),
        sa.Column("renewing_since", TIME),
        sa.Column("lease_owner", TEXT),
        sa.Column("lease_until", TIME),
        sa.PrimaryKeyConstraint("account", name="pk_tokens"),
    )
    op.create_table(
        "log_ins",
        sa.Column("state_hash", TEXT, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("actor", TEXT, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("until", TIME, nullable=False),
        sa.PrimaryKeyConstraint("state_hash", name="pk_log_ins"),
    )
