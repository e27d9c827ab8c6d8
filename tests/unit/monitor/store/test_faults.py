"""Drivers' errors told by consequence."""

import sqlite3
from types import SimpleNamespace
from typing import Any

import psycopg.errors
import pytest
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from monitor.domain.errors import AsideError, Conflict, Misconfigured, Retryable
from monitor.store.faults import told_by_consequence


def told(error: Exception) -> Exception:
    with pytest.raises(Exception) as caught, told_by_consequence():  # noqa: PT011 - which one is the question
        raise error
    return caught.value


def of_sqlite(name: str, words: str = "") -> DBAPIError:
    orig: Any = sqlite3.OperationalError(words)
    orig.sqlite_errorname = name
    return OperationalError("SELECT canary", {"text": "canary"}, orig)


def of_postgresql(state: str | None, kind: type[DBAPIError] = OperationalError) -> DBAPIError:
    orig: Any = SimpleNamespace(sqlstate=state)
    return kind("SELECT canary", {"text": "canary"}, orig)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (of_sqlite("SQLITE_BUSY"), Retryable),
        (of_sqlite("SQLITE_BUSY_SNAPSHOT"), Retryable),
        (of_sqlite("SQLITE_LOCKED"), Retryable),
        (of_sqlite("SQLITE_FULL"), Retryable),
        (of_sqlite("SQLITE_IOERR_WRITE"), Retryable),
        (of_sqlite("SQLITE_CANTOPEN"), Misconfigured),
        (of_sqlite("SQLITE_NOTADB"), Misconfigured),
        (of_sqlite("SQLITE_CORRUPT"), Misconfigured),
        (of_sqlite("SQLITE_CONSTRAINT_UNIQUE"), Conflict),
        (of_sqlite("SQLITE_ERROR", "no such table: cases"), Misconfigured),
        (of_postgresql("42P01", ProgrammingError), Misconfigured),
        (of_postgresql("28P01"), Misconfigured),
        (of_postgresql("3D000"), Misconfigured),
        (of_postgresql("23505", IntegrityError), Conflict),
        (of_postgresql("40001"), Retryable),
        (of_postgresql("40P01"), Retryable),
        (of_postgresql("57P01"), Retryable),
        (of_postgresql(None), Retryable),
        (PoolTimeout(), Retryable),
    ],
)
def test_each_consequence_has_its_class(error: Exception, kind: type[AsideError]) -> None:
    result = told(error)
    assert type(result) is kind
    assert result.__suppress_context__  # the driver's words hold values of rows
    assert "canary" not in str(result)


@pytest.mark.parametrize(
    "error",
    [
        of_sqlite("SQLITE_READONLY"),
        of_sqlite("SQLITE_ERROR", "near SELEC: syntax error"),
        of_postgresql("42601", ProgrammingError),
        of_postgresql("25006"),
        of_postgresql(None, DataError),
        KeyError("not ours"),
        psycopg.errors.UniqueViolation("outside SQLAlchemy"),
    ],
)
def test_mistakes_of_ours_pass_unchanged(error: Exception) -> None:
    assert told(error) is error
