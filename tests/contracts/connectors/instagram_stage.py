"""Instagram's part in the connector suite."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, ClassVar

from connectors.instagram import PLUGIN
from tests.contracts.connectors.graph_stage import BRAND, GraphStage, graph_stage


class InstagramStage(GraphStage):
    plugin = PLUGIN
    platform = "instagram"
    remote_id = BRAND.instagram_id
    account_keys: ClassVar = {"page_id": BRAND.page_id}

    def customer_edits(self, remote_id: str, text: str) -> bool:
        return False


@asynccontextmanager
async def instagram_stage(**settings: Any) -> AsyncIterator[InstagramStage]:
    async with graph_stage(InstagramStage, **settings) as stage:
        yield stage
