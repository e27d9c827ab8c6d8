"""Instagram as the core sees it."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from config.settings import AccountSettings
from connectors._graph.client import GraphClient
from connectors._graph.connector import GraphConnector
from connectors._graph.door import GraphDoor, instagram_id
from connectors._graph.probes import Examiner
from connectors._graph.readback import Readback
from connectors._graph.recheck import GraphRechecker
from connectors._graph.sending import Sender
from connectors._graph.streams import Reach
from connectors._graph.webhook import ROUTE, MetaReceiver, receiver_of
from connectors.instagram.publisher import InstagramMoves, instagram_publisher
from connectors.instagram.rules import RULES
from connectors.instagram.settings import InstagramAccountSettings, InstagramNetworkSettings
from connectors.instagram.source import instagram_source
from connectors.instagram.webhook import own_side, read_body
from monitor.domain.moves import NetworkRules
from monitor.domain.streams import Record

PERMISSIONS = (
    "pages_show_list",
    "pages_read_engagement",
    "pages_manage_metadata",
    "instagram_basic",
    "instagram_manage_comments",
    "instagram_manage_messages",
)
WEBHOOK_FIELDS = ("feed",)
"""What the linked Page must be subscribed to; comments, mentions and messages of Instagram are chosen in the app."""


class InstagramPlugin:
    """Business accounts linked to a Page: comments with replies, photo tags, @mentions and conversations."""

    name: ClassVar[str] = "instagram"
    rules: ClassVar[NetworkRules] = RULES
    poll_seconds: ClassVar[float] = 60.0
    network_settings: ClassVar[type] = InstagramNetworkSettings
    account_settings: ClassVar[type] = InstagramAccountSettings
    webhook_route: ClassVar[str | None] = ROUTE

    def connect(
        self, account: AccountSettings, options: InstagramAccountSettings, network: InstagramNetworkSettings
    ) -> GraphConnector:
        """Make the connection of one account."""
        client, page = GraphClient.of(self.name, options.token, network), options.page_id
        own = own_side(account, page)
        reach = partial(
            Reach, client=client, ids=(own.id, page), backfill_hours=account.backfill_hours, page_size=network.page_size
        )
        examiner = Examiner(
            network=self.name,
            client=client,
            page_id=page,
            wanted=PERMISSIONS,
            fields=WEBHOOK_FIELDS if network.verify_token else (),
            app_id=network.app_id,
            app_secret=network.app_secret,
        )
        examine = partial(examiner.probe, own.id, "id,username,name")
        moves = InstagramMoves(
            client, own.id, Sender(client, page, own.id), Readback(client, own, page, platform="instagram")
        )
        source = instagram_source(
            reach(kind="instagram"), reach(kind="messenger"), own, page_id=page, depth=options.revisit_posts
        )
        return GraphConnector(
            client=client,
            source=source,
            publisher=instagram_publisher(moves, examiner.lacking),
            rechecker=GraphRechecker(client, own.id, ("comments",)),
            examine=examine,
            subscribe=examiner.subscribe,
        )

    def door(self, network: InstagramNetworkSettings) -> GraphDoor | None:
        """Meta's log-in, None without the app's id and secret."""
        known = network.app_id and network.app_secret
        return GraphDoor(self.name, network, scopes=PERMISSIONS, id_of=instagram_id) if known else None

    def receiver(self, network: InstagramNetworkSettings) -> MetaReceiver | None:
        """Return the receiver for `/webhooks/meta`, None when its secrets are not set."""
        return receiver_of(network)

    def read_webhook(self, body: bytes, accounts: Sequence[AccountSettings]) -> tuple[Record, ...]:
        """Read a verified body into records."""
        return read_body(body, accounts)
