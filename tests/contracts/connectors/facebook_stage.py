"""Facebook's part in the connector suite."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from connectors.facebook import PLUGIN
from tests.contracts.connectors.graph_stage import BRAND, GraphStage, graph_stage


class FacebookStage(GraphStage):
    plugin = PLUGIN
    platform = "messenger"
    remote_id = BRAND.page_id

    def customer_edits(self, remote_id: str, text: str) -> bool:
        self.state.edit_comment(remote_id, text)
        return True


@asynccontextmanager
async def facebook_stage(**settings: Any) -> AsyncIterator[FacebookStage]:
    async with graph_stage(FacebookStage, **settings) as stage:
        yield stage
