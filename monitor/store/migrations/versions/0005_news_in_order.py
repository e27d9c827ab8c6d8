"""When the newest page and the newest webhook told of a mention, so that old news is known for what it is.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add both; of what came before nothing is known, so the next news counts."""
    op.add_column("arrivals", sa.Column("polled_told", TIME))
    op.add_column("arrivals", sa.Column("pushed_told", TIME))
