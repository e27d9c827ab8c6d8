"""One account's connection: its source, its publisher, its probe."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from connectors._graph.client import GraphClient
from connectors._graph.publisher import GraphPublisher
from connectors._graph.recheck import GraphRechecker
from monitor.ports.authorising import Tokens
from monitor.ports.networks import Probe, Source


@dataclass(frozen=True, slots=True)
class GraphConnector:
    """Holds what belongs to one account; the client under all three is closed once."""

    client: GraphClient
    source: Source
    publisher: GraphPublisher
    rechecker: GraphRechecker
    examine: Callable[[], Awaitable[Probe]]
    subscribe: Callable[[], Awaitable[None]]

    async def probe(self) -> Probe:
        """Ask Meta about the token, without sending anything; raises like `fetch`."""
        return await self.examine()

    @property
    def drawing(self) -> bool:
        """Whether it needs a stored token."""
        return self.client.tokens is not None or not self.client.access_token

    def draw(self, tokens: Tokens) -> None:
        """Ask `tokens` before each call from now on."""
        self.client.tokens = tokens

    async def aclose(self) -> None:
        """Give back connections."""
        await self.client.aclose()
