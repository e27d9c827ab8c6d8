"""Facebook as the core sees it."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from config.settings import AccountSettings
from connectors._graph.client import GraphClient
from connectors._graph.connector import GraphConnector
from connectors._graph.door import GraphDoor, page_id
from connectors._graph.probes import Examiner
from connectors._graph.readback import Readback
from connectors._graph.recheck import GraphRechecker
from connectors._graph.sending import Sender
from connectors._graph.streams import Reach
from connectors._graph.webhook import ROUTE, MetaReceiver, receiver_of
from connectors.facebook.publisher import FacebookMoves, facebook_publisher
from connectors.facebook.rules import RULES
from connectors.facebook.settings import FacebookAccountSettings, FacebookNetworkSettings
from connectors.facebook.source import facebook_source
from connectors.facebook.webhook import own_side, read_body
from monitor.domain.moves import NetworkRules
from monitor.domain.streams import Record

PERMISSIONS = (
    "pages_show_list",
    "pages_read_engagement",
    "pages_read_user_content",
    "pages_manage_engagement",
    "pages_manage_metadata",
    "pages_messaging",
)
WEBHOOK_FIELDS = ("feed", "mention", "messages", "message_echoes", "message_edits", "standby")


class FacebookPlugin:
    """Pages: comments, visitors' posts, tags and Messenger conversations."""

    name: ClassVar[str] = "facebook"
    rules: ClassVar[NetworkRules] = RULES
    poll_seconds: ClassVar[float] = 60.0
    network_settings: ClassVar[type] = FacebookNetworkSettings
    account_settings: ClassVar[type] = FacebookAccountSettings
    webhook_route: ClassVar[str | None] = ROUTE

    def connect(
        self, account: AccountSettings, options: FacebookAccountSettings, network: FacebookNetworkSettings
    ) -> GraphConnector:
        """Make the connection of one Page."""
        client, own, page = GraphClient.of(self.name, options.token, network), own_side(account), account.remote_id
        reach = partial(
            Reach, client=client, ids=(page,), backfill_hours=account.backfill_hours, page_size=network.page_size
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
        examine = partial(examiner.probe, page, "id,name")
        moves = FacebookMoves(client, page, Sender(client, page, page), Readback(client, own, page, "messenger"))
        return GraphConnector(
            client=client,
            source=facebook_source(reach(kind="pages"), reach(kind="messenger"), own, depth=options.revisit_posts),
            publisher=facebook_publisher(moves, examiner.lacking),
            rechecker=GraphRechecker(client, page, ("comments", "visitor_posts")),
            examine=examine,
            subscribe=examiner.subscribe,
        )

    def door(self, network: FacebookNetworkSettings) -> GraphDoor | None:
        """Meta's log-in, None without the app's id and secret."""
        known = network.app_id and network.app_secret
        return GraphDoor(self.name, network, scopes=PERMISSIONS, id_of=page_id) if known else None

    def receiver(self, network: FacebookNetworkSettings) -> MetaReceiver | None:
        """Return the receiver for `/webhooks/meta`, None when its secrets are not set."""
        return receiver_of(network)

    def read_webhook(self, body: bytes, accounts: Sequence[AccountSettings]) -> tuple[Record, ...]:
        """Read a verified body into records."""
        return read_body(body, accounts)
