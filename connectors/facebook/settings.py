"""Settings of Facebook: the network's section and a Page's own keys."""

from typing import Annotated

from msgspec import Meta

from connectors._graph.settings import GraphAccountSettings, GraphNetworkSettings


class FacebookNetworkSettings(GraphNetworkSettings, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The section `[networks.facebook]`."""

    advertisements: Annotated[
        bool,
        Meta(
            description="Also read comments under advertisements that are not published on the Page; needs the "
            "permissions `pages_manage_ads` and `ads_management`"
        ),
    ] = False


class FacebookAccountSettings(GraphAccountSettings, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Keys of a Page beside the common ones; `remote_id` is the Page's id."""
