"""Errors of the database drivers, told by consequence.

By code, never by the driver's words; and never chained: PostgreSQL puts the values of a row into its errors.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from monitor.domain.errors import Conflict, Misconfigured, Retryable

_SOON = timedelta(seconds=1)
_NO_SCHEMA = "the database has no tables of Aside, or old ones; run `aside migrate`"


@contextmanager
def told_by_consequence() -> Iterator[None]:
    """Let drivers' errors leave as Retryable, Conflict or Misconfigured."""
    try:
        yield
    except PoolTimeout:
        raise Retryable("all database connections are in use", after=_SOON) from None
    except DBAPIError as error:
        raise _told(error) from None


def _told(error: DBAPIError) -> Exception:
    sqlite_name = getattr(error.orig, "sqlite_errorname", None)
    if sqlite_name is not None:
        return _told_by_sqlite(str(sqlite_name), error)
    return _told_by_postgresql(getattr(error.orig, "sqlstate", None) or "", error)


def _told_by_sqlite(name: str, error: DBAPIError) -> Exception:
    told: Exception = error
    match name.removeprefix("SQLITE_").split("_")[0]:
        case "BUSY" | "LOCKED":
            told = Retryable("another program is writing to the database file", after=_SOON)
        case "FULL" | "IOERR":
            told = Retryable("the disk with the database is full or does not answer; make room on it")
        case "CANTOPEN" | "PERM" | "AUTH":
            told = Misconfigured("the database file cannot be opened; see its path and owner")
        case "NOTADB" | "CORRUPT":
            told = Misconfigured("the database file is damaged or no SQLite file; restore it from a backup")
        case "CONSTRAINT":
            told = Conflict("the row stands there already, or what it points to is gone")
        case "ERROR" if "no such table" in str(error.orig) or "no such column" in str(error.orig):
            told = Misconfigured(_NO_SCHEMA)
    return told


def _told_by_postgresql(state: str, error: DBAPIError) -> Exception:
    if state in {"42P01", "42703", "3F000"}:
        return Misconfigured(_NO_SCHEMA)
    if state.startswith("28") or state in {"3D000", "42501"}:
        return Misconfigured(f"PostgreSQL refuses us ({state}); see user, password and database in [store]")
    if isinstance(error, IntegrityError):
        return Conflict("the row stands there already, or what it points to is gone")
    lost = not state and isinstance(error, OperationalError | InterfaceError)
    if lost or state.startswith(("40", "53", "55", "57", "58", "08")):
        return Retryable(f"PostgreSQL cannot do it now ({state or 'no connection'})", after=_SOON)
    return error
