"""Approve exact texts: gate and moves are checked again, approval and outbox entries are one transaction.

A text that needs more eyes is submitted instead, and waits for them (monitor.domain.approval says whose).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from config.settings import ApprovalSettings
from monitor.domain.approval import POLICY, Missing
from monitor.domain.dispatch import entry_of, target_of
from monitor.domain.drafts import Approval, Draft, DraftState, text_hash
from monitor.domain.errors import Conflict, GateClosed, NotFound, Rejected
from monitor.domain.mentions import Visibility
from monitor.domain.moves import Move, MoveKind
from monitor.domain.outbox import OutboxEntry, OutboxState, rest_of
from monitor.domain.splitting import limit_of, parts_of
from monitor.ports import Guard, Now, PlanMoves, Store, Transaction
from monitor.services.one_answer import nobody_else_writes, nothing_has_left
from monitor.services.sign_off import SignOff, Standing
from monitor.services.situations import CaseFile, Situations

APPROVABLE = frozenset({DraftState.PROPOSED, DraftState.SUBMITTED})


@dataclass(frozen=True, slots=True)
class Wanted:
    """A draft as the person saw it (`version`) and the text they want to send."""

    draft_id: int
    version: int
    text: str


@dataclass(frozen=True, slots=True)
class Approved:
    """What came of it: the entries on their way, or whose word is still missing."""

    entries: tuple[OutboxEntry, ...] = ()
    missing: Missing = ""


class Approve:
    """Lets texts go, private ones first, after the undo window."""

    def __init__(  # noqa: PLR0913 - the rules it applies are its point
        self,
        store: Store,
        situations: Situations,
        *,
        plan: PlanMoves,
        guard: Guard,
        now: Now,
        undo: timedelta,
        sign_off: SignOff | None = None,
        model_approved: bool = False,
        threads: bool = False,
    ) -> None:
        self._store = store
        self._situations = situations
        self._plan = plan
        self._guard = guard
        self._now = now
        self._undo = undo
        self._model_approved = model_approved
        self.threads = threads
        self._sign_off = sign_off or SignOff(ApprovalSettings(), {}, now=now)

    async def texts(self, case_id: int, wanted: Sequence[Wanted], *, actor: str) -> Approved:
        """Approve, and queue when no other word is missing.

        Raises GateClosed (personal data in a public text), Rejected (the move is not lawful now, or would break
        private first), Conflict (somebody else was faster, or is writing), NotFound.
        """
        async with self._store.write() as tx:
            await tx.cases.hold(case_id)
            file = await self._situations.open(tx, case_id)
            await nobody_else_writes(tx, case_id, actor, self._now())
            nothing_has_left(file, self._now())
            drafts = [await self._draft(tx, file, item) for item in wanted]
            drafts.sort(key=lambda draft: draft.visibility is Visibility.PUBLIC)
            moves = {move.kind: move for move in self._plan(file.situation, now=self._now())}
            self._check(file, drafts, moves)
            standing = await self._sign_off.standing(tx, file, drafts, actor=actor)
            if standing.missing:
                approved = await self._submit(tx, file, drafts, standing, actor)
            else:
                approved = Approved(tuple(await self._queue(tx, file, drafts, moves, actor)))
            await tx.writers.release(case_id, actor)
            return approved

    async def undo(self, case_id: int, *, actor: str) -> int:
        """Take back what has not left yet, submitted texts too, and return how many; their drafts are open again."""
        async with self._store.write() as tx:
            await tx.cases.hold(case_id)
            file = await self._situations.open(tx, case_id)
            waiting = _still_here(file.pending)
            for entry in waiting:
                current = await tx.outbox.get(entry.id)
                if current and current.state is not OutboxState.CANCELLED:
                    await tx.outbox.settle(
                        current, OutboxState.CANCELLED, now=self._now(), reason=f"taken back by {actor}"
                    )
                await reopen_draft(tx, entry, now=self._now())
            submitted = [each for each in await tx.drafts.of_case(case_id) if each.state is DraftState.SUBMITTED]
            for draft in submitted:
                await reopened(tx, draft, now=self._now())
            if waiting or submitted:
                await tx.events.append("case.undone", now=self._now(), case_id=case_id, actor=actor)
            return len(waiting) + len(submitted)

    async def _draft(self, tx: Transaction, file: CaseFile, item: Wanted) -> Draft:
        draft = await tx.drafts.get(item.draft_id)
        if draft is None or draft.case_id != file.case.id:
            raise NotFound(f"there is no draft {item.draft_id} in case {file.case.id}")
        if draft.version != item.version or draft.state not in APPROVABLE:
            raise Conflict("the draft changed since you opened it")
        if draft.mention_id != file.case.last_inbound_id:
            raise Conflict("the customer wrote again; read it before you answer")
        text = item.text.replace("\x00", "").strip()  # no database keeps NUL, and the hash must fit what is kept
        if not text:
            raise Rejected("an empty text cannot be sent", rule="empty_text")
        if text == draft.text:
            return draft
        await tx.drafts.withdraw(draft.id, now=self._now())  # approvals bind the words they were given for
        return replace(draft, text=text, provenance="person")

    def _check(self, file: CaseFile, drafts: Sequence[Draft], moves: dict[MoveKind, Move]) -> None:
        if len({draft.visibility for draft in drafts}) < len(drafts):
            raise Rejected("one private and one public text at most", rule="one_of_each")
        for draft in drafts:
            self._check_move(file, draft, moves)
            self._check_length(file, draft)
            self._check_gate(file, draft)
        _check_private_first(file, drafts, moves)

    def _check_move(self, file: CaseFile, draft: Draft, moves: dict[MoveKind, Move]) -> None:
        move = moves.get(draft.move)
        if move is None or not move.allowed:
            raise Rejected(move.why if move else "this network has no such move", rule="move_closed")
        if move.human_agent and draft.provenance == "model":
            raise Rejected("only a person's own words may go out now", rule="human_agent_only")
        if draft.provenance == "model" and file.situation.rules.model_needs_approval and not self._model_approved:
            raise Rejected("this network has not consented to a model's words", rule="model_not_approved")

    def _check_length(self, file: CaseFile, draft: Draft) -> None:
        rules = file.situation.rules
        if not parts_of(draft.text, draft.move, rules, threads=self.threads):
            length, limit = rules.measure(draft.text), limit_of(draft.move, rules)
            raise Rejected(f"the text has {length} characters by the network's count; {limit} fit", rule="too_long")

    def _check_gate(self, file: CaseFile, draft: Draft) -> None:
        findings = file.findings(self._guard, draft.text, draft.visibility)
        if findings:
            raise GateClosed("the privacy gate stops this text", findings=findings)

    async def _submit(
        self, tx: Transaction, file: CaseFile, drafts: Sequence[Draft], standing: Standing, actor: str
    ) -> Approved:
        """Keep the word given, and wait for the one that is missing.

        Raises Conflict when the same person has given it already, Rejected for a policy: people wait, it does not.
        """
        if actor.startswith(POLICY):
            raise Rejected("this answer needs a person's word", rule="person_needed")
        before = await self._sign_off.standing(tx, file, drafts)
        if before.approved_by == standing.approved_by:
            raise Conflict("you have approved these words already; somebody else must")
        now = self._now()
        for draft in drafts:
            deputy_since = draft.deputy_since or (now if standing.deputy else None)
            await self._record(tx, replace(draft, state=DraftState.SUBMITTED, deputy_since=deputy_since), actor)
        data = {"missing": standing.missing, "grounds": list(standing.requirement.grounds), "deputy": standing.deputy}
        await tx.events.append("case.submitted", now=now, case_id=file.case.id, actor=actor, data=data)
        return Approved(missing=standing.missing)

    async def _record(self, tx: Transaction, draft: Draft, actor: str) -> Draft:
        saved = await tx.drafts.save(draft)
        await tx.drafts.approve(
            Approval(draft_id=saved.id, actor=actor, text_hash=text_hash(saved.text), approved_at=self._now())
        )
        return saved

    async def _queue(
        self, tx: Transaction, file: CaseFile, drafts: Sequence[Draft], moves: dict[MoveKind, Move], actor: str
    ) -> list[OutboxEntry]:
        now = self._now()
        about = next(stored for stored in file.mentions if stored.id == file.case.last_inbound_id)
        entries: list[OutboxEntry] = []
        for draft in drafts:
            saved = await self._record(tx, replace(draft, state=DraftState.APPROVED), actor)
            for part, text in enumerate(
                parts_of(saved.text, saved.move, file.situation.rules, threads=self.threads), 1
            ):
                entry = entry_of(
                    saved,
                    target_of(saved.move, about, file.mentions),
                    human_agent=moves[saved.move].human_agent,
                    not_before=now + self._undo,
                    text=text,
                    part=part,
                )
                if entries:  # private first, and part after part: each waits for the one before it
                    entry = replace(entry, state=OutboxState.WAITING, after_id=entries[-1].id)
                entries.append(await tx.outbox.add(entry))
        data = {"entries": [each.id for each in entries]}
        await tx.events.append("case.approved", now=now, case_id=file.case.id, actor=actor, data=data)
        return entries


def _check_private_first(file: CaseFile, drafts: Sequence[Draft], moves: dict[MoveKind, Move]) -> None:
    """A public answer alone would tell of a message never sent, where the matter is private and a way is open."""
    alone = all(draft.move is MoveKind.PUBLIC_REPLY for draft in drafts)
    way = next((move for move in moves.values() if move.allowed and move.kind.visibility is Visibility.PRIVATE), None)
    if alone and way and file.case.needs_private and file.situation.mention.visibility is Visibility.PUBLIC:
        raise Rejected("the case holds personal data: approve the private message too", rule="private_first")


def _still_here(pending: Sequence[OutboxEntry]) -> list[OutboxEntry]:
    """What has not begun to leave: of a text in parts nothing may be taken back while one part is on its way."""
    untouched = {OutboxState.QUEUED, OutboxState.WAITING}
    leaving = {each.call.whole for each in pending if each.attempts or each.state not in untouched}
    return [each for each in pending if each.call.whole not in leaving]


async def reopen_draft(tx: Transaction, entry: OutboxEntry, *, now: datetime) -> None:
    """Give the draft of an entry that will not leave back to the agents; of one sent in part, what was not sent."""
    draft = await tx.drafts.get(entry.draft_id) if entry.draft_id else None
    if draft and draft.state is DraftState.APPROVED:
        rest = rest_of(entry, await tx.outbox.of_case(entry.case_id))
        await reopened(tx, draft if rest is None else replace(draft, text=rest), now=now)


async def reopened(tx: Transaction, draft: Draft, *, now: datetime) -> Draft:
    """Open an approved or submitted draft again; its approvals count no more.

    When it answers older words than the customer's newest, drafting looks at the case once more and carries it over.
    """
    await tx.drafts.withdraw(draft.id, now=now)
    case = await tx.cases.get(draft.case_id)
    if case and case.last_inbound_id != draft.mention_id:
        await tx.cases.mark_drafted(case.id, 0)
    return await tx.drafts.save(replace(draft, state=DraftState.PROPOSED, deputy_since=None))
