"""Fixtures every test may ask for."""

from tests.support.databases import (
    blank_url,
    database_url,
    engine_name,
    postgresql_clone,
    postgresql_server,
    postgresql_template,
    sqlite_store,
    sqlite_template,
    store,
)

__all__ = [
    "blank_url",
    "database_url",
    "engine_name",
    "postgresql_clone",
    "postgresql_server",
    "postgresql_template",
    "sqlite_store",
    "sqlite_template",
    "store",
]
