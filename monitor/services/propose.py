"""Draft answers for a case: plan the lawful moves, compose, pass the privacy gate, keep the drafts."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

import structlog

from monitor.domain.drafts import DRAFT_TRANSITIONS, Draft, DraftState
from monitor.domain.errors import Conflict, Retryable
from monitor.domain.mentions import Direction, Visibility
from monitor.domain.moves import Move, MoveKind
from monitor.ports import Compose, Guard, Now, PlanMoves, Proposal, Store, Transaction
from monitor.services.approve import reopened
from monitor.services.shelf import Playbooks
from monitor.services.situations import CaseFile, Situations

log = structlog.get_logger("propose")
Then = Callable[[int], Awaitable[None]]
"""What happens next with a case that has just been drafted for."""
_EMPTY_PAGE = (MoveKind.MESSAGE, MoveKind.PUBLIC_REPLY, MoveKind.PRIVATE_REPLY)
"""Where a person writes when nothing drafted fits: an open conversation first."""
_PRIVATE_PAGE = (MoveKind.MESSAGE, MoveKind.PRIVATE_REPLY, MoveKind.PUBLIC_REPLY)
"""The same where data stands in public: only what begins in private can be approved."""


class Propose:
    """Replaces what templates proposed; what a person wrote stays, and goes on to the customer's newest words.

    With `playbooks` given, drafts come from those as they stand in the database, and `compose` is not asked.
    """

    def __init__(  # noqa: PLR0913 - the rules it applies are its point
        self,
        store: Store,
        situations: Situations,
        *,
        plan: PlanMoves,
        compose: Compose,
        guard: Guard,
        now: Now,
        then: Then | None = None,
        playbooks: Playbooks | None = None,
    ) -> None:
        self._store = store
        self._situations = situations
        self._plan = plan
        self._compose = compose
        self._guard = guard
        self._now = now
        self._then = then
        self._playbooks = playbooks
        self._aside: set[int] = set()

    async def sweep(self, *, limit: int = 10) -> int:
        """Draft for open cases that have none for the customer's newest words, most urgent first; return how many.

        Few at a time: what is more urgent may come in meanwhile, and is not to wait behind a backlog.
        """
        async with self._store.read() as tx:
            waiting = await tx.cases.undrafted(limit=limit + len(self._aside))
        waiting = [case_id for case_id in waiting if case_id not in self._aside][:limit]
        return sum([await self._waiting(case_id) for case_id in waiting])

    async def _waiting(self, case_id: int) -> bool:
        """Draft for a case that waits for it; one that breaks holds up no other, and is tried again after a start."""
        try:
            drafted = await self.for_case(case_id, anew=False) is not None
            if drafted and self._then:
                await self._then(case_id)
        except Retryable:  # the database, not the case
            raise
        except Conflict:  # somebody changed it meanwhile: the next sweep sees how it stands
            return False
        except Exception as error:  # noqa: BLE001 - as the docstring says
            self._aside.add(case_id)
            log.warning("propose.not_drafted", case=case_id, error=type(error).__name__)
            return False
        return drafted

    async def for_case(self, case_id: int, *, anew: bool = True) -> list[Draft] | None:
        """Draft for the case as it stands and return the new drafts; not `anew`: None where that has been done."""
        async with self._store.write() as tx:
            await tx.cases.hold(case_id)
            file = await self._situations.open(tx, case_id)
            if not anew and file.case.drafted_id == file.case.last_inbound_id:
                return None
            moves = self._plan(file.situation, now=self._now())
            kept = await self._put_old_away(tx, file, moves)
            compose = await self._playbooks.compose(tx) if self._playbooks else self._compose
            file = replace(file, situation=await self._situations.to_draft(tx, file))
            proposals = [each for each in self._proposals(compose, file, moves) if each.move.visibility not in kept]
            drafts = [await tx.drafts.add(self._draft(file, proposal)) for proposal in proposals]
            await tx.cases.mark_drafted(case_id, file.case.last_inbound_id)
            await tx.events.append("case.drafted", now=self._now(), case_id=case_id, data={"drafts": len(drafts)})
            return drafts

    def _proposals(self, compose: Compose, file: CaseFile, moves: Sequence[Move]) -> Sequence[Proposal]:
        if not _has_our_answer(file):
            try:
                return compose(file.situation, moves, now=self._now())
            except Exception as error:  # noqa: BLE001 - a playbook that breaks on a text leaves the words to a person
                log.warning("propose.not_composed", case=file.case.id, error=type(error).__name__)
        lawful = {move.kind for move in moves if move.allowed}
        move = next(
            (kind for kind in (_PRIVATE_PAGE if file.case.needs_private else _EMPTY_PAGE) if kind in lawful), None
        )
        return (Proposal(move, "", file.situation.language, ""),) if move else ()

    def _draft(self, file: CaseFile, proposal: Proposal) -> Draft:
        draft = Draft(
            case_id=file.case.id,
            mention_id=file.case.last_inbound_id,
            move=proposal.move,
            text=proposal.text,
            language=proposal.language,
            playbook=proposal.playbook,
            edition=proposal.edition,
        )
        return self._guarded(file, draft)

    def _guarded(self, file: CaseFile, draft: Draft) -> Draft:
        findings = file.findings(self._guard, draft.text, draft.visibility)
        return replace(draft, findings=findings)

    async def _put_old_away(self, tx: Transaction, file: CaseFile, moves: Sequence[Move]) -> set[Visibility]:
        """Discard what templates and models wrote; return for which readers a text stands that stays.

        What waits for approval stays while it answers the customer's newest words. What a person wrote goes on to
        newer words, where its move is still lawful, and must then be approved anew.
        """
        lawful = {move.kind for move in moves if move.allowed}
        kept: set[Visibility] = set()
        for draft in await tx.drafts.of_case(file.case.id):
            current = draft.mention_id == file.case.last_inbound_id
            if draft.state is DraftState.SUBMITTED and current:
                kept.add(draft.visibility)
            elif draft.provenance != "person":
                if DraftState.DISCARDED in DRAFT_TRANSITIONS[draft.state]:
                    await tx.drafts.save(replace(draft, state=DraftState.DISCARDED))
            elif draft.move in lawful and draft.visibility not in kept and await self._goes_on(tx, file, draft):
                kept.add(draft.visibility)
        return kept

    async def _goes_on(self, tx: Transaction, file: CaseFile, draft: Draft) -> bool:
        if draft.state is DraftState.SUBMITTED:
            draft = await reopened(tx, draft, now=self._now())
        if draft.state is not DraftState.PROPOSED:
            return False
        if draft.mention_id != file.case.last_inbound_id:
            await tx.drafts.save(self._guarded(file, replace(draft, mention_id=file.case.last_inbound_id)))
        return True


def _has_our_answer(file: CaseFile) -> bool:
    """Whether the customer has their answer and said nothing new: we promised more, or a person wants to write again.

    Where the network refused a part of the answer, that part is still to be drafted.
    """
    last_is_ours = bool(file.mentions) and file.mentions[-1].mention.direction is Direction.OUTBOUND
    promised = any(reason.code == "promise_due" for reason in file.case.priority.reasons)
    return last_is_ours and (promised or not file.situation.refused)
