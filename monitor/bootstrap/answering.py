"""How an answer comes about, put together from the settings: drafting, approval, policies, promises."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from config.playbooks.loading import shipped_playbooks
from config.settings import Settings
from monitor.bootstrap.judgement import guard, now
from monitor.ports import Store
from monitor.scheduler import Job
from monitor.services.approve import Approve
from monitor.services.automatic import Automatic
from monitor.services.keep_word import KeepWord
from monitor.services.propose import Propose
from monitor.services.sign_off import Deputise, SignOff
from monitor.services.situations import Situations
from responders.composer import compose
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
        )

    async def _after_drafting(self, case_id: int) -> None:
        await self.automatic.consider(case_id)

    @cached_property
    def sign_off(self) -> SignOff:
        """Who must approve what."""
        return SignOff(self.settings.approval, {book.name: book.approval for book in shipped_playbooks()}, now=now)

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
        )

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
    def word(self) -> KeepWord:
        """Promises."""
        return KeepWord(
            self.store,
            find=lambda text, language, at: find_promises(text, language, now=at),
            policy=self.settings.promises,
            ranking=self.settings.priority,
            now=now,
        )

    def jobs(self) -> dict[str, Job]:
        """What the clock looks after."""
        deputise = Deputise(self.store, self.settings.approval, now=now)
        return {
            "propose": Job(self.propose.sweep, wakes=("propose",)),
            "deputise": Job(deputise.sweep),
            "promises": Job(self.word.sweep, wakes=("propose",)),
        }
