"""X's payloads into our records; pure.

A record that cannot be read becomes Unreadable and the rest of the page is kept; only a page that is no list raises.
A post edited comes under a new id: its natural key is the id of its first version, so that it stays one matter.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec

from connectors.x.includes import Includes, fit, fitting
from connectors.x.shapes import Attachments, Message, PartialError, Post, User
from connectors.x.summons import is_summoned
from connectors.x.texts import shown, unescaped
from monitor.domain.errors import BadPayload
from monitor.domain.mentions import Abilities, Author, Direction, Mention, MentionKind, Visibility
from monitor.domain.streams import Record, Removed, Seen, Unreadable


@dataclass(frozen=True, slots=True)
class Ours:
    """Our side: the account's name in the settings, its id and handle on X, and the stream that is read."""

    account: str
    user_id: str
    handle: str
    stream: str


def read_posts(payload: Mapping[str, Any], ours: Ours, *, known: Mapping[str, User], now: datetime) -> list[Record]:
    """Read a page of posts. Raises BadPayload when it is not a page."""
    includes = Includes.of(payload, known)
    records = [_record(raw, ours, includes, post_mention) for raw in items(payload)]
    return [record for record in records if record is not None] + list(_removed(payload, ours, now))


def read_messages(payload: Mapping[str, Any], ours: Ours, *, known: Mapping[str, User]) -> list[Record]:
    """Read a page of direct message events, both directions. Raises BadPayload when it is not a page."""
    includes = Includes.of(payload, known)
    records = [_record(raw, ours, includes, message_mention) for raw in items(payload)]
    return [record for record in records if record is not None]


def reaches(payload: Mapping[str, Any], since: datetime) -> bool:
    """Tell whether a page of messages, newest first, goes back behind `since`."""
    moments = [moment for raw in items(payload) if (moment := _moment(raw)) is not None]
    return bool(moments) and min(moments) < since


def items(payload: Mapping[str, Any]) -> list[Any]:
    """Give the records of a page; X leaves `data` out of an empty one. Raises BadPayload when it is no list."""
    found = payload.get("data", [])
    if not isinstance(found, list):
        raise BadPayload("the page's data is not a list")
    return found


def post_mention(raw: Any, ours: Ours, includes: Includes) -> Mention | None:
    """Read one post; None for a repost, which says nothing of its own. Raises BadPayload."""
    post = fit(raw, Post)
    if post.referred("retweeted"):
        return None
    author_id, key = str(post.author_id), str(post.versions[0])
    outbound = author_id == ours.user_id
    parent = post.referred("replied_to")
    user = includes.users.get(author_id)
    return Mention(
        account=ours.account,
        network="x",
        kind=MentionKind.COMMENT if parent else MentionKind.POST,
        visibility=Visibility.PUBLIC,
        direction=Direction.OUTBOUND if outbound else Direction.INBOUND,
        remote_id=key,
        conversation_id=_conversation(post, key),
        parent_id=parent,
        author=_author(author_id, user),
        text=shown(post),
        created_at=_utc(post.created_at),
        permalink=f"https://x.com/{(user and user.username) or 'i'}/status/{post.id}",
        abilities=Abilities() if outbound else _abilities(post, ours, user),
        stream=ours.stream,
        attachments=_links(post.attachments, includes),
    )


def message_mention(raw: Any, ours: Ours, includes: Includes) -> Mention | None:
    """Read one direct message event; None for people joining and leaving. Raises BadPayload."""
    if isinstance(raw, dict) and raw.get("event_type", "MessageCreate") != "MessageCreate":
        return None
    message = fit(raw, Message)
    sender = str(message.sender_id)
    outbound = sender == ours.user_id
    return Mention(
        account=ours.account,
        network="x",
        kind=MentionKind.MESSAGE,
        visibility=Visibility.PRIVATE,
        direction=Direction.OUTBOUND if outbound else Direction.INBOUND,
        remote_id=str(message.id),
        conversation_id=message.dm_conversation_id,
        author=_author(sender, includes.users.get(sender)),
        text=unescaped(message.text),
        created_at=_utc(message.created_at),
        abilities=Abilities() if outbound else Abilities(reply=False, private_reply=False, message=True, hide=False),
        stream=ours.stream,
        attachments=_links(message.attachments, includes),
    )


def as_text(raw: Any) -> str:
    """Write as JSON text."""
    return msgspec.json.encode(raw, enc_hook=repr).decode()


def unreadable(raw: Any, ours: Ours, problem: str) -> Unreadable:
    """Keep a record that cannot be read, with the stream it came in, which the record alone does not tell."""
    return Unreadable(ours.account, problem, as_text({"stream": ours.stream, "record": raw}))


def _record(raw: Any, ours: Ours, includes: Includes, reader: Any) -> Record | None:
    try:
        mention = reader(raw, ours, includes)
    except BadPayload as error:
        return unreadable(raw, ours, str(error))
    return None if mention is None else Seen(mention, raw)


def _removed(payload: Mapping[str, Any], ours: Ours, now: datetime) -> Iterable[Removed]:
    """Posts X could not find for a reference: deleted. Protected ones are another error and stay."""
    for error in fitting(payload.get("errors"), PartialError):
        if error.resource_type in {"tweet", "post"} and error.type.endswith("/resource-not-found"):
            yield Removed(ours.account, error.resource_id, now)


def _conversation(post: Post, key: str) -> str:
    """Id of the thread; an edited root names itself by each version's id in turn, we by the first."""
    conversation = str(post.conversation_id or key)
    return key if conversation in {str(version) for version in post.versions} else conversation


def _abilities(post: Post, ours: Ours, user: User | None) -> Abilities:
    return Abilities(
        reply=is_summoned(post, ours.user_id, ours.handle),
        private_reply=False,
        message=user.receives_your_dm if user else None,
        hide=_hideable(post, ours.user_id),
    )


def _hideable(post: Post, our_id: str) -> bool | None:
    """Only replies in conversations we began can be hidden; X tells who began it only for direct replies to it."""
    parent = post.referred("replied_to")
    if parent is None:
        return False
    if parent == str(post.conversation_id):
        return str(post.in_reply_to_user_id) == our_id
    return None


def _author(remote_id: str, user: User | None) -> Author:
    if user is None:
        return Author(remote_id=remote_id)
    followers = user.public_metrics.followers_count if user.public_metrics else None
    return Author(remote_id=remote_id, handle=user.username, name=user.name, followers=followers)


def _links(attachments: Attachments | None, includes: Includes) -> tuple[str, ...]:
    keys = attachments.media_keys if attachments else ()
    media = (includes.media.get(key) for key in keys)
    return tuple(link for medium in media if medium and (link := medium.url or medium.preview_image_url))


def _moment(raw: Any) -> datetime | None:
    try:
        return _utc(fit(raw, Message).created_at)
    except BadPayload:
        return None


def _utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except (OverflowError, ValueError):
        raise BadPayload("created_at is beyond all calendars") from None
