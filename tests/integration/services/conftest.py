"""The town, once per engine."""

import pytest

from tests.support.town import Town


@pytest.fixture
async def town(store):
    return await Town(store).ready()
