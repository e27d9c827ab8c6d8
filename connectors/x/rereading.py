"""Reads one record of X's alone, by its shape: a post or a message, polled or pushed, without who wrote it."""

from datetime import datetime

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
        record = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeError):
        raise BadPayload("the record is not JSON") from None
    private = isinstance(record, dict) and any(name in record for name in _OF_MESSAGES)
    ours = Ours(account.name, account.remote_id, account.handle, "messages" if private else "mentions")
    found = (as_message if private else post_mention)(record, ours, Includes.of({}))
    return () if found is None else (Seen(found, record),)
