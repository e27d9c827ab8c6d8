"""Instagram as the core sees it."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from config.settings import AccountSettings
from connectors._graph.client import GraphClient
from connectors._graph.comments import Comments
from connectors._graph.door import instagram_id
from connectors._graph.messages import Own
from connectors._graph.plugin import GraphPlugin, ReachOf
from connectors._graph.readback import Readback
from connectors._graph.sending import Sender
from connectors.instagram.publisher import InstagramMoves
from connectors.instagram.rereading import reread
from connectors.instagram.rules import RULES
from connectors.instagram.settings import InstagramAccountSettings, InstagramNetworkSettings
from connectors.instagram.source import InstagramSource, instagram_source
from connectors.instagram.webhook import own_side, read_body
from monitor.domain.moves import NetworkRules
from monitor.domain.streams import Record


class InstagramPlugin(GraphPlugin[InstagramAccountSettings, InstagramNetworkSettings]):
    """Business accounts linked to a Page: comments with replies, photo tags, @mentions and conversations.

    Of its webhooks only the linked Page's own are subscribed here; comments, mentions and messages of Instagram are
    chosen in the app.
    """

    name: ClassVar[str] = "instagram"
    rules: ClassVar[NetworkRules] = RULES
    network_settings: ClassVar[type] = InstagramNetworkSettings
    account_settings: ClassVar[type] = InstagramAccountSettings
    permissions = (
        "pages_show_list",
        "pages_read_engagement",
        "pages_manage_metadata",
        "instagram_basic",
        "instagram_manage_comments",
        "instagram_manage_messages",
    )
    webhook_fields = ("feed",)
    shown_of_us = "id,username,name"
    rechecked = ("comments",)
    account_id = staticmethod(instagram_id)

    def own(self, account: AccountSettings, options: InstagramAccountSettings) -> Own:
        """Our side: the account, and the Page it is linked to."""
        return own_side(account, options.page_id)

    def page(self, account: AccountSettings, options: InstagramAccountSettings) -> str:  # noqa: ARG002 - another network's needs it
        """The Page it is linked to."""
        return options.page_id

    def source(
        self,
        reach: ReachOf,
        own: Own,
        page: str,
        options: InstagramAccountSettings,
        network: InstagramNetworkSettings,  # noqa: ARG002 - another network's needs it
    ) -> InstagramSource:
        """Make the source of one account."""
        return instagram_source(reach("instagram"), reach("messenger"), own, page_id=page, depth=options.revisit_posts)

    def moves(self, client: GraphClient, own: Own, page: str) -> InstagramMoves:
        """Make the moves of one account."""
        comments = Comments(client, own, "id,from,username", hidden="hidden", hide_in_query="hide")
        readback = Readback(client, own, page, platform="instagram")
        return InstagramMoves(client, own.id, Sender(client, page, own.id), readback, comments)

    def read_webhook(self, body: bytes, accounts: Sequence[AccountSettings]) -> tuple[Record, ...]:
        """Read a verified body into records."""
        return read_body(body, accounts)

    def reread(self, raw: str, account: AccountSettings, *, at: datetime) -> tuple[Record, ...]:
        """Read a quarantined record again. Raises BadPayload."""
        return reread(raw, account, at=at)
