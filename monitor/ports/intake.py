"""The store's doors for what comes in: streams, mentions, webhooks, imports."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from monitor.domain.assessments import Assessment
from monitor.domain.mentions import StoredMention
from monitor.domain.streams import Page, Record, StreamHealth, StreamLease, StreamRef, StreamStatus


@dataclass(frozen=True, slots=True)
class Absorbed:
    """What storing records changed: ids of mentions that are new, edited, or removed, and of our own echoes."""

    new: tuple[int, ...] = ()
    edited: tuple[int, ...] = ()
    removed: tuple[int, ...] = ()
    quarantined: int = 0


class Streams(Protocol):
    """Cursors, leases and health of streams."""

    async def ensure(self, refs: Sequence[StreamRef], *, now: datetime) -> None:
        """Create the rows that are missing, due at once."""
        ...

    async def retire_others(self, wanted: Collection[StreamRef], *, now: datetime) -> None:
        """Leave alone all streams but these; one that was left alone and is wanted again goes on where it stood."""
        ...

    async def claim_due(
        self, *, now: datetime, owner: str, lease: timedelta, limit: int, accounts: Collection[str] | None = None
    ) -> list[StreamLease]:
        """Lease up to `limit` streams that are due and not leased, oldest due first; none of an account held back.

        `accounts` = only of these: what an account that left the settings had read stays, and nobody goes on with it.
        """
        ...

    async def claim(self, ref: StreamRef, *, now: datetime, owner: str, lease: timedelta) -> StreamLease | None:
        """Lease this stream whether due or not; None when somebody else holds it."""
        ...

    async def advance(self, lease: StreamLease, page: Page, *, now: datetime, next_poll_at: datetime | None) -> None:
        """Store the page's cursor and health; `next_poll_at` None keeps the lease (more pages follow).

        Raises Conflict when the lease was lost: the transaction must then be given up.
        """
        ...

    async def fail(
        self,
        lease: StreamLease,
        *,
        health: StreamHealth,
        reason: str,
        next_step: str,
        now: datetime,
        next_poll_at: datetime,
    ) -> None:
        """Give the lease back with the problem; the cursor stays."""
        ...

    async def statuses(self) -> list[StreamStatus]:
        """All streams, by account and stream name."""
        ...

    async def hold(self, account: str, *, reason: str, next_step: str) -> list[StreamRef]:
        """Show every stream of the account as stopped for this reason; returns them."""
        ...

    async def poll_now(self, account: str, stream: str | None = None) -> None:
        """Make every stream of the account due at once (after a repair, or by a person's wish).

        One stream alone only where it is well: nobody has looked at what ails it.
        """
        ...


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A record that could not be read, whole, and when it came."""

    id: int
    account: str
    raw: str
    at: datetime


class Mentions(Protocol):
    """Mentions with their raw JSON, the quarantine, and assessments."""

    async def absorb(self, records: Sequence[Record], *, now: datetime) -> Absorbed:
        """Store records by natural key: repeats change nothing, edits change the text, removals erase it."""
        ...

    async def unassessed(self, *, limit: int) -> list[StoredMention]:
        """Mentions without a current assessment or case, oldest first."""
        ...

    async def still_unassessed(self, read: Sequence[StoredMention]) -> frozenset[int]:
        """Ids of those among them that nobody has assessed since they were read.

        Nobody else who asks this of one of their accounts goes on until the transaction ends.
        """
        ...

    async def get(self, mention_id: int) -> StoredMention | None:
        """One mention."""
        ...

    async def by_remote_id(self, account: str, remote_id: str) -> StoredMention | None:
        """One mention by its natural key."""
        ...

    async def of_case(self, case_id: int) -> list[StoredMention]:
        """A case's mentions, oldest first, ours included."""
        ...

    async def case_ids_of_conversations(self, account: str, conversation_ids: Sequence[str]) -> dict[str, int]:
        """Newest case of each conversation that has one."""
        ...

    async def orphans(self, account: str, conversation_id: str) -> list[StoredMention]:
        """Our own texts of a conversation that belong to no case yet: they were read before what they answer."""
        ...

    async def unheard(self, account: str, *, author_id: str, conversation_id: str) -> bool:
        """Whether words of this customer have arrived that nobody has assessed yet.

        Words in the private conversation count, and in public those of the author where the network names one.
        """
        ...

    async def assessed(
        self,
        mention_id: int,
        assessment: Assessment | None,
        case_id: int | None,
        *,
        now: datetime,
        revision: int | None = None,
    ) -> None:
        """Keep an assessment (None for our own texts) and the case the mention was joined to.

        `revision` is that of the `StoredMention` which was assessed: if the text was edited meanwhile, the mention
        stays unassessed. None = the text as it stands.
        """
        ...

    async def assessment_of(self, mention_id: int) -> Assessment | None:
        """Newest assessment."""
        ...

    async def mark_hidden(self, account: str, remote_id: str, *, hidden: bool) -> None:
        """Remember that we hid a text, or showed it again; what the network says later counts more."""
        ...

    async def of_cases(self, case_ids: Sequence[int]) -> dict[int, list[StoredMention]]:
        """The mentions of many cases (some hundreds), each list oldest first, ours included."""
        ...

    async def assessments_of(self, mention_ids: Sequence[int]) -> dict[int, Assessment]:
        """The newest assessments of many mentions, those that have one."""
        ...

    async def forget_raws(self, *, before: datetime, limit: int) -> int:
        """Drop the raw JSON of at most `limit` mentions stored before; returns how many. The mentions stay."""
        ...

    async def quarantined(self) -> int:
        """How many records could not be read."""
        ...

    async def in_quarantine(self, *, after: int, limit: int) -> list[Quarantined]:
        """Records that could not be read, by id, from behind `after` on; erased ones are left out."""
        ...

    async def release(self, quarantine_id: int) -> None:
        """Take a record out of quarantine: it has been read."""
        ...


class Webhooks(Protocol):
    """Raw webhook bodies: stored before the network gets its 200, read afterwards."""

    async def keep(self, route: str, body: bytes, *, now: datetime) -> int:
        """Store a verified body; the same bytes again return the first id."""
        ...

    async def unread(self, *, limit: int) -> list[tuple[int, str, bytes]]:
        """(id, route, body), oldest first."""
        ...

    async def mark_read(self, webhook_id: int, *, now: datetime, problem: str = "") -> None:
        """Take it off the list."""
        ...

    async def forget(self, *, before: datetime, limit: int) -> int:
        """Drop at most `limit` bodies read before; returns how many. The same body again would be read again."""
        ...


class Imports(Protocol):
    """How far an import of a file has come, so that it can be taken up again."""

    async def progress(self, key: str) -> int:
        """Bytes of the file already stored."""
        ...

    async def save(self, key: str, offset: int, *, now: datetime) -> None:
        """Remember it, in the transaction that stored the lines."""
        ...
