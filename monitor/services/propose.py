"""Draft answers for a case: plan the lawful moves, compose, pass the privacy gate, keep the drafts."""

from dataclasses import replace

from monitor.domain.drafts import DRAFT_TRANSITIONS, Draft, DraftState
from monitor.ports import Compose, Guard, Now, PlanMoves, Proposal, Store, Transaction
from monitor.services.situations import CaseFile, Situations


class Propose:
    """Replaces what was proposed by templates; what a person wrote stays."""

    def __init__(
        self,
        store: Store,
        situations: Situations,
        *,
        plan: PlanMoves,
        compose: Compose,
        guard: Guard,
        now: Now,
    ) -> None:
        self._store = store
        self._situations = situations
        self._plan = plan
        self._compose = compose
        self._guard = guard
        self._now = now

    async def sweep(self, *, limit: int = 50) -> int:
        """Draft for open cases that have none for the customer's newest words, most urgent first; return how many."""
        async with self._store.read() as tx:
            waiting = await tx.cases.undrafted(limit=limit)
        for case_id in waiting:
            await self.for_case(case_id)
        return len(waiting)

    async def for_case(self, case_id: int) -> list[Draft]:
        """Draft for the case as it stands and return the new drafts."""
        async with self._store.write() as tx:
            file = await self._situations.open(tx, case_id)
            moves = self._plan(file.situation, now=self._now())
            proposals = self._compose(file.situation, moves, now=self._now())
            await self._discard_old(tx, case_id)
            drafts = [await tx.drafts.add(self._draft(file, proposal)) for proposal in proposals]
            await tx.cases.mark_drafted(case_id, file.case.last_inbound_id)
            await tx.events.append("case.drafted", now=self._now(), case_id=case_id, data={"drafts": len(drafts)})
            return drafts

    def _draft(self, file: CaseFile, proposal: Proposal) -> Draft:
        draft = Draft(
            case_id=file.case.id,
            mention_id=file.case.last_inbound_id,
            move=proposal.move,
            text=proposal.text,
            language=proposal.language,
            playbook=proposal.playbook,
        )
        findings = self._guard(
            draft.text,
            visibility=draft.visibility,
            thread=file.thread,
            customer=file.customer,
            allowed=file.situation.contacts,
        )
        return replace(draft, findings=findings)

    async def _discard_old(self, tx: Transaction, case_id: int) -> None:
        for draft in await tx.drafts.of_case(case_id):
            replaceable = DraftState.DISCARDED in DRAFT_TRANSITIONS[draft.state] and draft.provenance != "person"
            if replaceable:
                await tx.drafts.save(replace(draft, state=DraftState.DISCARDED))
