"""Settings of X: of the app (`[networks.x]`) and of one handle (the account's own keys)."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from config.secret import Secret

Query = Annotated[str, Meta(min_length=1, max_length=512)]


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
    timeout_seconds: Annotated[float, Meta(gt=0, description="How long one call to X may take")] = 20.0
    page_size: Annotated[int, Meta(ge=10, le=100, description="Posts asked for at once; each post read costs")] = 100
    message_page_size: Annotated[
        int, Meta(ge=1, le=100, description="Messages asked for by an ordinary poll; read ones cost again each day")
    ] = 5
    overlap_minutes: Annotated[
        float, Meta(ge=2, le=1440, description="How far each poll reaches back before the last one, for late posts")
    ] = 15.0
    invite_link: Annotated[
        Literal["button", "none"],
        Meta(description="Add X's message button to an invitation whose text has no link (a link costs more)"),
    ] = "button"


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
