"""What the simulated networks remember: pages, people, posts, comments and messages."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

Network = Literal["facebook", "instagram"]
Platform = Literal["messenger", "instagram"]


class PostKind(StrEnum):
    """How a post came to concern the account: which edge lists it."""

    PUBLISHED = "published"
    ADVERT = "advert"  # an advertisement of the Page's that was never published on it
    VISITOR = "visitor"  # written by a person on the Page
    TAGGED = "tagged"  # somebody's own post (photo) in which the account is tagged
    MENTIONED = "mentioned"  # Instagram: named in somebody's caption or under somebody's media; no edge lists it


class Unreachable(StrEnum):
    """Why a person cannot be written to."""

    BLOCKED = "blocked"  # blocked the business or left: 551
    NOT_ACCEPTING = "not_accepting"  # does not take messages from businesses: 10/2018108
    UNAVAILABLE = "unavailable"  # 200/1545041


@dataclass(slots=True)
class Person:
    """A customer. `key` is the simulator's own name for them; networks only ever show scoped ids.

    `nameless`: the author is withheld in comments. `restricted`: their comments are missing from lists.
    `unreachable`: sends to them are refused.
    """

    key: str
    name: str
    username: str
    nameless: bool = False
    restricted: bool = False
    unreachable: Unreachable | None = None


@dataclass(slots=True)
class Account:
    """A Page with its linked Instagram account, and the states an owner or Meta may put it into."""

    key: str
    name: str
    page_id: str
    instagram_id: str
    instagram_username: str
    token: str
    subscribed_fields: set[str] = field(default_factory=set)
    removed_permissions: set[str] = field(default_factory=set)
    token_subcode: int | None = None  # 458, 460, 463 …: why the token no longer works
    instagram_messages_off: bool = False
    restriction: tuple[int, int | None] | None = None  # (code, subcode) of Meta's policy block on sending
    blocked_people: set[str] = field(default_factory=set)

    def id_on(self, network: Network) -> str:
        """Give the id of the account that owns things on this network."""
        return self.page_id if network == "facebook" else self.instagram_id


@dataclass(slots=True)
class Post:
    """A Facebook post or an Instagram media. Facebook ids are `owner_post`, Instagram's a bare number."""

    id: str
    network: Network
    kind: PostKind
    account: Account
    author: str | None  # a person's key; None: the account itself
    text: str
    created: datetime
    updated: datetime
    comments: list["Comment"] = field(default_factory=list)
    live: bool = False
    comments_closed: bool = False
    product: str = "FEED"

    @property
    def last_part(self) -> str:
        """Give the post's own number, by which comment ids begin on Facebook."""
        return self.id.rpartition("_")[2]


@dataclass(slots=True)
class Comment:
    """A comment or a reply; `parent` is set for replies and is always a top-level comment."""

    id: str  # bare number; Facebook shows it as `post_comment`
    post: Post
    author: str | None  # a person's key; None: the account itself
    text: str
    created: datetime
    parent: "Comment | None" = None
    hidden: bool = False
    deleted: bool = False
    edited: datetime | None = None
    attachment: str | None = None  # kind: photo, sticker, …

    @property
    def shown_id(self) -> str:
        """Give the id the network shows."""
        if self.post.network == "instagram":
            return self.id
        return f"{self.post.last_part}_{self.id}"


@dataclass(slots=True)
class Attachment:
    """What travels with a message. `url` points to the network's CDN and dies; only the link may be kept."""

    kind: str  # image, story_mention, share, …
    url: str


@dataclass(slots=True)
class Message:
    """One private message."""

    id: str
    thread: "Thread"
    from_account: bool
    text: str
    created: datetime
    attachments: tuple[Attachment, ...] = ()
    reply_to: dict[str, object] | None = None
    deleted: bool = False
    edits: int = 0
    tag: str | None = None
    app_id: str | None = None  # None: written in the native app
    metadata: str | None = None
    answers: str | None = None  # id of the comment or post this private reply answers


@dataclass(slots=True)
class Thread:
    """The private conversation of one account with one person on one platform."""

    id: str
    platform: Platform
    account: Account
    person: Person
    updated: datetime
    messages: list[Message] = field(default_factory=list)
    folder: str = "inbox"
    owner_app: str | None = None  # another app holds the thread: sends are refused
    archived: bool = False

    @property
    def network(self) -> Network:
        """Name the network the thread belongs to."""
        return "instagram" if self.platform == "instagram" else "facebook"
