"""What screens and the API show of a case: one shape for both, masked unless somebody asked to see."""

from datetime import datetime

import msgspec

from monitor.domain.assessments import Assessment
from monitor.domain.cases import CaseState
from monitor.domain.drafts import DraftState, Finding
from monitor.domain.mentions import StoredMention
from monitor.ports import InboxRow, Transaction
from monitor.services.situations import CaseFile
from monitor.web.desk import Desk


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
    due_at: datetime
    overdue: bool
    sentiment: str
    complaint: float
    personal_data: list[str]
    version: int


class InboxView(msgspec.Struct, frozen=True):
    """A page of the inbox; `next` continues after it, empty at the end."""

    rows: list[RowView]
    counts: dict[str, int]
    next: str = ""


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


class EntryView(msgspec.Struct, frozen=True):
    """One text on its way, or arrived."""

    id: int
    move: str
    visibility: str
    state: str
    text: str
    reason: str
    leaves_at: datetime


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


class CaseView(msgspec.Struct, frozen=True):
    """Everything one screen needs to answer a case."""

    row: RowView
    conversation: list[TextView]
    assessment: AssessmentView
    moves: list[MoveView]
    drafts: list[DraftView]
    entries: list[EntryView]
    revealed: bool


def row_view(row: InboxRow, now: datetime) -> RowView:
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
        due_at=case.priority.due_at,
        overdue=case.state is CaseState.OPEN and case.priority.due_at < now,
        sentiment=row.sentiment,
        complaint=round(row.complaint, 2),
        personal_data=list(row.personal_data),
        version=case.version,
    )


async def case_view(desk: Desk, tx: Transaction, case_id: int, *, reveal: bool) -> CaseView:
    """The whole case.

    Raises NotFound.
    """
    file = await desk.situations.open(tx, case_id)
    texts = [await _text(desk, tx, stored, reveal=reveal) for stored in file.mentions]
    newest = next(text for text in texts if text.id == file.case.last_inbound_id)
    found = file.situation.assessment
    row = InboxRow(
        case=file.case,
        author=newest.author,
        excerpt=newest.text[:160],
        complaint=found.complaint.score,
        sentiment=found.sentiment.label,
        personal_data=tuple(newest.personal_data),
    )
    return CaseView(
        row=row_view(row, desk.now()),
        conversation=texts,
        assessment=_assessment(file.situation.mention.text, found),
        moves=_moves(desk, file),
        drafts=await _drafts(tx, file),
        entries=_entries(file),
        revealed=reveal,
    )


async def _text(desk: Desk, tx: Transaction, stored: StoredMention, *, reveal: bool) -> TextView:
    mention = stored.mention
    found = await tx.mentions.assessment_of(stored.id)
    spans = found.personal_data if found else ()
    return TextView(
        id=stored.id,
        direction=mention.direction.value,
        visibility=mention.visibility.value,
        author=mention.author.name or mention.author.handle or "",
        text=mention.text if reveal else desk.mask(mention.text, spans),
        at=mention.created_at,
        personal_data=sorted({span.type.value for span in spans}),
        permalink=mention.permalink,
        hidden=mention.hidden,
        deleted=stored.deleted_at is not None,
    )


def _assessment(text: str, found: Assessment) -> AssessmentView:
    secret = [(span.start, span.end) for span in found.personal_data]
    words = [
        text[each.start : each.end]
        for each in sorted(found.evidence, key=lambda each: -abs(each.weight))
        if not any(each.start < end and start < each.end for start, end in secret)
    ]
    return AssessmentView(
        language=found.language.code,
        sentiment=found.sentiment.label,
        score=round(found.sentiment.score, 2),
        complaint=round(found.complaint.score, 2),
        kind=found.complaint.kind,
        act=found.act.label,
        urgency=found.urgency.level,
        threat=found.urgency.threat,
        words=list(dict.fromkeys(words))[:8],
        analyser=found.analyser,
    )


def _moves(desk: Desk, file: CaseFile) -> list[MoveView]:
    moves = desk.plan(file.situation, now=desk.now())
    return [MoveView(move.kind.value, move.allowed, move.why, move.closes_at, move.uses_up) for move in moves]


async def _drafts(tx: Transaction, file: CaseFile) -> list[DraftView]:
    drafts = [draft for draft in await tx.drafts.of_case(file.case.id) if draft.state is DraftState.PROPOSED]
    return [
        DraftView(
            id=draft.id,
            version=draft.version,
            move=draft.move.value,
            visibility=draft.visibility.value,
            text=draft.text,
            language=draft.language,
            playbook=draft.playbook,
            provenance=draft.provenance,
            findings=list(draft.findings),
        )
        for draft in sorted(drafts, key=lambda draft: draft.visibility.value)
        if draft.mention_id == file.case.last_inbound_id
    ]


def _entries(file: CaseFile) -> list[EntryView]:
    return [
        EntryView(
            id=entry.id,
            move=entry.call.move.value,
            visibility=entry.call.move.visibility.value,
            state=entry.state.value,
            text=entry.call.text,
            reason=entry.reason,
            leaves_at=entry.not_before,
        )
        for entry in file.entries
    ]
