"""Ids: increasing, long, and different for the same person on every Page, as Meta's are."""

import base64
import hashlib
import re
from datetime import UTC, datetime
from typing import Any

from connectors.simulator.clock import SimulatedClock

_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


class Numbers:
    """Gives ids that grow with time; with a fixed clock the same acts give the same ids."""

    def __init__(self, clock: SimulatedClock) -> None:
        self._clock = clock
        self._used: set[int] = set()
        self._next: dict[int, int] = {}

    def next(self, leading: str = "", at: datetime | None = None) -> str:
        """Give a number made of the moment and a counter, beginning with `leading` (15 digits without it)."""
        millisecond = int(((at or self._clock.now()) - _EPOCH).total_seconds() * 1000)
        number = self._next.get(millisecond, millisecond * 1000)
        while number in self._used:
            number += 1
        self._used.add(number)
        self._next[millisecond] = number + 1
        return f"{leading}{number:015d}"

    def message(self, platform: str, thread_id: str) -> str:
        """Give a message id: opaque and longer than 150 characters, so that narrow columns break in tests."""
        seed = f"{thread_id}:{self.next()}".encode()
        body = base64.urlsafe_b64encode(hashlib.sha512(seed).digest() * 2).decode().rstrip("=")
        return f"aWdfZAG1faXRlbToxOk{body}" if platform == "instagram" else f"m_{body}"


def scoped_id(scope: str, person: str, account: str) -> str:
    """Derive the id under which a person appears to one account in one scope (16 digits).

    The same person has another id for each Page, and on one Page another as a commenter than in messages.
    """
    digest = hashlib.sha256(f"{scope}:{account}:{person}".encode()).digest()
    return str(10**15 + int.from_bytes(digest[:8]) % (9 * 10**15))


def thread_id(platform: str, account: str, person: str) -> str:
    """Give the id of a conversation: a number behind `t_` on Messenger, opaque text on Instagram."""
    if platform == "messenger":
        return f"t_{scoped_id('thread', person, account)}"
    digest = hashlib.sha512(f"{account}:{person}".encode()).digest()
    return f"aWdfZAG06MTpJR{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"


def ids_as_numbers(value: Any) -> Any:
    """Turn ids made of digits only into JSON numbers, at any depth, as some edges of the real API do."""
    if isinstance(value, list):
        return [ids_as_numbers(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: int(item)
        if (name == "id" or name.endswith("_id")) and isinstance(item, str) and re.fullmatch(r"[1-9]\d*", item)
        else ids_as_numbers(item)
        for name, item in value.items()
    }
