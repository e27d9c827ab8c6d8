"""PostgreSQL through psycopg: writers on READ COMMITTED with locks, readers on one snapshot.

`plan_cache_mode=force_custom_plan`: after five runs a prepared statement may turn to a generic plan, which makes the
inbox of a quiet account 24 to 67 ms slow instead of 0.3.
"""

from sqlalchemy import URL
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

CONNECT_SECONDS = 5
CONNECTIONS = 10
WRITERS = 6
"""Writing transactions at a time; the other connections are left to readers, also to those inside a write."""

_OPTIONS = "-c plan_cache_mode=force_custom_plan -c timezone=UTC"


def writer(url: URL) -> AsyncEngine:
    """Engine of one pool that serves writers and readers."""
    given = url.query.get("options", "")
    options = f"{given} {_OPTIONS}" if isinstance(given, str) else _OPTIONS
    return create_async_engine(
        url.difference_update_query(["options"]),
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"options": options.strip(), "connect_timeout": CONNECT_SECONDS},
    )


def readers(engine: AsyncEngine) -> AsyncEngine:
    """The same pool, its transactions each on one snapshot and unable to write."""
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
