"""The house for commands that only need its database: no network is connected, no clock runs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from config.settings import Settings
from monitor.bootstrap.house import House, migrate_database, store_of


@asynccontextmanager
async def quiet_house(settings: Settings) -> AsyncIterator[House]:
    """Bring the database to this version's schema and open it. Raises Misconfigured, Retryable."""
    await migrate_database(settings)
    house = House(settings, store_of(settings), {})
    try:
        yield house
    finally:
        await house.store.aclose()
