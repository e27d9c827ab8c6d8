"""X Activity webhooks: the handshake, the signature, and pushed events into records.

Events come in one envelope, `{"data": {"event_type", "filter": {"user_id"}, "payload", "includes"}}` (docs.x.com,
activity/event-payloads, July 2026). Posts have the shape the API answers with; messages still have the one of v1.1.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from config.settings import AccountSettings
from connectors.x.includes import Includes
from connectors.x.normalise import Ours, message_mention, post_mention, unreadable
from monitor.domain.errors import BadPayload
from monitor.domain.mentions import Mention, Visibility
from monitor.domain.streams import Record, Removed, Seen, Unreadable

_SIGNATURE = "x-twitter-webhooks-signature"
_POSTS = {"post.mention.create", "post.reply.create", "post.quote.create", "post.create"}
_MESSAGES = {"dm.received", "dm.sent"}
_ENCRYPTED = {"chat.received"}
_STREAMS = dict.fromkeys(_MESSAGES | _ENCRYPTED, "messages") | {"post.create": "own"}


class XReceiver:
    """Proves to X that the address is ours, and checks that a push comes from X: both with the app's secret."""

    def __init__(self, consumer_secret: str) -> None:
        self._key = consumer_secret.encode()

    def challenge(self, query: Mapping[str, str]) -> Mapping[str, str] | None:
        """Answer X's challenge-response check; None without a token."""
        token = query.get("crc_token")
        return {"response_token": self._sign(token.encode())} if token else None

    def verify(self, headers: Mapping[str, str], body: bytes) -> bool:
        """Whether the signature over the raw bytes is right."""
        given = next((value for name, value in headers.items() if name.lower() == _SIGNATURE), "")
        # bytes, because comparing texts raises on anything beyond ASCII
        return hmac.compare_digest(given.encode(), self._sign(body).encode())

    def _sign(self, message: bytes) -> str:
        mac = hmac.new(self._key, message, hashlib.sha256).digest()
        return "sha256=" + base64.b64encode(mac).decode()


def read_webhook(body: bytes, accounts: Sequence[AccountSettings]) -> tuple[Record, ...]:
    """Read a verified body for the account it is addressed to; events of other accounts and kinds are nothing."""
    try:
        envelope = json.loads(body)["data"]
        event, user_id = str(envelope["event_type"]), str(envelope["filter"]["user_id"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return _nobodys(body, accounts)
    account = next((account for account in accounts if account.remote_id == user_id), None)
    if account is None:
        return ()
    return tuple(_records(event, envelope, account))


def _nobodys(body: bytes, accounts: Sequence[AccountSettings]) -> tuple[Record, ...]:
    """Keep what cannot even be addressed under the first account, so that a person sees it."""
    raw = body.decode(errors="replace")
    return tuple(Unreadable(account.name, "not an event of X", raw) for account in accounts[:1])


def _records(event: str, envelope: Mapping[str, Any], account: AccountSettings) -> Iterable[Record]:
    payload = envelope.get("payload")
    ours = Ours(account.name, account.remote_id, account.handle, _STREAMS.get(event, "mentions"))
    if event in _ENCRYPTED:
        named = {"id": payload.get("id")} if isinstance(payload, dict) else {}
        yield unreadable(named, ours, "an end-to-end encrypted message, which the API does not show")
    elif not isinstance(payload, dict):
        yield unreadable(envelope, ours, f"{event}: no payload")
    elif event in _POSTS:
        yield from _read(payload, ours, Includes.of(envelope), post_mention)
    elif event in _MESSAGES:
        yield from _messages(payload, ours)
    elif event == "post.delete":
        yield from _deleted(payload, ours)


def _messages(payload: Mapping[str, Any], ours: Ours) -> Iterable[Record]:
    users = payload.get("users")
    wrapped = list(users.values()) if isinstance(users, dict) else []
    includes = Includes.of({"includes": {"users": wrapped}})
    events = payload.get("direct_message_events")
    for event in events if isinstance(events, list) else [payload]:
        yield from _read(event, ours, includes, as_message)


def _read(raw: Any, ours: Ours, includes: Includes, reader: Any) -> Iterable[Record]:
    try:
        mention: Mention | None = reader(raw, ours, includes)
    except BadPayload as error:
        yield unreadable(raw, ours, str(error))
        return
    if mention is not None:
        # each version of a post has a time of its own; whether its author takes messages is told to a poll only
        yield Seen(mention, raw, as_of=mention.created_at, in_part=mention.visibility is Visibility.PUBLIC)


def as_message(raw: Any, ours: Ours, includes: Includes) -> Mention | None:
    """Read a message in v1.1 form by bringing it into the form of v2; one already in v2 form passes."""
    if not isinstance(raw, dict) or "message_create" not in raw:
        return message_mention(raw, ours, includes)
    try:
        inner = raw["message_create"]
        sender, recipient = str(inner["sender_id"]), str(inner["target"]["recipient_id"])
        moment = datetime.fromtimestamp(int(raw["created_timestamp"]) / 1000, UTC)
        text = inner["message_data"].get("text", "")
        between = "-".join(sorted((sender, recipient), key=int))
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError):
        raise BadPayload("message: not in the form X pushes") from None
    event = {
        "id": raw.get("id"),
        "sender_id": sender,
        "created_at": moment.isoformat(),
        "dm_conversation_id": between,
        "text": text,
    }
    return message_mention(event, ours, includes)


def _deleted(payload: Mapping[str, Any], ours: Ours) -> Iterable[Record]:
    found = str(payload.get("id", ""))
    if found.isascii() and found.isdecimal():
        yield Removed(ours.account, found, datetime.now(UTC))  # the event itself tells no time
