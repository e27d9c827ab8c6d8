"""Reads one account's two streams: `talk` (entries that concern us) and `letters`.

Laiptinė numbers every change, and lists changes in the order of their numbers. So the cursor is the next number, and
needs no overlap: an edit or a withdrawal has a new number. The first run asks for no more than the backfill.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec
from msgspec import Struct

from config.settings import AccountSettings
from laiptine import normalise
from laiptine.client import LaiptineClient, Reply
from monitor.domain.errors import BadPayload, Misconfigured
from monitor.domain.streams import Page, Record

_READERS: dict[str, Callable[[AccountSettings, Any], Record]] = {"talk": normalise.entry, "letters": normalise.letter}


class Cursor(Struct, frozen=True, kw_only=True):
    """The next number, and while the first run is under way how far back it reaches."""

    next: int
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class LaiptineSource:
    """Implements the port Source."""

    client: LaiptineClient
    account: AccountSettings
    page_size: int

    @property
    def streams(self) -> Sequence[str]:
        """Names of the streams."""
        return tuple(_READERS)

    async def fetch(self, stream: str, cursor: str | None, *, now: datetime) -> Page:
        """Fetch one page.

        Raises RateLimited, Retryable, AuthExpired, PermissionMissing, BadPayload; Misconfigured for an unknown stream.
        """
        read = _READERS.get(stream)
        if read is None:
            raise Misconfigured(f"accounts.{self.account.name}: Laiptinė has no stream {stream!r}")
        begun = _read_cursor(cursor) or Cursor(next=0, since=now - timedelta(hours=self.account.backfill_hours))
        question: dict[str, str | int] = {
            "member": self.account.remote_id,
            "from": begun.next,
            "take": self.page_size,
            **({} if begun.since is None else {"since": begun.since.isoformat()}),
        }
        reply = await self.client.get(stream, now=now, **question)
        items, following, behind = _parts(reply)
        done = behind == 0
        return Page(
            tuple(read(self.account, item) for item in items),
            msgspec.json.encode(Cursor(next=following, since=None if done else begun.since)).decode(),
            more=not done and reply.rest is None,
            up_to=min(reply.at or now, now) if done else None,
            next_poll_after=reply.rest,
        )


def _read_cursor(text: str | None) -> Cursor | None:
    try:
        return msgspec.json.decode(text or "", type=Cursor)
    except msgspec.DecodeError:
        return None


def _parts(reply: Reply) -> tuple[list[Any], int, int]:
    items, following, behind = reply.get("items"), reply.get("next"), reply.get("behind")
    if not isinstance(items, list) or not isinstance(following, int) or not isinstance(behind, int):
        raise BadPayload("a page of Laiptinė without items, next or behind")
    return items, following, behind
