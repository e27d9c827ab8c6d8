import pytest

from tests.contracts.connectors.laiptine_stage import laiptine_stage
from tests.contracts.connectors.suite import CompletenessSuite, PluginSuite, PublisherSuite, SourceSuite
from tests.support.installing import importable, install


@pytest.fixture(scope="module")
def plugin(tmp_path_factory):
    with importable(install(tmp_path_factory.mktemp("laiptine"))) as found:
        yield found


@pytest.fixture
async def stage(plugin):
    async with laiptine_stage(plugin) as ready:
        yield ready


class TestLaiptineSource(SourceSuite):
    pass


class TestLaiptinePublisher(PublisherSuite):
    pass


class TestLaiptinePlugin(PluginSuite):
    pass


class TestLaiptineCompleteness(CompletenessSuite):
    pass
