"""What every connector promises. Subclass these in a test file of the network and give a `stage` fixture."""

from tests.contracts.connectors.completeness_suite import CompletenessSuite
from tests.contracts.connectors.plugin_suite import PluginSuite
from tests.contracts.connectors.publisher_suite import PublisherSuite
from tests.contracts.connectors.reread_suite import RereadSuite
from tests.contracts.connectors.source_suite import SourceSuite

__all__ = ["CompletenessSuite", "PluginSuite", "PublisherSuite", "RereadSuite", "SourceSuite"]
