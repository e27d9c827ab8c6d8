"""The database's address as people write it in the settings."""

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from monitor.domain.errors import Misconfigured

_FORMS = "write sqlite:///path/to/file.db or postgresql://user@host/name in [store] url"


def parsed(url: str, password: str | None = None) -> URL:
    """Return the address with its driver and password.

    Raises Misconfigured, without repeating the address: it may hold a password.
    """
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise Misconfigured(f"the database address cannot be read; {_FORMS}") from None
    match address.get_backend_name():
        case "sqlite":
            return _sqlite(address)
        case "postgresql":
            if password is not None:
                address = address.set(password=password)
            return address.set(drivername="postgresql+psycopg")
    raise Misconfigured(f"Aside keeps its data in SQLite or PostgreSQL; {_FORMS}")


def _sqlite(address: URL) -> URL:
    if address.database in {None, "", ":memory:"} or address.query:
        raise Misconfigured(f"SQLite needs a plain file (no :memory:, no options); {_FORMS}")
    return address.set(drivername="sqlite+aiosqlite")


def sqlite_file(address: URL) -> Path | None:
    """The file of an SQLite address, None for PostgreSQL."""
    return Path(address.database or "") if address.get_backend_name() == "sqlite" else None
