import pytest

from tests.contracts.connectors.suite import CompletenessSuite, PluginSuite, PublisherSuite, RereadSuite, SourceSuite
from tests.contracts.connectors.x_stage import x_stage


@pytest.fixture(params=["tweet", "post"])
async def stage(request):
    async with x_stage(fields=request.param) as ready:
        yield ready


class TestXSource(SourceSuite):
    pass


class TestXPublisher(PublisherSuite):
    pass


class TestXPlugin(PluginSuite):
    pass


class TestXCompleteness(CompletenessSuite):
    pass


class TestXReread(RereadSuite):
    pass
