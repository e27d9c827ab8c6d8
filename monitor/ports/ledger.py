"""The store's door to the completeness ledger: what is here, by which way it came, and what was looked at again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from monitor.domain.completeness import Alone, Ledger
from monitor.domain.streams import Record, Removed, Standing, StreamRef


class Way(StrEnum):
    """How a record came in."""

    POLL = "poll"
    WEBHOOK = "webhook"


@dataclass(frozen=True, slots=True)
class WaysOfDay:
    """How many mentions written on one UTC day came by polling only, by webhook only, and by both."""

    account: str
    stream: str
    day: date
    poll_only: int
    webhook_only: int
    both: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """How far looking again at an account's public mentions has come: newest first, then from the newest again.

    `before_id` is where it stands (None = at the newest), `spent` how many were looked up since midnight UTC of `day`.
    `finished_at` is when the last whole round ended, `began_at` when this one began.
    """

    account: str
    began_at: datetime
    day: date
    before_id: int | None = None
    spent: int = 0
    next_at: datetime | None = None
    finished_at: datetime | None = None


class LedgerBook(Protocol):
    """Ledgers by stream, arrivals by way, and the rounds of looking again."""

    async def of(self, ref: StreamRef) -> Ledger:
        """Return one stream's ledger, an empty one at first; nobody else changes it until the transaction ends."""
        ...

    async def save(self, ledger: Ledger) -> None:
        """Insert or replace it."""
        ...

    async def all(self) -> list[Ledger]:
        """Return all ledgers, by account and stream name."""
        ...

    async def fresh(self, records: Sequence[Record], way: Way, *, as_of: datetime) -> list[Record]:
        """Leave out old news; nobody else changes these accounts until the transaction ends.

        `as_of` is when the page was asked for; it stands in where a webhook tells no time.
        """
        ...

    async def vanished(self, standing: Sequence[Standing], *, as_of: datetime) -> list[Removed]:
        """Return removals of what a poll has shown before in these conversations, and this one, asked for then, not."""
        ...

    async def arrived(
        self, records: Sequence[Record], way: Way, *, now: datetime, as_of: datetime | None = None
    ) -> None:
        """Note by which way mentions came, the first time of each way, and how new the newest news of each is."""
        ...

    async def alone(self, ref: StreamRef, way: Way, *, since: datetime, until: datetime) -> Alone:
        """Count the stream's mentions that came by this way only, are still there and came from `since` to `until`."""
        ...

    async def ways(self, *, since: datetime) -> list[WaysOfDay]:
        """Count per account, stream and day."""
        ...

    async def forget_arrivals(self, *, before: datetime, limit: int) -> int:
        """Drop at most `limit` of what came in before; returns how many. Counts of those days go with them."""
        ...

    async def round_of(self, account: str) -> Round | None:
        """Return the account's round, None before the first."""
        ...

    async def rounds(self) -> list[Round]:
        """Return all rounds, by account."""
        ...

    async def save_round(self, state: Round) -> None:
        """Insert or replace it."""
        ...

    async def public_before(
        self, account: str, before_id: int | None, *, streams: Sequence[str], limit: int
    ) -> list[tuple[int, str]]:
        """Return (id, remote id) of public mentions of these streams that still stand, newest first."""
        ...
