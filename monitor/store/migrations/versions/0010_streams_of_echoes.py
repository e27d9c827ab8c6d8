"""Our public answers get the stream of what they answer, where an older version left it out: it is looked up again.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

MENTIONS = sa.table("mentions", *map(sa.column, ("account", "remote_id", "conversation_id", "parent_id", "direction")),
                    *map(sa.column, ("visibility", "stream")))  # fmt: skip


def upgrade() -> None:
    """Fill in the stream of the text answered, else of one in its conversation; what has neither stays as it is."""
    ours, theirs = MENTIONS, MENTIONS.alias("theirs")
    told = (theirs.c.account == ours.c.account) & (theirs.c.visibility == "public") & (theirs.c.stream != "")
    answered = sa.select(theirs.c.stream).where(told, theirs.c.remote_id == ours.c.parent_id)
    beside = sa.select(sa.func.min(theirs.c.stream)).where(told, theirs.c.conversation_id == ours.c.conversation_id)
    untold = (ours.c.direction == "outbound") & (ours.c.visibility == "public") & (ours.c.stream == "")
    found = sa.func.coalesce(answered.scalar_subquery(), beside.scalar_subquery(), "")
    op.execute(sa.update(ours).where(untold).values(stream=found))
