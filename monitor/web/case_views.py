"""Builds what the page and the API show of one case, in one reading transaction."""

from collections.abc import Sequence
from datetime import datetime

from monitor.domain.assessments import Assessment
from monitor.domain.courtesies import is_courtesy
from monitor.domain.drafts import Draft, Finding
from monitor.domain.mentions import StoredMention
from monitor.domain.moves import MoveKind
from monitor.domain.outbox import OutboxEntry, OutboxState
from monitor.domain.splitting import limit_of, parts_of
from monitor.ports import InboxRow, Transaction
from monitor.services.approve import APPROVABLE
from monitor.services.situations import LANGUAGES, CaseFile
from monitor.web.act_views import acts_on
from monitor.web.answering_views import approval_view, promise_view, writing_view
from monitor.web.correction_views import correction_views, said_of
from monitor.web.desk import Desk
from monitor.web.views import (
    AssessmentView,
    CaseView,
    DraftView,
    EntryView,
    Gate,
    MoveView,
    TextView,
    row_view,
)


async def read_case(desk: Desk, case_id: int, reveal_by: str) -> CaseView:
    """Read a case; unmasked for the user named in `reveal_by`, masked when that is empty."""
    if not reveal_by:
        async with desk.store.read() as tx:
            return await _case_view(desk, tx, case_id, reveal=False)
    async with desk.store.write() as tx:
        await tx.events.append("personal_data.shown", now=desk.now(), case_id=case_id, actor=reveal_by)
        return await _case_view(desk, tx, case_id, reveal=True)


async def check_text(desk: Desk, case_id: int, text: str, move: MoveKind) -> Gate:
    """Put a text before the gate.

    Raises NotFound.
    """
    async with desk.store.read() as tx:
        file = await desk.situations.open(tx, case_id)
    findings = file.findings(desk.guard, text, move.visibility)
    return _gate_view(desk, file, move, text, findings)


async def _case_view(desk: Desk, tx: Transaction, case_id: int, *, reveal: bool) -> CaseView:
    """The whole case.

    Raises NotFound.
    """
    file = await desk.situations.open(tx, case_id)
    assessed = await tx.mentions.assessments_of([stored.id for stored in file.mentions])
    texts = [_text(desk, file, stored, assessed.get(stored.id), reveal=reveal) for stored in file.mentions]
    newest = next((text for text in texts if text.id == file.case.last_inbound_id), texts[-1])
    found = file.situation.assessment
    row = InboxRow(
        case=file.case,
        author=newest.author,
        excerpt=newest.text[:160],
        complaint=found.complaint.score,
        sentiment=found.sentiment.label,
        personal_data=tuple(newest.personal_data),
    )
    drafts = await _open_drafts(tx, file)
    return CaseView(
        row=row_view(row, desk.now()),
        conversation=texts,
        assessment=_assessment(file.situation.mention.text, found),
        moves=_moves(desk, file),
        drafts=_drafts(desk, file, drafts),
        entries=[_entry(entry, desk.now()) for entry in file.entries],
        revealed=reveal,
        approval=await approval_view(tx, desk.sign_off, file, drafts) if drafts else None,
        writing=await writing_view(tx, case_id, desk.now()),
        promises=[promise_view(promise) for promise in await tx.promises.of_case(case_id)],
        corrections=await correction_views(tx, file),
        verdicts=said_of(found),
        newest=file.case.last_inbound_id,
        language_unknown=file.situation.language not in LANGUAGES,
    )


def _text(desk: Desk, file: CaseFile, stored: StoredMention, found: Assessment | None, *, reveal: bool) -> TextView:
    mention = stored.mention
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
        hidden=mention.hidden is True,
        deleted=stored.deleted_at is not None,
        acts=acts_on(desk, file, stored),
    )


def _assessment(text: str, found: Assessment) -> AssessmentView:
    taken, words = [(span.start, span.end) for span in found.personal_data], []
    for each in sorted(found.evidence, key=lambda each: -abs(each.weight)):
        if not any(each.start < end and start < each.end for start, end in taken):
            taken.append((each.start, each.end))  # "late again" says what "late" would say once more
            words.append(text[each.start : each.end])
    words = [word for word in words if word]  # of a deleted text none are left
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
        corrected=list(found.corrected),
        about_us=found.about_us,
    )


def _moves(desk: Desk, file: CaseFile) -> list[MoveView]:
    moves = desk.plan(file.situation, now=desk.now())
    return [MoveView(move.kind.value, move.allowed, move.why, move.closes_at, move.uses_up) for move in moves]


async def _open_drafts(tx: Transaction, file: CaseFile) -> list[Draft]:
    """What can be approved now, private first."""
    drafts = [
        draft for draft in await tx.drafts.of_case(file.case.id) if draft.state in APPROVABLE and not is_courtesy(draft)
    ]
    current = [draft for draft in drafts if draft.mention_id == file.case.last_inbound_id]
    return sorted(current, key=lambda draft: draft.visibility.value)


def _drafts(desk: Desk, file: CaseFile, drafts: Sequence[Draft]) -> list[DraftView]:
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
            length=file.situation.rules.measure(draft.text),
            limit=limit_of(draft.move, file.situation.rules),
            state=draft.state.value,
            parts=_in_parts(desk, file, draft.move, draft.text),
        )
        for draft in drafts
    ]


def _entry(entry: OutboxEntry, now: datetime) -> EntryView:
    held = entry.state in {OutboxState.QUEUED, OutboxState.WAITING}
    return EntryView(
        id=entry.id,
        move=entry.call.move.value,
        visibility=entry.call.move.visibility.value,
        state=entry.state.value,
        text=entry.call.text,
        reason=entry.reason,
        leaves_at=entry.not_before,
        leaves_in=max(0, round((entry.not_before - now).total_seconds())) if held else 0,
    )


def _gate_view(desk: Desk, file: CaseFile, move: MoveKind, text: str, findings: Sequence[Finding]) -> Gate:
    """What the gate said of a text for this case."""
    rules = file.situation.rules
    parts = _in_parts(desk, file, move, text)
    return Gate(list(findings), rules.measure(text), limit_of(move, rules), parts)


def _in_parts(desk: Desk, file: CaseFile, move: MoveKind, text: str) -> list[str]:
    """The messages a long text becomes; none where it goes as one, or not at all."""
    parts = parts_of(text, move, file.situation.rules, threads=desk.approve.threads)
    return list(parts) if len(parts) > 1 else []
