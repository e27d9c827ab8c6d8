"""What texts are found by: their words, in one table on both engines, and an index that each makes its own way.

The index, `search_index`, stands in revision 0011 alone, as SQLAlchemy has no word for either kind: on SQLite a table
of FTS5 over this one, kept by triggers; on PostgreSQL an inverted index of its words. Both know a word by its letters
only, so that a search means the same. Erased words leave the table and every answer at once; what FTS5 wrote of them
into its own pages is overwritten when it next merges those.
"""

from sqlalchemy import Column, ForeignKey, Table

from monitor.store.schema.columns import CleanText, Id, column, metadata

search_terms = Table(
    "search_terms",
    metadata,
    Column("mention_id", Id, ForeignKey("mentions.id"), primary_key=True, autoincrement=False),
    column("terms", CleanText),
)
