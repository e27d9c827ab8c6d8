import pytest

from tests.contracts.connectors.facebook_stage import facebook_stage
from tests.contracts.connectors.graph_suite import GraphSuite
from tests.contracts.connectors.suite import CompletenessSuite, PluginSuite, PublisherSuite, RereadSuite, SourceSuite


@pytest.fixture
async def stage():
    async with facebook_stage() as ready:
        yield ready


class TestFacebookSource(SourceSuite):
    pass


class TestFacebookPublisher(PublisherSuite):
    pass


class TestFacebookPlugin(PluginSuite):
    pass


class TestFacebookCompleteness(CompletenessSuite):
    pass


class TestFacebookOnGraph(GraphSuite):
    pass


class TestFacebookReread(RereadSuite):
    pass
