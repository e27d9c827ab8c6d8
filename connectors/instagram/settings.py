"""Settings of Instagram: the network's section and an account's own keys."""

from typing import Annotated

from msgspec import Meta

from connectors._graph.settings import GraphAccountSettings, GraphNetworkSettings


class InstagramNetworkSettings(GraphNetworkSettings, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The section `[networks.instagram]`; usually the same Meta app as Facebook's."""


class InstagramAccountSettings(GraphAccountSettings, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Keys of an Instagram account beside the common ones; `remote_id` is the account's own id (`17841…`)."""

    page_id: Annotated[
        str,
        Meta(min_length=1, description="Id of the Facebook Page linked to it; private messages go through the Page"),
    ]
