"""Pushes: the greeting Laiptinė wants answered, its seal, and what a push brings."""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from config.secret import Secret
from config.settings import AccountSettings
from laiptine import normalise
from monitor.domain.streams import Record, Unreadable

_SEAL = "laiptine-seal"


@dataclass(frozen=True, slots=True)
class LaiptineReceiver:
    """Implements the port WebhookReceiver with the secret that both sides know."""

    secret: Secret

    def challenge(self, query: Mapping[str, str]) -> str | None:
        """Seal the greeting; None without one."""
        greeting = query.get("greeting")
        return seal(greeting.encode(), self.secret) if greeting else None

    def verify(self, headers: Mapping[str, str], body: bytes) -> bool:
        """Whether the seal over the raw bytes is right."""
        given = next((value for name, value in headers.items() if name.lower() == _SEAL), "")
        return hmac.compare_digest(given.encode(), seal(body, self.secret).encode())


def seal(body: bytes, secret: Secret) -> str:
    """Hex HMAC-SHA256 of the raw bytes."""
    return hmac.new(secret.reveal().encode(), body, hashlib.sha256).hexdigest()


def read_webhook(body: bytes, accounts: Sequence[AccountSettings]) -> tuple[Record, ...]:
    """Read a verified push for the member it is addressed to; other members' and other kinds' pushes are nothing."""
    try:
        push = json.loads(body)
        to = push["to"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raw = body.decode(errors="replace")
        return tuple(Unreadable(account.name, "not a push of Laiptinė", raw) for account in accounts[:1])
    account = next((each for each in accounts if each.remote_id == to), None)
    if account is None:
        return ()
    if "entry" in push:
        return (normalise.entry(account, push["entry"]),)
    return (normalise.letter(account, push["letter"]),) if "letter" in push else ()
