"""What the plug-ins of Meta's Graph API have alike: how the parts of one account are put together."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar, Generic, TypeVar

from config.settings import AccountSettings
from connectors._graph.client import GraphClient
from connectors._graph.connector import GraphConnector
from connectors._graph.door import GraphDoor
from connectors._graph.messages import Own
from connectors._graph.payloads import Json
from connectors._graph.probes import Examiner
from connectors._graph.publisher import GraphMoves, graph_publisher
from connectors._graph.recheck import GraphRechecker
from connectors._graph.settings import GraphAccountSettings, GraphNetworkSettings
from connectors._graph.streams import Reach
from connectors._graph.webhook import ROUTE, MetaReceiver, receiver_of
from connectors._http.sayings import sayings
from monitor.domain.moves import NetworkRules
from monitor.domain.streams import Record
from monitor.ports.networks import Source

A = TypeVar("A", bound=GraphAccountSettings)
N = TypeVar("N", bound=GraphNetworkSettings)
ReachOf = Callable[[str], Reach]
"""The reach of an account for one kind of content: each kind has its own budget at Meta."""


class GraphPlugin(ABC, Generic[A, N]):
    """A network of Meta's; the class of each tells its facts and makes what differs."""

    name: ClassVar[str]
    rules: ClassVar[NetworkRules]
    poll_seconds: ClassVar[float] = 60.0
    network_settings: ClassVar[type]
    account_settings: ClassVar[type]
    webhook_route: ClassVar[str | None] = ROUTE
    permissions: ClassVar[tuple[str, ...]]
    webhook_fields: ClassVar[tuple[str, ...]]  # those the Page itself must be subscribed to
    shown_of_us: ClassVar[str]  # fields that tell whose token it is
    rechecked: ClassVar[tuple[str, ...]]  # streams under our own posts

    @staticmethod
    @abstractmethod
    def account_id(page: Json) -> str | None:
        """Id of the account that a Page, as Meta's log-in lists it, stands for."""

    @abstractmethod
    def own(self, account: AccountSettings, options: A) -> Own:
        """Our side of what is said."""

    @abstractmethod
    def page(self, account: AccountSettings, options: A) -> str:
        """Id of the Page that conversations and the token belong to."""

    def wanted(self, network: N) -> tuple[str, ...]:  # noqa: ARG002 - another network's needs it
        """Permissions that a token needs under these settings."""
        return self.permissions

    @abstractmethod
    def source(self, reach: ReachOf, own: Own, page: str, options: A, network: N) -> Source:
        """Make the source of one account."""

    @abstractmethod
    def moves(self, client: GraphClient, own: Own, page: str) -> GraphMoves:
        """Make the moves of one account."""

    @abstractmethod
    def read_webhook(self, body: bytes, accounts: Sequence[AccountSettings]) -> tuple[Record, ...]:
        """Read a verified body into records."""

    def words(self, language: str) -> Mapping[str, str]:  # noqa: ARG002 - our streams have their names on the screens
        """Name streams: none that other networks do not have too."""
        return {}

    def sentences(self, language: str) -> Mapping[str, str]:
        """Say what its errors say."""
        return sayings(language, "connectors._graph")

    def connect(self, account: AccountSettings, options: A, network: N) -> GraphConnector:
        """Make the connection of one account."""
        client = GraphClient.of(self.name, options.token, network)
        own, page = self.own(account, options), self.page(account, options)

        def reach(kind: str) -> Reach:
            ids = (own.id,) if own.id == page else (own.id, page)
            return Reach(client, ids, kind, backfill_hours=account.backfill_hours, page_size=network.page_size)

        examiner = Examiner(
            network=self.name,
            client=client,
            page_id=page,
            account_id=own.id,
            wanted=self.wanted(network),
            fields=self.webhook_fields if network.verify_token else (),
            app_id=network.app_id,
            app_secret=network.app_secret,
        )
        return GraphConnector(
            client=client,
            source=self.source(reach, own, page, options, network),
            publisher=graph_publisher(self.moves(client, own, page), self.rules, examiner.lacking),
            rechecker=GraphRechecker(client, own.id, self.rechecked),
            examine=partial(examiner.probe, own.id, self.shown_of_us),
            subscribe=examiner.subscribe,
        )

    def door(self, network: N) -> GraphDoor | None:
        """Meta's log-in, None without the app's id and secret."""
        known = network.app_id and network.app_secret
        return GraphDoor(self.name, network, scopes=self.wanted(network), id_of=self.account_id) if known else None

    def receiver(self, network: GraphNetworkSettings) -> MetaReceiver | None:
        """Return the receiver for `/webhooks/meta`, None when its secrets are not set."""
        return receiver_of(network)
