import pytest

from tests.contracts.connectors.instagram_stage import instagram_stage


@pytest.fixture
async def stage():
    async with instagram_stage() as ready:
        yield ready
