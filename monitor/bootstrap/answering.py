"""How an answer comes about, put together from the settings: drafting, approval, policies, promises."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from config.playbooks.loading import shipped_phrases, shipped_playbooks
from config.playbooks.shapes import Playbook
from config.settings import Settings
from connectors._models.chat import ChatModel
from monitor.analysis.language import detect
from monitor.analysis.personal_data import mask
from monitor.bootstrap.judgement import guard, now
from monitor.plugins import networks
from monitor.ports import Compose, Store
from monitor.ports.model import Model
from monitor.scheduler import Fan, Job
from monitor.services.act import Act
from monitor.services.approve import Approve
from monitor.services.automatic import Automatic
from monitor.services.courtesies import Courtesies
from monitor.services.keep_word import DatedWords, KeepWord
from monitor.services.playbooks import EditPlaybooks
from monitor.services.preview import Preview
from monitor.services.propose import Propose
from monitor.services.reword import Ear, Reword
from monitor.services.shelf import Playbooks
from monitor.services.sign_off import Deputise, SignOff
from monitor.services.situations import Situations
from responders.composer import Composer, compose
from responders.composer.address import address
from responders.composer.proof import Proof
from responders.moves import plan_moves
from responders.promises import find_promises


@dataclass(frozen=True)
class Answering:
    """Parts are made when first asked for."""

    settings: Settings
    store: Store
    situations: Situations

    @cached_property
    def propose(self) -> Propose:
        """Drafting; what a policy may send leaves at once, the rest waits for people."""
        return Propose(
            self.store,
            self.situations,
            plan=plan_moves,
            compose=compose,
            guard=guard,
            now=now,
            then=self._after_drafting,
            playbooks=self.playbooks,
        )

    @cached_property
    def playbooks(self) -> Playbooks:
        """Playbooks as they stand."""
        return Playbooks(shipped_playbooks(), _compose_by)

    @cached_property
    def edit_playbooks(self) -> EditPlaybooks:
        """Changing them."""
        rules = [plugin.rules for plugin in networks().values()]
        proof = Proof(shipped_phrases(), rules, plan=plan_moves, guard=guard)
        return EditPlaybooks(self.store, self.playbooks, proof, now=now)

    async def _after_drafting(self, case_id: int) -> None:
        sent = await self.automatic.consider(case_id) or await self.courtesies.acknowledge(case_id)
        if self.reword and not sent:
            self.reword.ask_for(case_id)

    @cached_property
    def model(self) -> Model | None:
        """The language model, None where the settings name none."""
        given = self.settings.model
        timeout = timedelta(seconds=given.timeout_seconds)
        return ChatModel(given.url, given.name, given.key, timeout=timeout) if given.url else None

    @cached_property
    def reword(self) -> Reword | None:
        """Rewording by the model."""
        if self.model is None:
            return None
        ear = Ear(
            mask=mask,
            called=lambda situation: address(situation).name,
            language_of=lambda text: detect(text).code,
            promises=_promises,
        )
        return Reword(
            self.store,
            self.situations,
            self.model,
            ear,
            plan=plan_moves,
            guard=guard,
            settings=self.settings.model,
            now=now,
        )

    @cached_property
    def sign_off(self) -> SignOff:
        """Who must approve what."""
        return SignOff(self.settings.approval, {}, now=now, shelf=self.playbooks)

    @cached_property
    def preview(self) -> Preview:
        """Trying a playbook on a case."""
        draft = Composer((), shipped_phrases()).draft
        return Preview(self.store, self.situations, plan=plan_moves, draft=draft, guard=guard, now=now)

    @cached_property
    def approve(self) -> Approve:
        """Approval and undo."""
        return Approve(
            self.store,
            self.situations,
            plan=plan_moves,
            guard=guard,
            now=now,
            undo=timedelta(seconds=self.settings.sending.undo_seconds),
            sign_off=self.sign_off,
            model_approved=self.settings.model.ai_replies_approved,
            threads=self.settings.sending.threads,
        )

    @cached_property
    def act(self) -> Act:
        """Hiding, deleting, blocking."""
        undo = timedelta(seconds=self.settings.sending.undo_seconds)
        return Act(self.store, self.situations, plan=plan_moves, now=now, undo=undo)

    @cached_property
    def automatic(self) -> Automatic:
        """Answers that a policy lets go."""
        return Automatic(
            self.store,
            self.situations,
            self.approve,
            self.sign_off,
            plan=plan_moves,
            policy=self.settings.approval,
            now=now,
        )

    @cached_property
    def courtesies(self) -> Courtesies:
        """Acknowledgements and surveys that a policy lets go."""
        return Courtesies(
            self.store,
            self.situations,
            self.playbooks,
            brands=self.situations.brands,
            draft=Composer((), shipped_phrases()).draft,
            plan=plan_moves,
            guard=guard,
            policy=self.settings.approval,
            undo=timedelta(seconds=self.settings.sending.undo_seconds),
            now=now,
        )

    @cached_property
    def word(self) -> KeepWord:
        """Promises."""
        return KeepWord(
            self.store,
            find=_promises,
            policy=self.settings.promises,
            ranking=self.settings.priority,
            now=now,
        )

    def jobs(self) -> dict[str, Job | Fan[Any]]:
        """What the clock looks after."""
        deputise = Deputise(self.store, self.settings.approval, now=now)
        reword: dict[str, Job | Fan[Any]] = (
            {"reword": Fan(self.reword.claim, self.reword.one, wakes=("reword",))} if self.reword else {}
        )
        return reword | {
            "propose": Job(self.propose.sweep, wakes=("propose",)),
            "deputise": Job(deputise.sweep),
            "survey": Job(self.courtesies.survey, wakes=("deliver",)),
            "promises": Job(self.word.sweep, wakes=("propose",)),
        }

    async def aclose(self) -> None:
        """Give the model's connections back."""
        if self.model:
            await self.model.aclose()


def _compose_by(books: Sequence[Playbook], editions: Mapping[str, int]) -> Compose:
    return Composer(books, shipped_phrases(), editions)


def _promises(text: str, language: str, at: datetime) -> Sequence[DatedWords]:
    return find_promises(text, language, now=at)
