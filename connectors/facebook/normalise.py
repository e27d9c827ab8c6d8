"""Facebook's public JSON into mentions; pure. Private messages are read in `connectors/_graph/messages.py`.

Names that polling, webhooks and receipts share, so that one text has one key and one matter one case:

- A comment is `post_comment`, as Meta mostly says it; where it gives the bare number, the post's is put before it.
- A post's conversation is the post. A thread's conversation is its top-level comment: a post gathers many customers.
  Our own top-level comment belongs to the post's conversation, since it answers whoever wrote the post.
- A private conversation is `t:<page>:<person>` (see `_graph/messages.py`), whose person has another id than the
  author of the comment it grew from; the receipt of a private reply carries it.
"""

from typing import Any

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
    short_text,
    text_of,
)
from connectors._graph.revisits import Listed
from monitor.domain.errors import BadPayload
from monitor.domain.mentions import Abilities, Direction, Mention, MentionKind, Visibility
from monitor.domain.streams import Seen

POST_FIELDS = "id,created_time,updated_time,comments.limit(0).filter(stream).summary(true)"
OTHERS_POST_FIELDS = f"{POST_FIELDS},from,message,can_reply_privately,permalink_url"
TAGGED_FIELDS = "id,created_time,updated_time,from,message,permalink_url"
COMMENT_FIELDS = (
    "id,parent{id},from,message,created_time,is_hidden,can_comment,can_hide,can_reply_privately,"
    "permalink_url,attachment,message_tags"
)

_SHOWN = {"hide": True, "unhide": False}
"""What a push says of a comment's being hidden; one about new words says nothing of it."""
_ELSEWHERE = Abilities(private_reply=False, hide=False)
"""What a comment under somebody else's post allows: Meta opens a private reply and hiding under our own posts only."""


def last_part(remote_id: str) -> str:
    """A post's or comment's own number; two forms of one id agree in it."""
    return remote_id.rpartition("_")[2]


def comment_key(comment_id: str, post_id: str) -> str:
    """Name a comment in the one form we keep."""
    return comment_id if "_" in comment_id else f"{last_part(post_id)}_{comment_id}"


def root_of(comment_id: str, parent_id: str | None, post_id: str, direction: Direction) -> str:
    """Name the conversation a comment belongs to."""
    if parent_id is not None:
        return comment_key(parent_id, post_id)
    return post_id if direction is Direction.OUTBOUND else comment_id


def listed(item: Json) -> Listed:
    """Read what a list of posts tells of one: when it changed and how many comments it has."""
    created, updated = moment_or_none(item.get("created_time")), moment_or_none(item.get("updated_time"))
    return Listed(
        id=id_or_none(item.get("id")) or "",
        created=int(created.timestamp()) if created else 0,
        count=count(inner(item, "comments", "summary", "total_count")),
        updated=int(updated.timestamp()) if updated else None,
    )


def comment(own: Own, item: Json, post_id: str) -> Seen:
    """Read a polled comment or reply. Raises BadPayload."""
    mention = _comment(
        own,
        item,
        (needed_id(item, "id"), id_or_none(inner(item, "parent", "id")), post_id),
        permalink=short_text(item.get("permalink_url")),
        hidden=flag(item, "is_hidden"),
        abilities=Abilities(
            reply=flag(item, "can_comment"),
            private_reply=flag(item, "can_reply_privately"),
            hide=flag(item, "can_hide"),
        ),
        stream="comments",
        attachments=_attachments(item),
    )
    return Seen(mention, item)


def post(own: Own, item: Json, stream: str) -> Seen:
    """Read a polled post that somebody else wrote, on our Page (`visitor_posts`) or naming it (`tagged`).

    Raises BadPayload.
    """
    told = Abilities(private_reply=flag(item, "can_reply_privately"))
    permalink = short_text(item.get("permalink_url"))
    return Seen(_post(own, item, needed_id(item, "id"), permalink=permalink, stream=stream, abilities=told), item)


def pushed_comment(own: Own, value: Json, stream: str) -> Seen:
    """Read a comment out of a webhook's `feed` or `mention` change; under somebody else's post it can only be answered.

    Raises BadPayload.
    """
    post_id, above = needed_id(value, "post_id"), id_or_none(value.get("parent_id"))
    parent = None if above is None or last_part(above) == last_part(post_id) else above
    mention = _comment(
        own,
        value,
        (needed_id(value, "comment_id"), parent, post_id),
        hidden=_SHOWN.get(short_text(value.get("verb")) or ""),
        abilities=_ELSEWHERE if _owner(post_id) not in {"", own.id} else Abilities(),
        stream=stream,
        attachments=tuple(link for key in ("photo", "video", "link") if (link := short_text(value.get(key)))),
    )
    return Seen(mention, value)


def pushed_post(own: Own, value: Json, stream: str) -> Seen:
    """Read a post out of a webhook's `feed` or `mention` change. Raises BadPayload."""
    remote_id = needed_id(value, "post_id")
    if last_part(remote_id) == remote_id:
        raise BadPayload("post_id names no owner")
    permalink = short_text(inner(value, "post", "permalink_url"))
    return Seen(_post(own, value, remote_id, permalink=permalink, stream=stream), value)


def _comment(own: Own, item: Json, place: tuple[str, str | None, str], **told: Any) -> Mention:
    """A comment at its place: its id, its parent's, its post's; `told` is what the one form says and the other not."""
    comment_id, parent, post_id = place
    by = author(item.get("from"))
    direction, remote_id = own.direction(by), comment_key(comment_id, post_id)
    return Mention(
        account=own.account,
        network=own.network,
        kind=MentionKind.COMMENT,
        visibility=Visibility.PUBLIC,
        direction=direction,
        remote_id=remote_id,
        conversation_id=root_of(remote_id, parent, post_id, direction),
        parent_id=comment_key(parent, post_id) if parent else post_id,
        author=by,
        text=text_of(item, "message"),
        created_at=moment(item.get("created_time"), "created_time"),
        **told,
    )


def _post(own: Own, item: Json, remote_id: str, **told: Any) -> Mention:
    by = author(item.get("from"))
    return Mention(
        account=own.account,
        network=own.network,
        kind=MentionKind.POST,
        visibility=Visibility.PUBLIC,
        direction=own.direction(by),
        remote_id=remote_id,
        conversation_id=remote_id,
        author=by,
        text=text_of(item, "message"),
        created_at=moment(item.get("created_time"), "created_time"),
        **told,
    )


def _owner(post_id: str) -> str:
    """Whose post it is; empty where the id does not tell."""
    return post_id.rpartition("_")[0]


def _attachments(item: Json) -> tuple[str, ...]:
    link = short_text(inner(item, "attachment", "url")) or short_text(
        inner(item, "attachment", "media", "image", "src")
    )
    return (link,) if link else ()
