"""What screens and the API show of a case: one shape for both, masked unless somebody asked to see."""

from datetime import datetime

import msgspec

from monitor.domain.approval import Need
from monitor.domain.cases import CaseState
from monitor.domain.drafts import Finding
from monitor.ports import InboxRow
from monitor.web.answering_views import ApprovalView, PromiseView, WritingView
from monitor.web.correction_views import CorrectionView


class ReasonView(msgspec.Struct, frozen=True):
    """One reason of the priority."""

    code: str
    points: int
    detail: str


class RowView(msgspec.Struct, frozen=True):
    """One line of the inbox."""

    id: int
    brand: str
    account: str
    network: str
    state: CaseState
    author: str
    excerpt: str
    language: str
    points: int
    reasons: list[ReasonView]
    waiting_since: datetime
    due_at: datetime
    overdue: bool
    sentiment: str
    complaint: float
    personal_data: list[str]
    version: int
    need: str = "own"  # how many eyes its drafts need: own, lead or two


class InboxView(msgspec.Struct, frozen=True):
    """A page of the inbox; `next` continues after it, empty at the end."""

    rows: list[RowView]
    counts: dict[str, int]
    next: str = ""


class ActView(msgspec.Struct, frozen=True):
    """Something that may be done to a text without words, and what it means; `lead` = only a lead may."""

    move: str
    why: str
    lead: bool = False


class TextView(msgspec.Struct, frozen=True):
    """One text of the conversation."""

    id: int
    direction: str
    visibility: str
    author: str
    text: str
    at: datetime
    personal_data: list[str]
    permalink: str | None = None
    hidden: bool = False
    deleted: bool = False
    acts: list[ActView] = []


class MoveView(msgspec.Struct, frozen=True):
    """One possible move."""

    move: str
    allowed: bool
    why: str
    closes_at: datetime | None = None
    uses_up: str = ""


class DraftView(msgspec.Struct, frozen=True):
    """One draft that can be approved."""

    id: int
    version: int
    move: str
    visibility: str
    text: str
    language: str
    playbook: str
    provenance: str
    findings: list[Finding]
    length: int
    limit: int
    state: str = "proposed"
    parts: list[str] = []


class Gate(msgspec.Struct, frozen=True):
    """What the privacy gate says of a text, how long it is by the network's count, and its parts if it goes in some."""

    findings: list[Finding]
    length: int
    limit: int
    parts: list[str] = []


class EntryView(msgspec.Struct, frozen=True):
    """One text on its way, or arrived; it leaves in `leaves_in` seconds, 0 when it may leave now."""

    id: int
    move: str
    visibility: str
    state: str
    text: str
    reason: str
    leaves_at: datetime
    leaves_in: int


class AssessmentView(msgspec.Struct, frozen=True):
    """What analysis says of the customer's newest text, with the words that decided."""

    language: str
    sentiment: str
    score: float
    complaint: float
    kind: str | None
    act: str
    urgency: int
    threat: str | None
    words: list[str]
    analyser: str
    corrected: list[str] = []  # what people changed
    about_us: bool = True


class CaseView(msgspec.Struct, frozen=True):
    """Everything one screen needs to answer a case."""

    row: RowView
    conversation: list[TextView]
    assessment: AssessmentView
    moves: list[MoveView]
    drafts: list[DraftView]
    entries: list[EntryView]
    revealed: bool
    approval: ApprovalView | None = None  # of the drafts, None when there are none
    writing: WritingView | None = None
    promises: list[PromiseView] = []
    corrections: list[CorrectionView] = []  # of the newest text
    verdicts: dict[str, str] = {}  # what can be corrected, as it stands
    newest: int = 0  # which text of the conversation is the customer's newest
    language_unknown: bool = False  # nothing is drafted before somebody says in which language to answer


def row_view(row: InboxRow, now: datetime, need: Need | None = None) -> RowView:
    """One inbox line from the store's row."""
    case = row.case
    return RowView(
        id=case.id,
        brand=case.brand,
        account=case.account,
        network=case.network,
        state=case.state,
        author=row.author,
        excerpt=row.excerpt,
        language=case.language,
        points=case.priority.points,
        reasons=[ReasonView(reason.code, reason.points, reason.detail) for reason in case.priority.reasons],
        waiting_since=case.last_inbound_at,
        due_at=case.priority.due_at,
        overdue=case.state is CaseState.OPEN and case.priority.due_at < now,
        sentiment=row.sentiment,
        complaint=round(row.complaint, 2),
        personal_data=list(row.personal_data),
        version=case.version,
        need=(need or Need.OWN).name.lower(),
    )
