"""Shapes of what X sends, in both vocabularies at once: recorded and pushed payloads mix them.

Only what we read is named; unknown fields pass. A shape that does not fit raises msgspec.ValidationError, whose text
names the path and types, never the content.
"""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct, field

# 19-digit numbers: text always (a float would round them); whole numbers are taken where X or a proxy sends them
Id = Annotated[str, Meta(pattern=r"^[0-9]{1,19}$")] | Annotated[int, Meta(ge=0, le=2**63 - 1)]
Moment = Annotated[datetime, Meta(tz=True)]


class MentionEntity(Struct, frozen=True):
    """A handle in a text; `start` counts code points of the text as sent."""

    start: int
    username: str = ""
    id: Id | None = None


class UrlEntity(Struct, frozen=True):
    """A link in a text: as shortened, and in full."""

    url: str = ""
    expanded_url: str = ""


class Entities(Struct, frozen=True):
    """What X found in a text."""

    mentions: list[MentionEntity] = field(default_factory=list)
    urls: list[UrlEntity] = field(default_factory=list)


class Reference(Struct, frozen=True):
    """Another post: `replied_to`, `quoted` or `retweeted`."""

    id: Id
    type: str = ""


class Note(Struct, frozen=True):
    """The whole of a text over 280."""

    text: str
    entities: Entities | None = None


class Attachments(Struct, frozen=True):
    """Keys into `includes.media`."""

    media_keys: list[str] = field(default_factory=list)


class Post(Struct, frozen=True, kw_only=True):
    """A post."""

    id: Id
    author_id: Id
    text: str
    created_at: Moment
    conversation_id: Id | None = None
    in_reply_to_user_id: Id | None = None
    display_text_range: list[int] | None = None
    entities: Entities | None = None
    attachments: Attachments | None = None
    note_tweet: Note | None = None
    note_post: Note | None = None
    referenced_tweets: list[Reference] | None = None
    referenced_posts: list[Reference] | None = None
    edit_history_tweet_ids: list[Id] | None = None
    edit_history_post_ids: list[Id] | None = None

    @property
    def note(self) -> Note | None:
        """The whole text where it was cut."""
        return self.note_tweet or self.note_post

    @property
    def references(self) -> list[Reference]:
        """Posts it refers to."""
        return self.referenced_tweets or self.referenced_posts or []

    @property
    def versions(self) -> list[Id]:
        """Ids of its versions, oldest first; itself where X does not say."""
        return self.edit_history_tweet_ids or self.edit_history_post_ids or [self.id]

    def referred(self, kind: str) -> str | None:
        """Id of the post it refers to in this way."""
        return next((str(reference.id) for reference in self.references if reference.type == kind), None)


class Message(Struct, frozen=True, kw_only=True):
    """A direct message event."""

    id: Id
    sender_id: Id
    created_at: Moment
    dm_conversation_id: Annotated[str, Meta(min_length=1)]
    event_type: str = "MessageCreate"
    text: str = ""
    attachments: Attachments | None = None


class PublicMetrics(Struct, frozen=True):
    """Counts of an account."""

    followers_count: int | None = None


class User(Struct, frozen=True, kw_only=True):
    """An account as X shows it."""

    id: Id
    username: str | None = None
    name: str | None = None
    public_metrics: PublicMetrics | None = None
    receives_your_dm: bool | None = None


class PartialError(Struct, frozen=True, kw_only=True):
    """One thing missing from an answer that is otherwise whole."""

    resource_type: str
    resource_id: Annotated[str, Meta(pattern=r"^[0-9]{1,19}$")]
    type: str


class Media(Struct, frozen=True, kw_only=True):
    """A picture or film; `url` is missing for films."""

    media_key: str
    url: str | None = None
    preview_image_url: str | None = None
