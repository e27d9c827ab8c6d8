"""What people corrected, the brand models learnt from it, and assessing anew after an upgrade.

A correction holds a copy of the text it is about, because an edit changes the mention; `erase_copies` of the
repositories empties it with the mention.
"""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, UniqueConstraint
from sqlalchemy import text as sql

from monitor.store.schema.columns import CleanText, Id, Json, UtcDateTime, column, metadata

_WAITING = sql("state = 'waiting'")

corrections = Table(
    "corrections",
    metadata,
    Column("id", Id, primary_key=True),
    column("mention_id", Id, ForeignKey("mentions.id")),
    column("case_id", Id, ForeignKey("cases.id")),
    column("brand", CleanText),
    column("revision", Integer),
    column("verdict", CleanText),
    column("value", CleanText),
    column("was", CleanText),
    column("analyser", CleanText),
    column("language", CleanText),
    column("text", CleanText),
    column("actor", CleanText),
    column("at", UtcDateTime),
    Column("withdrawn_at", UtcDateTime),
    Index("ix_corrections_mention", "mention_id", "id"),
    Index("ix_corrections_brand", "brand", "id"),
    sqlite_autoincrement=True,
)

brand_models = Table(
    "brand_models",
    metadata,
    Column("id", Id, primary_key=True),
    column("brand", CleanText),
    column("version", Integer),
    column("state", CleanText),
    column("active", Boolean),
    column("asked_at", UtcDateTime),
    column("asked_by", CleanText),
    column("progress", Integer),
    column("report", Json),
    Column("weights", Json),
    Column("done_at", UtcDateTime),
    column("lease_owner", CleanText),
    Column("lease_until", UtcDateTime),
    UniqueConstraint("brand", "version"),
    Index("ix_brand_models_waiting", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
    sqlite_autoincrement=True,
)

rescorings = Table(
    "rescorings",
    metadata,
    Column("id", Id, primary_key=True),
    column("state", CleanText),
    column("asked_at", UtcDateTime),
    column("asked_by", CleanText),
    column("per_second", Integer),
    column("before_id", Id),
    column("total", Integer),
    column("seen", Integer),
    column("assessed", Integer),
    column("moved", Integer),
    column("next_at", UtcDateTime),
    Column("finished_at", UtcDateTime),
    column("lease_owner", CleanText),
    Column("lease_until", UtcDateTime),
    Index("ix_rescorings_waiting", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
    sqlite_autoincrement=True,
)
