"""Fixtures every test may ask for, how property tests look for examples, and whether tests run what is compiled."""

import os

from hypothesis import HealthCheck, settings

from tests.support.interpreted import interpret

if not os.environ.get("ASIDE_COMPILED"):  # `make bench` sets it; processes that tests start run what is compiled anyway
    interpret()

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

# The same examples on every machine, however slow it is; a test's own @settings adds to this, and
# `pytest --hypothesis-profile=default` looks for new ones.
settings.register_profile(
    "steady",
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
settings.load_profile("steady")
