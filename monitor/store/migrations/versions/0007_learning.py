"""Corrections by people, models of brands, assessing anew; assessments say what people changed.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text()
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add one column and three tables."""
    op.add_column("assessments", sa.Column("corrected", TEXT))
    _corrections()
    _models()
    _rescorings()


def _corrections() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", ID, nullable=False),
        sa.Column("mention_id", ID, sa.ForeignKey("mentions.id", name="fk_corrections_mention_id"), nullable=False),
        sa.Column("case_id", ID, sa.ForeignKey("cases.id", name="fk_corrections_case_id"), nullable=False),
        sa.Column("brand", TEXT, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("verdict", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.Column("was", TEXT, nullable=False),
        sa.Column("analyser", TEXT, nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("actor", TEXT, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("withdrawn_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_corrections_mention", "corrections", ["mention_id", "id"])
    op.create_index("ix_corrections_brand", "corrections", ["brand", "id"])


def _models() -> None:
    op.create_table(
        "brand_models",
        sa.Column("id", ID, nullable=False),
        sa.Column("brand", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("asked_by", TEXT, nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("report", TEXT, nullable=False),
        sa.Column("weights", TEXT),
        sa.Column("done_at", TIME),
        sa.Column("lease_owner", TEXT, nullable=False),
        sa.Column("lease_until", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_brand_models"),
        sa.UniqueConstraint("brand", "version", name="uq_brand_models_brand_version"),
        sqlite_autoincrement=True,
    )
    _index_waiting("brand_models")


def _rescorings() -> None:
    op.create_table(
        "rescorings",
        sa.Column("id", ID, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("asked_by", TEXT, nullable=False),
        sa.Column("per_second", sa.Integer(), nullable=False),
        sa.Column("before_id", ID, nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("assessed", sa.Integer(), nullable=False),
        sa.Column("moved", sa.Integer(), nullable=False),
        sa.Column("next_at", TIME, nullable=False),
        sa.Column("finished_at", TIME),
        sa.Column("lease_owner", TEXT, nullable=False),
        sa.Column("lease_until", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_rescorings"),
        sqlite_autoincrement=True,
    )
    _index_waiting("rescorings")


def _index_waiting(table: str) -> None:
    waiting = sa.text("state = 'waiting'")
    op.create_index(f"ix_{table}_waiting", table, ["id"], sqlite_where=waiting, postgresql_where=waiting)
