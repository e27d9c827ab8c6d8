"""Reads one record of X's alone, by its stream: a post or a message, polled or pushed, without who wrote it."""

from datetime import datetime
from typing import Any

import msgspec

from config.settings import AccountSettings
from connectors.x.includes import Includes
from connectors.x.normalise import Ours, post_mention
from connectors.x.webhook import as_message
from monitor.domain.errors import BadPayload
from monitor.domain.streams import Record, Seen

_OF_MESSAGES = ("dm_conversation_id", "message_create", "sender_id")


def reread(raw: str, account: AccountSettings, *, at: datetime) -> tuple[Record, ...]:  # noqa: ARG001 - X's records tell their time
    """Read it. Raises BadPayload while it cannot be read; what was encrypted stays so."""
    try:
        kept = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeError):
        raise BadPayload("the record is not JSON") from None
    stream, record = _taken_apart(kept)
    ours = Ours(account.name, account.remote_id, account.handle, stream)
    found = (as_message if stream == "messages" else post_mention)(record, ours, Includes.of({}))
    return () if found is None else (Seen(found, record),)


def _taken_apart(kept: Any) -> tuple[str, Any]:
    """Give the stream and the record; older versions kept the record alone, whose shape must do."""
    if isinstance(kept, dict) and isinstance(kept.get("stream"), str) and "record" in kept:
        return kept["stream"], kept["record"]
    private = isinstance(kept, dict) and any(name in kept for name in _OF_MESSAGES)
    return "messages" if private else "mentions", kept
