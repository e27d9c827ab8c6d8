"""Settings both Graph networks have; each network derives its own from these."""

from typing import Annotated

from msgspec import Meta, Struct

from config.secret import Secret

VERSION_PATTERN = r"^v\d{1,2}\.\d$"


class GraphNetworkSettings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where the Graph API is, and the Meta app that calls it."""

    base_url: Annotated[
        str, Meta(pattern=r"^https?://[^/?#]+$", description="Address of the Graph API, without a path")
    ] = "https://graph.facebook.com"
    dialog_url: Annotated[
        str, Meta(pattern=r"^https?://[^/?#]+$", description="Address of Meta's log-in dialog, without a path")
    ] = "https://www.facebook.com"
    version: Annotated[
        str,
        Meta(
            pattern=VERSION_PATTERN,
            description="API version; Meta ends each about two years after its release and then answers as a newer one",
        ),
    ] = "v26.0"
    app_id: Annotated[str, Meta(description="Id of the Meta app; with the app secret, tokens can be examined")] = ""
    app_secret: Annotated[
        Secret | None,
        Meta(description="Secret of the Meta app: proves our calls (`appsecret_proof`) and Meta's webhooks"),
    ] = None
    verify_token: Annotated[
        Secret | None, Meta(description="Word agreed with Meta for the webhook handshake; without it no webhooks")
    ] = None
    page_size: Annotated[
        int, Meta(ge=5, le=100, description="How many comments or messages one call asks for at most")
    ] = 50
    timeout_seconds: Annotated[float, Meta(gt=0, description="How long one call may take")] = 30.0


class GraphAccountSettings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every account on the Graph API needs."""

    token: Annotated[
        Secret | None, Meta(description="Page access token; without one, connect the account under Settings, Accounts")
    ] = None
    revisit_posts: Annotated[
        int,
        Meta(
            ge=1,
            le=1000,
            description="How many of the newest posts are looked at again and again for late comments",
        ),
    ] = 300
