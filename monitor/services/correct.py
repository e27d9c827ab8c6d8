"""Correct what the analyser said of a text: kept as a label, and in effect at once."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from config.settings import PrioritySettings
from monitor.domain.assessments import Assessment
from monitor.domain.cases import Case, CaseState, moved
from monitor.domain.corrections import Correction, Verdict, checked, corrected, last_of, said, standing
from monitor.domain.errors import Conflict, NotFound, Rejected
from monitor.domain.mentions import StoredMention
from monitor.ports import Now, Store, Transaction
from monitor.services.rerank import reranked

UNDETERMINED = frozenset({"und"})
_REDRAWN = frozenset({Verdict.ACT, Verdict.KIND, Verdict.URGENCY, Verdict.LANGUAGE})
"""Verdicts that another playbook or language may follow from: what was drafted no longer fits."""


class Correct:
    """A person's word on one text of a customer."""

    def __init__(self, store: Store, *, policy: PrioritySettings, now: Now) -> None:
        self._store = store
        self._policy = policy
        self._now = now

    async def correct(
        self, case_id: int, wanted: Mapping[Verdict, str], *, actor: str, mention_id: int | None = None
    ) -> Case:
        """Put these verdicts in the place of the analyser's; one equal to it is kept as a confirmation.

        About the customer's newest text unless `mention_id` names another of the case. Raises NotFound, Rejected.
        """
        if not wanted:
            raise Rejected("nothing was corrected", rule="bad_correction")
        values = {Verdict(verdict): checked(Verdict(verdict), value) for verdict, value in wanted.items()}
        async with self._store.write() as tx:
            case, stored, base = await self._about(tx, case_id, mention_id)
            for verdict, value in values.items():
                await tx.corrections.add(self._label(case, stored, base, (verdict, value), actor))
            return await self._apply(tx, case, stored, base, actor=actor, touched=values)

    async def confirm(self, case_id: int, *, actor: str) -> Case:
        """Say that the analyser saw the newest text as it is. Raises NotFound."""
        async with self._store.read() as tx:
            _, _, base = await self._about(tx, case_id, None)
        agreed = {verdict: said(base, verdict) for verdict in (Verdict.SENTIMENT, Verdict.ACT)}
        agreed = {verdict: value for verdict, value in agreed.items() if value != "unsure"}
        return await self.correct(case_id, agreed, actor=actor)

    async def undo(self, case_id: int, *, actor: str, mention_id: int | None = None) -> Case:
        """Take back the corrections that were made together last. Raises NotFound, Conflict when there is none."""
        async with self._store.write() as tx:
            case, stored, base = await self._about(tx, case_id, mention_id)
            found = await tx.corrections.of_mention(stored.id)
            last = last_of([each for each in found if each.withdrawn_at is None and each.revision == stored.revision])
            if not last:
                raise Conflict("there is no correction to take back")
            await tx.corrections.withdraw([each.id for each in last], now=self._now())
            return await self._apply(tx, case, stored, base, actor=actor, touched={each.verdict for each in last})

    async def _about(
        self, tx: Transaction, case_id: int, mention_id: int | None
    ) -> tuple[Case, StoredMention, Assessment]:
        """The case, the text, and what the analyser itself said of it. Raises NotFound."""
        case = await tx.cases.get(case_id)
        stored = await tx.mentions.get(mention_id or case.last_inbound_id) if case else None
        base = await tx.corrections.base_of(stored.id) if stored else None
        if case is None or stored is None or base is None or stored.case_id != case_id or stored.deleted_at:
            raise NotFound(f"there is no text of a customer to correct in case {case_id}")
        return case, stored, base

    def _label(
        self, case: Case, stored: StoredMention, base: Assessment, given: tuple[Verdict, str], actor: str
    ) -> Correction:
        verdict, value = given
        return Correction(
            mention_id=stored.id,
            case_id=case.id,
            brand=case.brand,
            revision=stored.revision,
            verdict=verdict,
            value=value,
            was=said(base, verdict),
            analyser=base.analyser,
            language=base.language.code,
            text=stored.mention.text,
            actor=actor,
            at=self._now(),
        )

    async def _apply(
        self,
        tx: Transaction,
        case: Case,
        stored: StoredMention,
        base: Assessment,
        *,
        actor: str,
        touched: Collection[Verdict],
    ) -> Case:
        now = self._now()
        before = await tx.mentions.assessment_of(stored.id)
        kept = standing(await tx.corrections.of_mention(stored.id), revision=stored.revision)
        found = corrected(base, kept)
        await tx.mentions.assessed(stored.id, found, case.id, now=now, revision=stored.revision)
        case = await reranked(tx, _moved_by(case, stored, before or base, found), self._policy)
        if stored.id == case.last_inbound_id and _REDRAWN.intersection(touched):
            case = replace(case, drafted_id=0)
        data = {"mention": stored.id, "verdicts": sorted(touched), "standing": [each.verdict for each in kept]}
        await tx.events.append("assessment.corrected", now=now, case_id=case.id, actor=actor, data=data)
        return await tx.cases.save(case)


def _moved_by(case: Case, stored: StoredMention, before: Assessment, after: Assessment) -> Case:
    """The case after a verdict on its newest text: closed when it is not about us, its language as corrected."""
    if stored.id != case.last_inbound_id:
        return case
    if before.about_us and not after.about_us and case.state is CaseState.OPEN:
        return replace(case, state=moved(case.state, CaseState.CLOSED))
    if after.about_us and not before.about_us and case.state is CaseState.CLOSED:
        case = replace(case, state=moved(case.state, CaseState.OPEN))
    if before.language.code != after.language.code and after.language.code not in UNDETERMINED:
        case = replace(case, language=after.language.code)
    return case
