"""Reads one record of Instagram's alone: a pushed change by its field, all else by its shape.

Older versions kept changes without their field; those are told by their shape too.
"""

from datetime import datetime

from config.settings import AccountSettings
from connectors._graph.payloads import inner, needed_id, obj
from connectors._graph.rereading import change, message, parsed, pushed
from connectors.instagram import normalise
from connectors.instagram.webhook import own_side, read_item
from monitor.domain.streams import Record


def reread(raw: str, account: AccountSettings, *, at: datetime) -> tuple[Record, ...]:
    """Read it. Raises BadPayload while it cannot be read."""
    own, item = own_side(account, str(account.options.get("page_id", ""))), parsed(raw)
    told = change(account, item, read_item, at=at)
    if told is not None:
        return told
    if "media_id" in item:
        return pushed(account, "mentions", item, read_item, at=at)
    private = message(own, item)
    if private is not None:
        return private
    if "caption" in item or (inner(item, "media") is None and "text" not in item):
        return (normalise.tag(own, item),)
    if "timestamp" not in item:
        return pushed(account, "comments", item, read_item, at=at)
    return (normalise.comment(own, item, needed_id(obj(item.get("media"), "media"), "id")),)
