"""Settings of Facebook: the network's section and a Page's own keys."""

from connectors._graph.settings import GraphAccountSettings, GraphNetworkSettings


class FacebookNetworkSettings(GraphNetworkSettings, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The section `[networks.facebook]`."""


class FacebookAccountSettings(GraphAccountSettings, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Keys of a Page beside the common ones; `remote_id` is the Page's id."""
