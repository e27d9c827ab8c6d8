"""What is asked for often, or of everything that ever came, is read along an index."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from monitor.domain.mentions import MentionKind
from monitor.store import SqlStore
from tests.support.records import NOW

DAY = timedelta(days=1)


@contextmanager
def explained(store: SqlStore) -> Iterator[list[str]]:
    """Gather the steps by which SQLite reads for each statement, of both kinds of connection."""
    steps: list[str] = []

    def explain(connection: Any, cursor: Any, statement: str, parameters: Any, *_: object) -> None:
        if statement.startswith(("SELECT", "DELETE", "UPDATE")):
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            steps.extend(row[3] for row in cursor.fetchall())

    engines = (store._readers.sync_engine, store._writer.sync_engine)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", explain)
    yield steps
    for engine in engines:
        event.remove(engine, "before_cursor_execute", explain)


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        (lambda tx: tx.cases.heard_since(NOW - DAY, limit=9), "ix_cases_heard"),
        (lambda tx: tx.pulses.is_talking("siuntos-x", since=NOW - DAY), "ix_cases_open_heard"),
        (lambda tx: tx.outbox.answered("Siuntos", after=NOW - DAY, before=NOW, limit=9), "ix_outbox_delivered"),
        (lambda tx: tx.webhooks.forget(before=NOW, limit=9), "ix_webhooks_read"),
        (lambda tx: tx.webhooks.unread(limit=9), "ix_webhooks_unread"),
        (lambda tx: tx.ledger.forget_arrivals(before=NOW, limit=9), "ix_arrivals_arrived"),
        (lambda tx: tx.drafts.without_deputy(limit=9), "ix_drafts_submitted"),
        (lambda tx: tx.promises.lapse(now=NOW), "ix_promises_open"),
    ],
)
async def test_it_is_read_along_an_index(sqlite_store: SqlStore, asked: Any, index: str) -> None:
    with explained(sqlite_store) as steps:
        async with sqlite_store.write() as tx:
            await asked(tx)
    assert any(f" {index} " in f"{step} " for step in steps), steps


@pytest.mark.parametrize("kind", [MentionKind.MESSAGE, MentionKind.COMMENT])
async def test_windows_that_close_are_looked_for_among_few_cases(sqlite_store: SqlStore, kind: Any) -> None:
    with explained(sqlite_store) as steps:
        async with sqlite_store.read() as tx:
            await tx.cases.waiting_since("x", kind, after=(NOW - DAY, 0), before=NOW, limit=9)
    assert any("ix_cases_open" in step or "ix_cases_heard" in step for step in steps), steps
