"""Approvals that can be withdrawn, drafts that wait for a lead, who is writing, promises.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text()
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add two columns, three indexes and two tables."""
    op.add_column("drafts", sa.Column("deputy_since", TIME))
    op.add_column("approvals", sa.Column("withdrawn_at", TIME))
    submitted = sa.text("state = 'submitted'")
    op.create_index(
        "ix_drafts_submitted", "drafts", ["case_id"], sqlite_where=submitted, postgresql_where=submitted
    )
    op.create_index("ix_approvals_at", "approvals", ["approved_at"])
    op.create_table(
        "writers",
        sa.Column("case_id", ID, sa.ForeignKey("cases.id", name="fk_writers_case_id"), nullable=False),
        sa.Column("agent", TEXT, nullable=False),
        sa.Column("since", TIME, nullable=False),
        sa.Column("until", TIME, nullable=False),
        sa.PrimaryKeyConstraint("case_id", name="pk_writers"),
    )
    _promises()


def _promises() -> None:
    op.create_table(
        "promises",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, sa.ForeignKey("cases.id", name="fk_promises_case_id"), nullable=False),
        sa.Column("entry_id", ID, sa.ForeignKey("outbox.id", name="fk_promises_entry_id"), nullable=False),
        sa.Column("brand", TEXT, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("settled_at", TIME),
        sa.Column("settled_by", TEXT, nullable=False),
        sa.Column("alarmed_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_promises"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_promises_case", "promises", ["case_id", "id"])
    op.create_index("ix_promises_brand", "promises", ["brand", "state", "due_at"])
    still_open = sa.text("state = 'open'")
    op.create_index("ix_promises_open", "promises", ["due_at"], sqlite_where=still_open, postgresql_where=still_open)
