"""Settings of X: of the app (`[networks.x]`) and of one handle (the account's own keys)."""

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from config.secret import Secret

Query = Annotated[str, Meta(min_length=1, max_length=512)]


Price = Annotated[float, Meta(ge=0)]
Money = Annotated[float, Meta(gt=0)]


class XPrices(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What X bills for, in dollars each (list of 2026-04-16); change them when X does."""

    post_read: Annotated[Price, Meta(description="A post read, once a UTC day")] = 0.005
    own_post_read: Annotated[
        Price, Meta(description="A mention of the handle that owns the app, read by itself (`owns_app`)")
    ] = 0.001
    user_read: Annotated[Price, Meta(description="An account read, once a UTC day")] = 0.010
    dm_read: Annotated[Price, Meta(description="A direct message read, once a UTC day")] = 0.010
    post_write: Annotated[Price, Meta(description="A post")] = 0.015
    post_write_with_url: Annotated[Price, Meta(description="A post or reply with a link")] = 0.200
    summoned_reply: Annotated[Price, Meta(description="A reply to somebody who named or quoted us")] = 0.010
    dm_write: Annotated[Price, Meta(description="A direct message")] = 0.015
    delete: Annotated[Price, Meta(description="Deleting a post of ours")] = 0.010
    hide: Annotated[Price, Meta(description="Hiding or showing a reply")] = 0.005


class XNetwork(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The app at X and how its API is spoken."""

    base_url: Annotated[
        str, Meta(pattern=r"^https?://[^\s?#]+$", description="Address of the X API, or of a stand-in")
    ] = "https://api.x.com"
    version: Annotated[str, Meta(pattern=r"^[0-9.]+$", description="API version: first part of every path")] = "2"
    fields: Annotated[
        Literal["tweet", "post"],
        Meta(description="Which words X expects: `tweet.fields` (until 2.166) or `post.fields` (from 2.167)"),
    ] = "tweet"
    consumer_key: Annotated[Secret | None, Meta(description="API key of the app (OAuth 1.0a)")] = None
    consumer_secret: Annotated[
        Secret | None, Meta(description="API key secret of the app; also proves that webhooks come from X")
    ] = None
    bearer_token: Annotated[
        Secret | None,
        Meta(description="App-only token: reads mentions and searches for accounts without their own token"),
    ] = None
    client_id: Annotated[
        str,
        Meta(description="OAuth 2.0 client id: accounts without their own tokens can then be connected in the browser"),
    ] = ""
    client_secret: Annotated[Secret | None, Meta(description="OAuth 2.0 client secret, for a confidential client")] = (
        None
    )
    authorize_url: Annotated[
        str, Meta(pattern=r"^https?://[^\s?#]+$", description="Where X asks people for consent (OAuth 2.0)")
    ] = "https://x.com/i/oauth2/authorize"
    timeout_seconds: Annotated[float, Meta(gt=0, description="How long one call to X may take")] = 20.0
    page_size: Annotated[int, Meta(ge=10, le=100, description="Posts asked for at once; each post read costs")] = 100
    message_page_size: Annotated[
        int, Meta(ge=1, le=100, description="Messages asked for at first by a poll; read ones cost again each day")
    ] = 2
    overlap_minutes: Annotated[
        float, Meta(ge=2, le=1440, description="How far each poll reaches back before the last one, for late posts")
    ] = 15.0
    webhook_url: Annotated[
        str,
        Meta(
            pattern=r"^(https?://[^\s?#]{1,180}/webhooks/x)?$",
            description="Public address of this service for X's pushes, ending in `/webhooks/x`: connecting an account "
            "then subscribes it to its mentions and messages; empty = subscribed by hand, or not at all",
        ),
    ] = ""
    invite_link: Annotated[
        Literal["button", "none"],
        Meta(description="Add X's message button to an invitation whose text has no link (a link costs more)"),
    ] = "button"
    daily_budget_usd: Annotated[
        Money | None, Meta(description="What the app may spend in a UTC day before reading waits; answers still go out")
    ] = 10.0
    monthly_budget_usd: Annotated[Money | None, Meta(description="The same for a calendar month")] = 150.0
    prices: Annotated[XPrices, Meta(description="What X bills: `[networks.x.prices]`")] = field(default_factory=XPrices)


class XAccount(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One handle of ours."""

    access_token: Annotated[Secret | None, Meta(description="Access token of the handle (OAuth 1.0a)")] = None
    access_secret: Annotated[Secret | None, Meta(description="Access token secret of the handle")] = None
    keywords: Annotated[
        tuple[Query, ...],
        Meta(description="Saved searches in X's query language; what they find is shown, never answered unasked"),
    ] = ()
    own_posts: Annotated[
        bool, Meta(description="Read what was posted under the handle elsewhere, so that nobody answers twice")
    ] = True
    recheck_posts_a_day: Annotated[
        int,
        Meta(
            ge=0,
            le=100_000,
            description="How many stored posts are looked up again each day, to erase what their authors deleted; "
            "each costs a post read, so set it to the number of posts kept if all must be seen daily; 0 = none",
        ),
    ] = 5
    owns_app: Annotated[
        bool, Meta(description="The handle owns the app at X: reading its own mentions then costs a fifth")
    ] = False
    daily_budget_usd: Annotated[
        Money | None, Meta(description="What this handle may spend in a UTC day before reading waits")
    ] = None
    monthly_budget_usd: Annotated[Money | None, Meta(description="The same for a calendar month")] = None
