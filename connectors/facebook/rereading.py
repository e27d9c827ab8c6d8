"""Reads one record of Facebook's alone: a pushed change by its field, all else by its shape.

Older versions kept changes without their field; those are told by their shape too.
"""

from datetime import datetime

from config.settings import AccountSettings
from connectors._graph.messages import Own
from connectors._graph.payloads import Json, needed_id
from connectors._graph.rereading import change, message, parsed, pushed
from connectors.facebook import normalise
from connectors.facebook.webhook import own_side, read_item
from monitor.domain.errors import BadPayload
from monitor.domain.streams import Record, Seen

_OF_COMMENTS = ("can_comment", "can_hide", "is_hidden", "parent")


def reread(raw: str, account: AccountSettings, *, at: datetime) -> tuple[Record, ...]:
    """Read it. Raises BadPayload while it cannot be read."""
    own, item = own_side(account), parsed(raw)
    told = change(account, item, read_item, at=at)
    if told is not None:
        return told
    if "verb" in item:
        return pushed(account, "feed", item, read_item, at=at)
    private = message(own, item)
    if private is not None:
        return private
    if any(name in item for name in _OF_COMMENTS):
        return (_comment(own, item),)
    ours = needed_id(item, "id").startswith(f"{own.id}_")
    return (normalise.post(own, item, "visitor_posts" if ours else "tagged"),)


def _comment(own: Own, item: Json) -> Seen:
    """A comment's id names the number of its post, and only posts on our Page are asked for comments."""
    post, _, number = needed_id(item, "id").rpartition("_")
    if not post or not number:
        raise BadPayload("the comment does not name its post")
    return normalise.comment(own, item, f"{own.id}_{normalise.last_part(post)}")
