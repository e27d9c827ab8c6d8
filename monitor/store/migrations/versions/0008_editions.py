"""Editions of playbooks, and which one wrote a draft; why a promise was broken or moved.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text()


def upgrade() -> None:
    """Add two columns and one table."""
    op.add_column("drafts", sa.Column("edition", sa.Integer()))
    op.add_column("promises", sa.Column("reason", TEXT))
    op.create_table(
        "editions",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", TEXT, nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.Column("made_by", TEXT, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_editions"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_editions_name", "editions", ["name", "number"], unique=True)
