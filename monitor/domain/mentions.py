"""Anything a person wrote to or about us, public or private, on any network."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Visibility(StrEnum):
    """Who can read it."""

    PUBLIC = "public"
    PRIVATE = "private"


class MentionKind(StrEnum):
    """Where it stands."""

    POST = "post"  # a public post that names us, or stands on our page
    COMMENT = "comment"  # under a post, or a reply in a thread
    MESSAGE = "message"  # private


class Direction(StrEnum):
    """Who wrote it: a customer, or one of our own accounts (from Aside or from the network's own app)."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """A person or page as the network shows it; `remote_id` is empty where the network withholds it."""

    remote_id: str
    handle: str | None = None
    name: str | None = None
    followers: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Abilities:
    """What the network says may be done with this item; None where it does not say."""

    reply: bool | None = None
    private_reply: bool | None = None
    message: bool | None = None
    hide: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One text of one person on one network, addressed to one account of ours.

    `(account, remote_id)` is the natural key: overlap, replay and webhook-plus-poll meet on it.
    """

    account: str
    network: str
    kind: MentionKind
    visibility: Visibility
    direction: Direction
    remote_id: str
    conversation_id: str
    parent_id: str | None = None
    author: Author
    text: str
    created_at: datetime
    permalink: str | None = None
    hidden: bool | None = None  # None = the network did not say; the store then keeps what it knew
    abilities: Abilities = field(default_factory=Abilities)
    stream: str = ""
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMention:
    """A mention with its place in the store and its case, if it has been joined to one.

    `revision` grows with every change of the text: it tells which text an assessment was made of.
    """

    id: int
    mention: Mention
    case_id: int | None = None
    deleted_at: datetime | None = None
    revision: int = 1
