"""Cases, with one small partial index per state and order.

Open cases are a few in a hundred of all rows: the partial indexes keep a page of the inbox flat at millions of rows
(0.2 ms where no index takes 370 to 860 ms at 5 million). `(account, rank_at, id)` serves accounts with few or no open
cases, which an index led by the order would have to search through to its end.
`last_inbound_id` is no foreign key: mentions point to cases, and SQLite cannot add the second half of a circle.
"""

from sqlalchemy import Boolean, Column, Index, Integer, Table
from sqlalchemy import text as sql

from monitor.domain.cases import CaseState
from monitor.store.schema.columns import CleanText, Id, Json, UtcDateTime, column, metadata

cases = Table(
    "cases",
    metadata,
    Column("id", Id, primary_key=True),
    column("brand", CleanText),
    column("account", CleanText),
    column("network", CleanText),
    column("author_key", CleanText),
    column("state", CleanText),
    column("language", CleanText),
    column("needs_private", Boolean),
    column("points", Integer),
    column("reasons", Json),
    column("due_at", UtcDateTime),
    column("rank_at", UtcDateTime),
    column("opened_at", UtcDateTime),
    column("last_inbound_at", UtcDateTime),
    column("last_inbound_id", Id),
    column("drafted_id", Id),
    Column("assignee", CleanText),
    column("version", Integer),
    Index("ix_cases_author", "account", "author_key", "id"),
    Index("ix_cases_heard", "last_inbound_at", "id"),
    sqlite_autoincrement=True,
)


def _partial(name: str, condition: str, *columns: str) -> None:
    where = sql(condition)
    Index(name, *(cases.c[each] for each in columns), sqlite_where=where, postgresql_where=where)


for _state in CaseState:
    _partial(f"ix_cases_{_state.value}", f"state = '{_state.value}'", "rank_at", "id")
    _partial(f"ix_cases_{_state.value}_account", f"state = '{_state.value}'", "account", "rank_at", "id")
_partial("ix_cases_open_due", "state = 'open'", "due_at")
_partial("ix_cases_open_heard", "state = 'open'", "account", "last_inbound_at")
_partial("ix_cases_undrafted", "state = 'open' AND drafted_id <> last_inbound_id", "rank_at", "id")
