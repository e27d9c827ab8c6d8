"""Shows what a playbook would write for a chosen case, before it is saved; nothing is kept and nothing leaves."""

from collections.abc import Sequence
from dataclasses import dataclass

from config.playbooks.shapes import Playbook
from monitor.domain.drafts import Finding
from monitor.domain.errors import Rejected
from monitor.ports import Guard, Now, PlanMoves, Proposal, Store
from monitor.ports.playbooks import Try
from monitor.services.situations import LANGUAGES, Situations


@dataclass(frozen=True, slots=True)
class Previewed:
    """One text as it would be proposed, what the gate says of it, and its length by the network's own count."""

    proposal: Proposal
    findings: tuple[Finding, ...]
    length: int
    limit: int


class Preview:
    """Drafts by one playbook for a case as it stands."""

    def __init__(
        self, store: Store, situations: Situations, *, plan: PlanMoves, draft: Try, guard: Guard, now: Now
    ) -> None:
        self._store = store
        self._situations = situations
        self._plan = plan
        self._draft = draft
        self._guard = guard
        self._now = now

    async def of_case(self, book: Playbook, case_id: int) -> Sequence[Previewed]:
        """Draft; none when no lawful way is open, or everything has been said already.

        Raises NotFound, Rejected when nobody has said in which language to answer the case.
        """
        async with self._store.read() as tx:
            file = await self._situations.open(tx, case_id)
        if file.situation.language not in LANGUAGES:
            raise Rejected("the language of this case is not known; choose one on its page first", rule="no_language")
        now, rules = self._now(), file.situation.rules
        found = []
        for proposal in self._draft(book, file.situation, self._plan(file.situation, now=now), now=now):
            visibility = proposal.move.visibility
            findings = file.findings(self._guard, proposal.text, visibility)
            limit = rules.private_limit if visibility.value == "private" else rules.public_limit
            found.append(Previewed(proposal, findings, rules.measure(proposal.text), limit))
        return found
