"""The completeness ledger: ledgers of streams, arrivals of mentions, rounds of looking again.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text()
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the three tables; streams that were polled before keep what they promised."""
    _ledgers()
    _arrivals()
    _rounds()
    op.execute(
        "INSERT INTO ledgers (account, stream, up_to, looked_at, open, closed) "
        "SELECT account, stream, up_to, last_ok_at, '[]', '[]' FROM streams WHERE last_ok_at IS NOT NULL"
    )


def _ledgers() -> None:
    op.create_table(
        "ledgers",
        sa.Column("account", TEXT, nullable=False),
        sa.Column("stream", TEXT, nullable=False),
        sa.Column("up_to", TIME),
        sa.Column("looked_at", TIME),
        sa.Column("due_at", TIME),
        sa.Column("pushed_at", TIME),
        sa.Column("pushed_since", TIME),
        sa.Column("open", TEXT, nullable=False),
        sa.Column("closed", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("account", "stream", name="pk_ledgers"),
    )


def _arrivals() -> None:
    op.create_table(
        "arrivals",
        sa.Column("account", TEXT, nullable=False),
        sa.Column("remote_id", TEXT, nullable=False),
        sa.Column("stream", TEXT, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("arrived_at", TIME, nullable=False),
        sa.Column("polled_at", TIME),
        sa.Column("pushed_at", TIME),
        sa.PrimaryKeyConstraint("account", "remote_id", name="pk_arrivals"),
    )
    op.create_index("ix_arrivals_stream", "arrivals", ["account", "stream", "arrived_at"])
    op.create_index("ix_arrivals_arrived", "arrivals", ["arrived_at"])


def _rounds() -> None:
    op.create_table(
        "rounds",
        sa.Column("account", TEXT, nullable=False),
        sa.Column("began_at", TIME, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("before_id", ID),
        sa.Column("spent", sa.Integer(), nullable=False),
        sa.Column("next_at", TIME),
        sa.Column("finished_at", TIME),
        sa.PrimaryKeyConstraint("account", name="pk_rounds"),
    )
