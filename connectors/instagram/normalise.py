"""Instagram's public JSON into mentions; pure. Private messages are read in `connectors/_graph/messages.py`.

Names that polling, webhooks and receipts share, so that one text has one key and one matter one case:

- A comment's conversation is its top-level comment: a media gathers many customers. Our own top-level comment
  belongs to the media's conversation.
- Media of others in which we are @mentioned are a conversation `mention:<media>` or, when a comment names us,
  `mention:<media>:<comment>`; such a mention can only be answered through the mentions edge, which needs both.
- A private conversation is `t:<instagram account>:<person>` (see `_graph/messages.py`); the receipt of a private
  reply carries it.

Instagram knows no edits, and tells of deletions in no webhook.
"""

import re
from dataclasses import replace
from datetime import datetime

from connectors._graph.messages import Own
from connectors._graph.payloads import (
    Json,
    author,
    count,
    flag,
    id_or_none,
    inner,
    moment,
    moment_or_none,
    needed_id,
    obj,
    objects,
    short_text,
    text_of,
)
from connectors._graph.revisits import Listed
from monitor.domain.mentions import Abilities, Author, Direction, Mention, MentionKind, Visibility
from monitor.domain.streams import Seen

MEDIA_FIELDS = "id,timestamp,comments_count,permalink"
_COMMENT = "id,text,timestamp,from,username,hidden,parent_id,media{id,permalink}"
REPLIES = 50
_LIVE = "LIVE"
"""What a webhook calls the product of a live video's media; its comments vanish from the API with the broadcast."""
COMMENT_FIELDS = f"{_COMMENT},replies.limit({REPLIES}){{{_COMMENT}}}"
TAG_FIELDS = "id,caption,timestamp,username,permalink"
MENTIONED_COMMENT_FIELDS = "id,text,timestamp,from,username,media{id,permalink}"
MENTIONED_MEDIA_FIELDS = "id,caption,timestamp,username,permalink"


def mention_conversation(media_id: str, comment_id: str | None) -> str:
    """Name the conversation of an @mention under somebody else's media."""
    return f"mention:{media_id}:{comment_id}" if comment_id else f"mention:{media_id}"


def mentioned_in(conversation: str) -> tuple[str, str | None] | None:
    """Read media and comment out of such a name; None when it is another kind of conversation."""
    kind, _, rest = conversation.partition(":")
    media, _, comment_id = rest.partition(":")
    return (media, comment_id or None) if kind == "mention" and media else None


def listed(item: Json) -> Listed:
    """Read what a list of media tells of one; Instagram tells no time of the last change."""
    created = moment_or_none(item.get("timestamp"))
    return Listed(
        id=id_or_none(item.get("id")) or "",
        created=int(created.timestamp()) if created else 0,
        count=count(item.get("comments_count")),
        updated=None,
    )


def with_replies(item: Json) -> list[Json]:
    """A top-level comment and the replies that came with it, each knowing its parent."""
    top = id_or_none(item.get("id"))
    replies = [{**reply, "parent_id": reply.get("parent_id") or top} for reply in objects(item.get("replies"))]
    return [{key: value for key, value in item.items() if key != "replies"}, *replies]


def comment(own: Own, item: Json, media_id: str) -> Seen:
    """Read a polled comment or reply. Raises BadPayload."""
    by = author(item.get("from"), username=item.get("username"))
    at = moment(item.get("timestamp"), "timestamp")
    return Seen(_comment(own, item, media_id, by, at, short_text(inner(item, "media", "permalink"))), item)


def pushed_comment(own: Own, value: Json, at: datetime, *, live: bool = False) -> Seen:
    """Read a comment out of a webhook's `comments` or `live_comments`, which tell no time of their own.

    A comment on a live video takes no public reply at all, and a private one only while the video is on the air
    (Meta, "Private Replies"), which is over before a text is written and approved: it is heard and not answered. One
    on an advertisement is told by webhook alone, as no list of the account's media has the advertisement.
    Raises BadPayload.
    """
    media = obj(value.get("media"), "media")
    mention = _comment(own, value, needed_id(media, "id"), author(value.get("from")), at, None)
    if live or media.get("media_product_type") == _LIVE:
        mention = replace(mention, stream="live", abilities=Abilities(reply=False, private_reply=False, hide=False))
    elif id_or_none(media.get("ad_id")):
        mention = replace(mention, stream="advertisements")
    return Seen(mention, value)


def tag(own: Own, item: Json) -> Seen:
    """Read a photo in which somebody tagged us. Raises BadPayload.

    A tag alone cannot be answered. A caption that names us as well is the @mention a webhook tells of, so both have
    one conversation, and the answer goes the way of mentions, whichever of the two came first.
    """
    named = _names_us(text_of(item, "caption"), own.handle)
    conversation = mention_conversation(needed_id(item, "id"), None) if named else None
    return Seen(_media(own, item, "tags", conversation=conversation), item)


def mentioned_media(own: Own, item: Json, media_id: str) -> Seen:
    """Read a media whose caption @mentions us, as looked up. Raises BadPayload."""
    return Seen(_media(own, item, "mentions", conversation=mention_conversation(media_id, None)), item)


def mentioned_comment(own: Own, item: Json, media_id: str, comment_id: str) -> Seen:
    """Read a comment under somebody's media that @mentions us, as looked up. Raises BadPayload."""
    by = author(item.get("from"), username=item.get("username"))
    at = moment(item.get("timestamp"), "timestamp")
    mention = _comment(own, item, media_id, by, at, short_text(inner(item, "media", "permalink")))
    return Seen(_elsewhere(mention, mention_conversation(media_id, comment_id)), item)


def _names_us(caption: str, handle: str) -> bool:
    """Tell whether a caption holds our @name; names are made of letters, digits, `_` and inner dots."""
    named = rf"(?<![\w.])@{re.escape(handle)}(?!\w|\.\w)"
    return bool(handle) and re.search(named, caption, re.IGNORECASE) is not None


def _comment(own: Own, item: Json, media_id: str, by: Author, at: datetime, permalink: str | None) -> Mention:
    remote_id, parent = needed_id(item, "id"), id_or_none(item.get("parent_id"))
    direction = own.direction(by)
    root = parent or (media_id if direction is Direction.OUTBOUND else remote_id)
    hidden = flag(item, "hidden")
    return Mention(
        account=own.account,
        network=own.network,
        kind=MentionKind.COMMENT,
        visibility=Visibility.PUBLIC,
        direction=direction,
        remote_id=remote_id,
        conversation_id=root,
        parent_id=parent or media_id,
        author=by,
        text=text_of(item, "text"),
        created_at=at,
        permalink=permalink,
        hidden=hidden,
        abilities=Abilities(reply=False if hidden else None),
        stream="comments",
    )


def _media(own: Own, item: Json, stream: str, *, conversation: str | None) -> Mention:
    remote_id, by = needed_id(item, "id"), author(item.get("from"), username=item.get("username"))
    return Mention(
        account=own.account,
        network=own.network,
        kind=MentionKind.POST,
        visibility=Visibility.PUBLIC,
        direction=own.direction(by),
        remote_id=remote_id,
        conversation_id=conversation or remote_id,
        author=by,
        text=text_of(item, "caption"),
        created_at=moment(item.get("timestamp"), "timestamp"),
        permalink=short_text(item.get("permalink")),
        abilities=Abilities(reply=conversation is not None, private_reply=False, hide=False),
        stream=stream,
    )


def _elsewhere(mention: Mention, conversation: str) -> Mention:
    """The same comment, standing under somebody else's media."""
    return replace(
        mention,
        conversation_id=conversation,
        stream="mentions",
        abilities=Abilities(reply=True, private_reply=False, hide=False),
    )
