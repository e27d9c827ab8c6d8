"""Facebook as the core sees it."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from config.settings import AccountSettings
from connectors._graph.client import GraphClient
from connectors._graph.comments import Comments
from connectors._graph.door import page_id
from connectors._graph.messages import Own
from connectors._graph.plugin import GraphPlugin, ReachOf
from connectors._graph.readback import Readback
from connectors._graph.sending import Sender
from connectors._graph.source import GraphSource
from connectors.facebook.publisher import FacebookMoves
from connectors.facebook.rereading import reread
from connectors.facebook.rules import RULES
from connectors.facebook.settings import FacebookAccountSettings, FacebookNetworkSettings
from connectors.facebook.source import facebook_source
from connectors.facebook.webhook import own_side, read_body
from monitor.domain.moves import NetworkRules
from monitor.domain.streams import Record

FOR_ADVERTISEMENTS = ("pages_manage_ads", "ads_management")
"""What Meta wants for the list of a Page's advertisements (Graph API reference, Page, `ads_posts`)."""


class FacebookPlugin(GraphPlugin[FacebookAccountSettings, FacebookNetworkSettings]):
    """Pages: comments, also on advertisements, visitors' posts, tags and Messenger conversations."""

    name: ClassVar[str] = "facebook"
    rules: ClassVar[NetworkRules] = RULES
    network_settings: ClassVar[type] = FacebookNetworkSettings
    account_settings: ClassVar[type] = FacebookAccountSettings
    permissions = (
        "pages_show_list",
        "pages_read_engagement",
        "pages_read_user_content",
        "pages_manage_engagement",
        "pages_manage_metadata",
        "pages_messaging",
    )
    webhook_fields = ("feed", "mention", "messages", "message_echoes", "message_edits", "standby")
    shown_of_us = "id,name"
    rechecked = ("comments", "visitor_posts")
    account_id = staticmethod(page_id)

    def own(self, account: AccountSettings, options: FacebookAccountSettings) -> Own:  # noqa: ARG002 - another network's needs them
        """Our side: the Page."""
        return own_side(account)

    def page(self, account: AccountSettings, options: FacebookAccountSettings) -> str:  # noqa: ARG002 - another network's needs them
        """The account is the Page."""
        return account.remote_id

    def wanted(self, network: FacebookNetworkSettings) -> tuple[str, ...]:
        """The usual permissions, and those for advertisements where their comments are read."""
        return (*self.permissions, *FOR_ADVERTISEMENTS) if network.advertisements else self.permissions

    def source(
        self,
        reach: ReachOf,
        own: Own,
        page: str,  # noqa: ARG002 - the account is the Page
        options: FacebookAccountSettings,
        network: FacebookNetworkSettings,
    ) -> GraphSource:
        """Make the source of one Page."""
        depth, advertisements = options.revisit_posts, network.advertisements
        return facebook_source(reach("pages"), reach("messenger"), own, depth=depth, advertisements=advertisements)

    def moves(self, client: GraphClient, own: Own, page: str) -> FacebookMoves:
        """Make the moves of one Page."""
        readback = Readback(client, own, page, "messenger")
        return FacebookMoves(client, page, Sender(client, page, page), readback, Comments(client, own))

    def read_webhook(self, body: bytes, accounts: Sequence[AccountSettings]) -> tuple[Record, ...]:
        """Read a verified body into records."""
        return read_body(body, accounts)

    def reread(self, raw: str, account: AccountSettings, *, at: datetime) -> tuple[Record, ...]:
        """Read a quarantined record again. Raises BadPayload."""
        return reread(raw, account, at=at)
