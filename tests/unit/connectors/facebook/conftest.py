import pytest

from tests.contracts.connectors.facebook_stage import facebook_stage


@pytest.fixture
async def stage():
    async with facebook_stage() as ready:
        yield ready
