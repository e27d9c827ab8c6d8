"""Indexes for what would otherwise read through everything that ever came: the last week, talks, surveys, old bodies.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add four indexes."""
    op.create_index("ix_cases_heard", "cases", ["last_inbound_at", "id"])
    _partial("ix_cases_open_heard", "cases", ["account", "last_inbound_at"], "state = 'open'")
    _partial("ix_outbox_delivered", "outbox", ["settled_at", "case_id"], "state = 'delivered'")
    _partial("ix_webhooks_read", "webhooks", ["read_at"], "read_at IS NOT NULL")


def _partial(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)
