"""Words to find texts by, with an index that each engine makes its own way; texts that are here get theirs.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

from monitor.domain.searching import terms_of

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TERMS = sa.table("search_terms", sa.column("mention_id"), sa.column("terms"))
MENTIONS = sa.table(
    "mentions", *map(sa.column, ("id", "text", "author_handle", "author_name", "case_id", "deleted_at"))
)
BATCH = 1_000
FTS5 = "terms, content='search_terms', content_rowid='mention_id', detail='none', prefix='3 4 5', tokenize='ascii'"
"""Words by their letters alone, places in the text left out, and quick where many words begin alike."""
ADD = "INSERT INTO search_index (rowid, terms) VALUES (new.mention_id, new.terms)"
TAKE = "INSERT INTO search_index (search_index, rowid, terms) VALUES ('delete', old.mention_id, old.terms)"
SQLITE = (
    f"CREATE VIRTUAL TABLE search_index USING fts5 ({FTS5})",
    f"CREATE TRIGGER search_terms_added AFTER INSERT ON search_terms BEGIN {ADD}; END",
    f"CREATE TRIGGER search_terms_gone AFTER DELETE ON search_terms BEGIN {TAKE}; END",
    f"CREATE TRIGGER search_terms_changed AFTER UPDATE ON search_terms BEGIN {TAKE}; {ADD}; END",
)
POSTGRESQL = ("CREATE INDEX search_index ON search_terms USING gin (array_to_tsvector(string_to_array(terms, ' ')))",)


def upgrade() -> None:
    """Make the table and its index, and fill them."""
    op.create_table(
        "search_terms",
        sa.Column("mention_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["mention_id"], ["mentions.id"], name="fk_search_terms_mention_id"),
        sa.PrimaryKeyConstraint("mention_id", name="pk_search_terms"),
    )
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
    done = 0
    while done := _fill(done):
        pass


def _fill(done: int) -> int:
    """Give the texts behind an id their words, and return the id of the last; 0 when there are no more."""
    joined = MENTIONS.c.case_id.is_not(None) & MENTIONS.c.deleted_at.is_(None)
    some = sa.select(MENTIONS).where(joined, MENTIONS.c.id > done).order_by(MENTIONS.c.id).limit(BATCH)
    found = op.get_bind().execute(some).all()
    rows = [{"mention_id": r.id, "terms": terms_of(r.text, r.author_name, r.author_handle)} for r in found]
    if rows:
        op.bulk_insert(TERMS, rows)
    return found[-1].id if found else 0
