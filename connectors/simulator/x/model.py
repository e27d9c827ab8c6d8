"""What X holds: people, posts, direct messages. Values only; the books that keep them apply the rules."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(slots=True)
class User:
    """An account. `accepts_dms`: anyone may write to it. `follows`: ids of those it follows.

    `blocks`: ids of those whose messages it does not take.
    A `suspended` account's posts stay in the index for a while, but the account itself is not shown any more;
    a `protected` one's posts are for those it lets follow.
    """

    id: str
    username: str
    name: str
    created_at: datetime
    description: str = ""
    accepts_dms: bool = False
    protected: bool = False
    suspended: bool = False
    follows: set[str] = field(default_factory=set)
    blocks: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Post:
    """One version of a post; an edit is a new Post whose `history` (shared by all versions) has grown.

    `text` is complete: neither shortened links nor escapes nor the cut at 280. Before `shown_from` stand the
    handles X puts before a reply by itself. Before `indexed_at` it is in no timeline and no search. `handles`
    are all that the text names, in lower case, kept because every poll asks for them.
    """

    id: str
    author_id: str
    text: str
    created_at: datetime
    indexed_at: datetime
    conversation_id: str
    lang: str
    history: list[str]
    shown_from: int = 0
    in_reply_to: str | None = None
    in_reply_to_user_id: str | None = None
    quotes: str | None = None
    reposts: str | None = None
    media: tuple[str, ...] = ()
    deep_link: str | None = None
    hidden: bool = False
    deleted: bool = False
    handles: frozenset[str] = frozenset()

    @property
    def typed(self) -> str:
        """The text its author typed."""
        return self.text[self.shown_from :]

    @property
    def is_newest_version(self) -> bool:
        """Tell whether no later edit replaced it."""
        return self.history[-1] == self.id


@dataclass(frozen=True, slots=True)
class DirectMessage:
    """One private message. `encrypted`: sent in the end-to-end encrypted chat, which the API never shows."""

    id: str
    conversation_id: str
    sender_id: str
    recipient_id: str
    text: str
    created_at: datetime
    media: tuple[str, ...] = ()
    encrypted: bool = False
