"""The store's doors for what is being done: cases, drafts, the outbox."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from monitor.domain.cases import Case, CaseState
from monitor.domain.drafts import Approval, Draft
from monitor.domain.mentions import MentionKind
from monitor.domain.outbox import OutboxEntry, OutboxState


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One line of the inbox; `excerpt` is already masked."""

    case: Case
    author: str
    excerpt: str
    complaint: float
    sentiment: str
    personal_data: tuple[str, ...]


class Cases(Protocol):
    """Cases and the inbox list."""

    async def add(self, case: Case) -> Case:
        """Insert; returns it with its id."""
        ...

    async def get(self, case_id: int) -> Case | None:
        """One case."""
        ...

    async def hold(self, case_id: int) -> None:
        """Let nobody else who holds this case first go on until the transaction ends; what is read then is settled.

        Whoever decides by what a case holds (its answers, its drafts) and then adds to it, holds it before reading.
        """
        ...

    async def latest_of_author(self, account: str, author_key: str) -> Case | None:
        """The author's newest case on the account, whatever its state."""
        ...

    async def save(self, case: Case) -> Case:
        """Write all fields if `case.version` is still the stored one; returns it with the next version.

        Raises Conflict otherwise.
        """
        ...

    async def inbox(
        self,
        *,
        states: Collection[CaseState],
        accounts: Collection[str] | None = None,
        after: tuple[datetime, int] | None = None,
        limit: int = 50,
        for_approval: bool = False,
    ) -> list[InboxRow]:
        """Page of cases by `(rank_at, id)` ascending, after that key; never an OFFSET.

        `for_approval` leaves only those with a draft that waits for somebody's approval.
        """
        ...

    async def heard_since(self, moment: datetime, *, limit: int) -> list[Case]:
        """Cases in which a customer wrote since then, newest words first, whatever their state."""
        ...

    async def waiting_since(
        self, network: str, kind: MentionKind, *, after: tuple[datetime, int], before: datetime, limit: int
    ) -> list[Case]:
        """Open cases whose newest words are of this kind and came between the two moments, oldest first.

        `after` is a moment with the id of the last case seen of those that wrote then; 0 = none yet.
        """
        ...

    async def undrafted(self, *, limit: int) -> list[int]:
        """Open cases whose newest inbound mention has not been drafted for (`drafted_id` differs), best rank first."""
        ...

    async def mark_drafted(self, case_id: int, mention_id: int) -> None:
        """Remember which mention the drafts answer; leaves `version` as it is."""
        ...

    async def search(self, beginnings: Sequence[str], *, most: int) -> list[InboxRow]:
        """Cases with a text, or its author, in which a word begins with each of these; the newest texts first.

        Each line shows the customer's newest text that was found, or where only ours was, their newest.
        `beginnings` are those of `monitor.domain.searching.sought`. Common words are not read to their end: of many
        texts the newest count, so that a customer who wrote often may leave fewer cases than there are.
        """
        ...

    async def rows(self, case_ids: Sequence[int]) -> list[InboxRow]:
        """Lines of these cases, in this order; those that are not there are left out."""
        ...

    async def counts(
        self, *, now: datetime, accounts: Collection[str] | None = None, states: Iterable[CaseState] = CaseState
    ) -> Mapping[str, int]:
        """Counts by state, `overdue` among the open ones, and `for_approval`.

        Counting reads every entry of a state's index: what is asked on every page leaves out what only ever grows.
        """
        ...


class Drafts(Protocol):
    """Drafts and approvals."""

    async def add(self, draft: Draft) -> Draft:
        """Insert; returns it with its id."""
        ...

    async def get(self, draft_id: int) -> Draft | None:
        """One draft."""
        ...

    async def of_case(self, case_id: int) -> list[Draft]:
        """A case's drafts, newest first."""
        ...

    async def save(self, draft: Draft) -> Draft:
        """Write if the version is still the stored one. Raises Conflict otherwise."""
        ...

    async def approve(self, approval: Approval) -> None:
        """Record who approved which exact text."""
        ...

    async def approvals_of(self, draft_id: int) -> list[Approval]:
        """Approvals of a draft, newest first, withdrawn ones too."""
        ...

    async def withdraw(self, draft_id: int, *, now: datetime) -> None:
        """Make the approvals of a draft count no more."""
        ...

    async def ask_deputy(self, draft_id: int, *, now: datetime) -> None:
        """Note since when the deputy has been asked; leaves `version` as it is."""
        ...

    async def open_of(self, case_ids: Collection[int]) -> list[Draft]:
        """Drafts of these cases that wait for somebody, proposed or submitted."""
        ...

    async def by_playbooks(self, names: Collection[str], case_ids: Collection[int]) -> list[Draft]:
        """Drafts of these cases that those playbooks wrote."""
        ...

    async def lately(self, brand: str, language: str, *, without: int, limit: int) -> list[str]:
        """Texts drafted by playbooks for other cases of the brand than that one, newest first; discarded ones not."""
        ...

    async def without_deputy(self, *, limit: int) -> list[Draft]:
        """Drafts that wait for somebody's approval and of which the deputy has not been told, by case."""
        ...

    async def sent_by_policy(self, *, since: datetime, case_id: int | None = None) -> int:
        """Cases (or whether this one) whose drafts a policy approved since then, withdrawn approvals counted too."""
        ...


class Outbox(Protocol):
    """Entries, their leases and outcomes."""

    async def add(self, entry: OutboxEntry) -> OutboxEntry:
        """Insert; `call.key` is unique. Raises Conflict when it stands there already."""
        ...

    async def get(self, entry_id: int) -> OutboxEntry | None:
        """One entry."""
        ...

    async def answered(
        self, brand: str, *, after: datetime, before: datetime, limit: int
    ) -> list[tuple[int, datetime]]:
        """Answered cases of a brand whose last delivered text arrived within that time, and when; earliest first."""
        ...

    async def of_case(self, case_id: int) -> list[OutboxEntry]:
        """A case's entries, oldest first."""
        ...

    async def claim_due(self, *, now: datetime, owner: str, lease: timedelta, limit: int) -> list[OutboxEntry]:
        """Move due `queued` entries to `sending` under a lease, counting the attempt; one per account at a time."""
        ...

    async def lapsed(self, *, now: datetime) -> list[OutboxEntry]:
        """Move `sending` entries whose lease ran out to `unknown` and return all `unknown` entries that are due."""
        ...

    async def settle(
        self,
        entry: OutboxEntry,
        to: OutboxState,
        *,
        now: datetime,
        reason: str = "",
        remote_id: str | None = None,
        not_before: datetime | None = None,
        attempted: bool = True,
    ) -> OutboxEntry:
        """Move the entry along its table, if state and lease_epoch are still those of `entry`.

        Not `attempted`: nothing was tried since it was claimed, so the attempt does not count.

        On `delivered`, entries waiting for it become `queued`; on `refused` or `cancelled`, they become `cancelled`.
        Raises Conflict when somebody else moved it.
        """
        ...

    async def hold(self, entry: OutboxEntry, *, not_before: datetime) -> None:
        """Keep an `unknown` entry unknown, and look again at `not_before`."""
        ...
