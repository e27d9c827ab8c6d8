"""Pace and money: windows of calls, pulses of streams, what was paid for, and what it cost.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TEXT = sa.Text()
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "windows",
        sa.Column("holder", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("covers", TEXT, nullable=False),
        sa.Column("left_calls", sa.Integer(), nullable=False),
        sa.Column("limit_calls", sa.Integer(), nullable=False),
        sa.Column("until", TIME, nullable=False),
        sa.PrimaryKeyConstraint("holder", "kind", name="pk_windows"),
    )
    op.create_table(
        "pulses",
        sa.Column("account", TEXT, nullable=False),
        sa.Column("stream", TEXT, nullable=False),
        sa.Column("warmth", sa.Double(), nullable=False),
        sa.Column("warmth_at", TIME, nullable=True),
        sa.Column("news_at", TIME, nullable=True),
        sa.Column("pushed_at", TIME, nullable=True),
        sa.Column("since", TIME, nullable=True),
        sa.Column("pause", sa.Double(), nullable=True),
        sa.Column("why", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("account", "stream", name="pk_pulses"),
    )
    op.create_table(
        "paid",
        sa.Column("payer", TEXT, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("thing", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("payer", "day", "thing", name="pk_paid"),
    )
    op.create_table(
        "costs",
        sa.Column("payer", TEXT, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("purpose", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("payer", "day", "account", "purpose", "kind", name="pk_costs"),
    )
    op.create_index("ix_costs_account", "costs", ["account", "day"])
