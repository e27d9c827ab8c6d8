"""What screens and the API show of an answer on its way: whose word it needs, who writes it, what was promised."""

from collections.abc import Collection
from datetime import datetime

import msgspec

from monitor.domain.approval import LEADS
from monitor.domain.drafts import Draft, DraftState
from monitor.domain.promises import Promise, PromiseState, Record
from monitor.ports import Store, Transaction
from monitor.services.sign_off import SignOff
from monitor.services.situations import CaseFile

FORMULA = "kept / (kept + moved + broken); promises that are open or withdrawn are left out"


class ApprovalView(msgspec.Struct, frozen=True):
    """How many eyes a reply needs ("own", "lead", "two"), on which grounds, and whose word is missing.

    `missing` is "lead" or "second", empty when whoever writes may send. `who` names those whose word counts now.
    """

    need: str
    grounds: list[str]
    missing: str
    submitted: bool
    approved_by: list[str]
    who: list[str]
    deputy: str


class WritingView(msgspec.Struct, frozen=True):
    """Who is writing here, and since when."""

    agent: str
    since: datetime


class PromiseView(msgspec.Struct, frozen=True):
    """A time one of our texts named; `start` and `end` are code points of that text, `entry` its outbox entry."""

    id: int
    case: int
    entry: int
    brand: str
    start: int
    end: int
    made_at: datetime
    due_at: datetime
    state: str
    settled_at: datetime | None
    settled_by: str
    reason: str = ""  # why it was broken or moved, where a person said so


class RecordView(msgspec.Struct, frozen=True):
    """How a brand keeps its word; `rate` is None while nothing came due."""

    brand: str
    open: int
    kept: int
    moved: int
    broken: int
    withdrawn: int
    rate: float | None


class PromisesView(msgspec.Struct, frozen=True):
    """The kept-rate by brand, how it is reckoned, and the promises behind it."""

    formula: str
    brands: list[RecordView]
    promises: list[PromiseView]


async def approval_view(tx: Transaction, sign_off: SignOff, file: CaseFile, drafts: list[Draft]) -> ApprovalView:
    """Where these drafts stand with their approvals."""
    standing = await sign_off.standing(tx, file, drafts)
    may = await tx.users.of_roles(LEADS) if standing.missing == "lead" else []
    return ApprovalView(
        need=standing.requirement.need.name.lower(),
        grounds=list(standing.requirement.grounds),
        missing=standing.missing,
        submitted=any(draft.state is DraftState.SUBMITTED for draft in drafts),
        approved_by=list(standing.approved_by),
        who=[*may, *([standing.deputy] if standing.deputy and standing.deputy not in may else [])],
        deputy=standing.deputy,
    )


async def writing_view(tx: Transaction, case_id: int, now: datetime) -> WritingView | None:
    """Who holds the pen, if anybody does."""
    writing = await tx.writers.of(case_id, now=now)
    return WritingView(writing.agent, writing.since) if writing else None


def promise_view(promise: Promise) -> PromiseView:
    """One promise."""
    return PromiseView(
        id=promise.id,
        case=promise.case_id,
        entry=promise.entry_id,
        brand=promise.brand,
        start=promise.start,
        end=promise.end,
        made_at=promise.made_at,
        due_at=promise.due_at,
        state=promise.state.value,
        settled_at=promise.settled_at,
        settled_by=promise.settled_by,
        reason=promise.reason or "",
    )


def record_view(record: Record) -> RecordView:
    """One brand's record."""
    rate = None if record.rate is None else round(record.rate, 4)
    return RecordView(record.brand, record.open, record.kept, record.moved, record.broken, record.withdrawn, rate)


async def read_promises(store: Store, brand: str | None, states: Collection[PromiseState]) -> PromisesView:
    """The record of one brand or of all, and their promises in these states."""
    async with store.read() as tx:
        records = await tx.promises.records()
        listed = await tx.promises.of_brand(brand, states=states)
    brands = [record_view(each) for each in records if brand in {None, each.brand}]
    return PromisesView(FORMULA, brands, [promise_view(each) for each in listed])
