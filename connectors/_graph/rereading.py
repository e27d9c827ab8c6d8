"""Reads one record of Meta's alone: from quarantine, without the page or webhook it came in."""

import json
from collections.abc import Callable
from datetime import datetime

from config.settings import AccountSettings
from connectors._graph.envelopes import Item
from connectors._graph.messages import Own, read_event, read_thread
from connectors._graph.payloads import Json, id_or_none, inner, obj, objects
from monitor.domain.errors import BadPayload
from monitor.domain.streams import Record


def parsed(raw: str) -> Json:
    """Read the kept text. Raises BadPayload."""
    try:
        return obj(json.loads(raw), "the record")
    except ValueError:
        raise BadPayload("the record is not JSON") from None


def pushed(
    account: AccountSettings, field: str, item: Json, read: Callable[[Item], Record | None], *, at: datetime
) -> tuple[Record, ...]:
    """Read a webhook's change of `field` that came at that moment."""
    record = read(Item(account, field, item, {"time": int(at.timestamp())}))
    return () if record is None else (record,)


def change(
    account: AccountSettings, item: Json, read: Callable[[Item], Record | None], *, at: datetime
) -> tuple[Record, ...] | None:
    """Read a webhook's change kept with its field, which says what it is about; None when it is something else."""
    field, value = item.get("field"), item.get("value")
    if not isinstance(field, str) or not isinstance(value, dict):
        return None
    record = read(Item(account, field, value, {"time": item.get("time") or int(at.timestamp())}))
    return () if record is None else (record,)


def message(own: Own, item: Json) -> tuple[Record, ...] | None:
    """Read a private message, pushed or polled; None when it is something else."""
    if "sender" in item and "recipient" in item:
        record = read_event(own, item)
        return () if record is None else (record,)
    if "to" not in item:
        return None
    sides = [inner(item, "from"), *objects(item.get("to"))]
    people = [side for side in sides if isinstance(side, dict) and id_or_none(side.get("id"))]
    return read_thread(own, {"participants": {"data": people}, "messages": {"data": [item]}})
