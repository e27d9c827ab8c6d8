"""Send what is no answer, where a policy names its playbook: acknowledge outside business hours, ask whether it helped.

The same outbox, undo window, gate and checks at sending as for every other text; only a template's own words.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from config.hours import is_open
from config.settings import ApprovalSettings, BrandSettings
from monitor.domain.approval import POLICY
from monitor.domain.cases import CaseState
from monitor.domain.courtesies import ACKNOWLEDGEMENT, LATEST_SURVEY, SURVEY, harmless, lawful
from monitor.domain.dispatch import entry_of, target_of
from monitor.domain.drafts import Approval, Draft, DraftState, text_hash
from monitor.domain.moves import MoveKind
from monitor.domain.promises import PromiseState
from monitor.ports import Guard, Now, PlanMoves, Proposal, Store, Transaction
from monitor.ports.playbooks import Try
from monitor.services.rhythm import Rhythm
from monitor.services.shelf import Playbooks
from monitor.services.situations import LANGUAGES, CaseFile, Situations

EVERY = timedelta(minutes=1)
"""Between looks for answers whose hour has come, however often one asks."""


class Courtesies:
    """Speaks in the name of the policy; whatever is not certain is left out."""

    def __init__(  # noqa: PLR0913 - the rules it applies are its point
        self,
        store: Store,
        situations: Situations,
        playbooks: Playbooks,
        *,
        brands: Mapping[str, BrandSettings],
        draft: Try,
        plan: PlanMoves,
        guard: Guard,
        policy: ApprovalSettings,
        undo: timedelta,
        now: Now,
    ) -> None:
        self._store = store
        self._situations = situations
        self._playbooks = playbooks
        self._brands = brands
        self._draft = draft
        self._plan = plan
        self._guard = guard
        self._policy = policy
        self._undo = undo
        self._now = now
        self._rhythm = Rhythm(EVERY)
        self._looked_at: set[tuple[int, datetime]] = set()

    async def acknowledge(self, case_id: int) -> bool:
        """Say that we have read it, once a case, while the brand is closed; return whether anything leaves."""
        if ACKNOWLEDGEMENT not in self._policy.automatic:
            return False
        async with self._store.write() as tx:
            await tx.cases.hold(case_id)
            file = await self._situations.open(tx, case_id)
            brand = self._situations.brand_of(file.case)
            closed = not is_open(brand.hours, brand.time_zone, self._now())
            fits = closed and file.case.state is CaseState.OPEN and not file.pending
            return fits and await self._send(tx, file, ACKNOWLEDGEMENT)

    async def survey(self, *, limit: int = 1000) -> int:
        """Ask about answers whose hour has come; return how many questions leave.

        Looks once a minute, however often it is asked; each answer is looked at once.
        """
        if SURVEY not in self._policy.automatic or not self._rhythm.beats(self._now()):
            return 0
        async with self._store.read() as tx:
            due = {each for brand in self._brands.values() for each in await self._due(tx, brand, limit)}
        new = due - self._looked_at
        self._looked_at = due
        return sum([await self._ask(case_id) for case_id, _at in sorted(new)])

    async def _due(self, tx: Transaction, brand: BrandSettings, limit: int) -> list[tuple[int, datetime]]:
        before = self._now() - timedelta(hours=brand.survey_after_hours)
        return await tx.outbox.answered(brand.name, after=before - LATEST_SURVEY, before=before, limit=limit)

    async def _ask(self, case_id: int) -> bool:
        async with self._store.write() as tx:
            await tx.cases.hold(case_id)
            file = await self._situations.open(tx, case_id)
            owed = any(each.state is PromiseState.OPEN for each in await tx.promises.of_case(case_id))
            fits = file.case.state is CaseState.ANSWERED and not file.pending and not owed
            return fits and await self._send(tx, file, SURVEY)

    async def _send(self, tx: Transaction, file: CaseFile, name: str) -> bool:
        """Draft, approve and queue one text in the transaction that looked, if nothing speaks against it."""
        case, now = file.case, self._now()
        drafted = await tx.drafts.of_case(case.id)
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        used_up = await tx.drafts.sent_by_policy(since=midnight) >= self._policy.automatic_a_day
        if used_up or any(draft.playbook == name for draft in drafted) or await tx.writers.of(case.id, now=now):
            return False
        proposal = await self._proposal(tx, file, name)
        if proposal is None:
            return False
        actor = f"{POLICY}{name}"
        draft = await tx.drafts.add(
            Draft(
                case_id=case.id,
                mention_id=case.last_inbound_id,
                move=proposal.move,
                text=proposal.text,
                language=proposal.language,
                playbook=name,
                edition=proposal.edition,
            )
        )
        saved = await tx.drafts.save(replace(draft, state=DraftState.APPROVED))
        await tx.drafts.approve(
            Approval(draft_id=saved.id, actor=actor, text_hash=text_hash(saved.text), approved_at=now)
        )
        about = next(stored for stored in file.mentions if stored.id == case.last_inbound_id)
        target = target_of(saved.move, about, file.mentions)
        entry = await tx.outbox.add(entry_of(saved, target, human_agent=False, not_before=now + self._undo))
        await tx.events.append("case.courtesy", now=now, case_id=case.id, actor=actor, data={"entries": [entry.id]})
        return True

    async def _proposal(self, tx: Transaction, file: CaseFile, name: str) -> Proposal | None:
        """The one text, where everything speaks for it. A survey is never public."""
        situation, now = file.situation, self._now()
        shelved = (await self._playbooks.shelf(tx)).get(name)
        usable = shelved is not None and shelved.enabled and shelved.book.expires >= now.date()
        calm = not situation.waiting_threats and harmless(situation.assessment, situation.mention.visibility)
        plain = situation.language in LANGUAGES and calm
        if shelved is None or not usable or not plain:
            return None
        moves = self._plan(situation, now=now)
        by_kind = {move.kind: move for move in moves}
        for proposal in self._draft(shelved.book, await self._situations.to_draft(tx, file), moves, now=now):
            heard = situation.last_private_inbound_at
            private_only = name == SURVEY and proposal.move is not MoveKind.MESSAGE
            if private_only or not lawful(proposal.move, by_kind.get(proposal.move), heard_privately=heard):
                return None
            if not self._stopped(file, proposal):
                return replace(proposal, edition=shelved.number)
        return None

    def _stopped(self, file: CaseFile, proposal: Proposal) -> bool:
        findings = file.findings(self._guard, proposal.text, proposal.move.visibility)
        return bool(findings)
