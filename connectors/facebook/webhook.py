"""Reads verified webhook bodies about Pages: `feed`, `mention`, messages, echoes, stand-by messages."""

from collections.abc import Sequence
from datetime import datetime

from config.settings import AccountSettings
from connectors._graph.envelopes import Item, items, records
from connectors._graph.messages import Own, read_event
from connectors._graph.payloads import Json, moment, needed_id, short_text
from connectors.facebook import normalise
from monitor.domain.mentions import Direction
from monitor.domain.streams import Record, Removed

_WRITTEN = {"add", "edit", "edited"}
_SHOWN = {"hide", "unhide"}
_POSTS = {"post", "status", "photo", "video", "share", "link", "note", "album"}


def own_side(account: AccountSettings) -> Own:
    """Our side on Facebook: the Page."""
    return Own(
        account=account.name,
        network="facebook",
        id=account.remote_id,
        ids=frozenset({account.remote_id}),
        handle=account.handle,
    )


def read_body(body: bytes, accounts: Sequence[AccountSettings]) -> tuple[Record, ...]:
    """Read one body. Raises BadPayload when it is no envelope of Meta's."""
    return records(items(body, "page", accounts), read_item)


def read_item(item: Item) -> Record | None:
    """Read one thing that happened; None when it concerns nobody. Raises BadPayload."""
    own = own_side(item.account)
    match item.field:
        case "messaging":
            return read_event(own, item.value)
        case "feed":
            return _change(own, item, stream="comments")
        case "mention":
            return _change(own, item, stream="tagged")
    return None


def _change(own: Own, item: Item, *, stream: str) -> Record | None:
    value = item.value
    kind, verb = short_text(value.get("item")), short_text(value.get("verb"))
    if kind == "comment":
        return _comment(own, item, verb, stream)
    if kind not in _POSTS:
        return None  # likes, reactions, events
    if verb == "remove":
        return Removed(own.account, needed_id(value, "post_id"), _at(value, item.entry), with_replies=True)
    if verb not in _WRITTEN or (kind != "post" and "from" not in value):
        return None
    found = normalise.pushed_post(own, value, "visitor_posts" if item.field == "feed" else stream)
    return None if found.mention.direction is Direction.OUTBOUND else found  # our own posts are no mentions


def _comment(own: Own, item: Item, verb: str | None, stream: str) -> Record | None:
    value = item.value
    if verb == "remove":
        remote_id = normalise.comment_key(needed_id(value, "comment_id"), needed_id(value, "post_id"))
        return Removed(own.account, remote_id, _at(value, item.entry), with_replies=True)
    if verb in _WRITTEN or (verb in _SHOWN and "message" in value):
        return normalise.pushed_comment(own, value, stream)
    return None  # hidden or shown without its words: the next poll brings it whole


def _at(value: Json, entry: Json) -> datetime:
    return moment(entry.get("time", value.get("created_time")), "time")
