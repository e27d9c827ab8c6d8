import pytest

from tests.contracts.connectors.graph_suite import GraphSuite
from tests.contracts.connectors.instagram_stage import instagram_stage
from tests.contracts.connectors.suite import CompletenessSuite, PluginSuite, PublisherSuite, RereadSuite, SourceSuite


@pytest.fixture
async def stage():
    async with instagram_stage() as ready:
        yield ready


class TestInstagramSource(SourceSuite):
    pass


class TestInstagramPublisher(PublisherSuite):
    pass


class TestInstagramPlugin(PluginSuite):
    pass


class TestInstagramCompleteness(CompletenessSuite):
    pass


class TestInstagramOnGraph(GraphSuite):
    pass


class TestInstagramReread(RereadSuite):
    pass
