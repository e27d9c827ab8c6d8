"""Has a language model reword what templates drafted, where rules allow it; on any failure the template stands.

Off unless the settings name an endpoint. A reworded text passes the same gate, keeps its provenance, and is sent only
when a person approved it.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from config.settings import ModelSettings
from monitor.domain.assessments import PersonalDataSpan
from monitor.domain.drafts import Draft, DraftState
from monitor.domain.errors import AsideError, Conflict, RateLimited, Rejected
from monitor.domain.mentions import Visibility
from monitor.domain.rewording import Template, accepted, request
from monitor.ports import Guard, Now, PlanMoves, Situation, Store, Transaction
from monitor.ports.model import Model
from monitor.services.keep_word import FindPromises
from monitor.services.situations import CaseFile, Situations

log = structlog.get_logger("reword")
LONGEST_QUEUE = 200
"""Cases; beyond that the oldest keep their templates: people must not wait for a slow model."""


@dataclass(frozen=True, slots=True)
class Ear:
    """What is needed to cover and to judge words; all pure."""

    mask: Callable[[str, Sequence[PersonalDataSpan]], str]
    called: Callable[[Situation], str]
    language_of: Callable[[str], str]
    promises: FindPromises


class Reword:
    """Rewords drafts of cases that were just drafted for, outside any transaction."""

    def __init__(  # noqa: PLR0913 - the rules it applies are its point
        self,
        store: Store,
        situations: Situations,
        model: Model,
        ear: Ear,
        *,
        plan: PlanMoves,
        guard: Guard,
        settings: ModelSettings,
        now: Now,
    ) -> None:
        self._store = store
        self._situations = situations
        self._model = model
        self._ear = ear
        self._plan = plan
        self._guard = guard
        self._settings = settings
        self._now = now
        self._waiting: list[int] = []
        self._rests_until: datetime | None = None

    def ask_for(self, case_id: int) -> None:
        """Put a case in line; a crash forgets it, and its templates stand."""
        self._waiting = [*self._waiting, case_id][-LONGEST_QUEUE:]

    async def claim(self, *, limit: int = 4) -> list[int]:
        """Take the next cases, none while the model has asked us to wait."""
        if self._rests_until and self._now() < self._rests_until:
            self._waiting.clear()
            return []
        taken, self._waiting = self._waiting[:limit], self._waiting[limit:]
        return taken

    async def one(self, case_id: int) -> int:
        """Reword a case's drafts and return how many texts were replaced."""
        try:
            async with self._store.read() as tx:
                file = await self._situations.open(tx, case_id)
                drafts = [each for each in await tx.drafts.of_case(case_id) if self._may_reword(file, each)]
            return sum(await asyncio.gather(*(self._try(file, draft) for draft in drafts)))
        except AsideError as error:
            log.info("reword.template_stands", case=case_id, error=type(error).__name__)
            return 0

    def _may_reword(self, file: CaseFile, draft: Draft) -> bool:
        """Only a standing template, on a move where others than a person may write, on a network that consents."""
        move = next((m for m in self._plan(file.situation, now=self._now()) if m.kind is draft.move), None)
        consents = self._settings.ai_replies_approved or not file.situation.rules.model_needs_approval
        lawful = move is not None and move.allowed and not move.human_agent and consents
        fresh = draft.state is DraftState.PROPOSED and draft.mention_id == file.case.last_inbound_id
        return lawful and fresh and draft.provenance == "template" and bool(draft.text) and not draft.findings

    async def _try(self, file: CaseFile, draft: Draft) -> int:
        try:
            text = await self._reworded(file, draft)
            await self._keep(file, draft, text)
        except RateLimited as error:
            self._rests_until = error.until
            log.info("reword.resting", case=file.case.id)
            return 0
        except AsideError as error:
            rule = error.rule if isinstance(error, Rejected) else ""
            log.info("reword.template_stands", case=file.case.id, error=type(error).__name__, rule=rule)
            return 0
        return 1

    async def _reworded(self, file: CaseFile, draft: Draft) -> str:
        """Ask, and judge the answer. Raises Rejected for one that must not stand, and what `Model.write` raises."""
        situation, rules = file.situation, file.situation.rules
        private = draft.visibility is Visibility.PRIVATE
        template = Template(
            text=draft.text,
            name=self._ear.called(situation),
            language=draft.language,
            limit=rules.private_limit if private else rules.public_limit,
            measure=rules.measure,
        )
        words = self._ear.mask(situation.mention.text, situation.assessment.personal_data)
        instructions, material = request(template, _without(words, situation.mention.author.name or ""))
        now = self._now()
        text = accepted(await self._model.write(instructions, material, now=now), template)
        if self._ear.language_of(text) not in {draft.language, "und"}:
            raise Rejected("the model answered in another language", rule="language")
        if self._dates(text, draft.language, now) != self._dates(draft.text, draft.language, now):
            raise Rejected("the model promised another time", rule="promise")
        if self._findings(file, draft, text):
            raise Rejected("the privacy gate stops the model's text", rule="privacy_gate")
        return text

    def _dates(self, text: str, language: str, now: datetime) -> set[datetime]:
        return {each.due_at for each in self._ear.promises(text, language, now)}

    def _findings(self, file: CaseFile, draft: Draft, text: str) -> bool:
        found = file.findings(self._guard, text, draft.visibility)
        return bool(found)

    async def _keep(self, file: CaseFile, draft: Draft, text: str) -> None:
        """Replace the template if nothing has happened meanwhile. Raises Conflict otherwise."""
        async with self._store.write() as tx:
            await self._still_ours(tx, file, draft)
            await tx.drafts.save(replace(draft, text=text, provenance="model"))
            await tx.events.append("case.drafted", now=self._now(), case_id=file.case.id, data={"by": "model"})

    async def _still_ours(self, tx: Transaction, file: CaseFile, draft: Draft) -> None:
        stored = await tx.drafts.get(draft.id)
        if stored is None or (stored.version, stored.state) != (draft.version, DraftState.PROPOSED):
            raise Conflict("the draft changed meanwhile")
        if await tx.writers.of(file.case.id, now=self._now()):
            raise Conflict("somebody is writing here")


def _without(text: str, name: str) -> str:
    """Cover the parts of the author's profile name where the customer wrote them too."""
    folded = {part.casefold() for part in name.split() if len(part) > 1}
    return " ".join("‹NAME›" if word.strip(".,!?:;()").casefold() in folded else word for word in text.split())
