"""Whose word a reply still needs: gravity, playbook and money read from the case, approvals from the store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from config.settings import ApprovalSettings
from monitor.domain.approval import Matter, Missing, Need, Requirement, Voice, deputy_at, missing, required
from monitor.domain.cases import Case
from monitor.domain.courtesies import is_courtesy
from monitor.domain.drafts import Draft, text_hash
from monitor.ports import Now, Store, Transaction
from monitor.services.shelf import Playbooks
from monitor.services.situations import CaseFile


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a reply stands: how many eyes it needs, whose word is missing, who gave theirs, who may stand in."""

    requirement: Requirement
    missing: Missing
    approved_by: tuple[str, ...]
    deputy: str


class SignOff:
    """Applies the approval policy; `playbooks` gives each playbook's own word by name, `shelf` as it stands now."""

    def __init__(
        self, policy: ApprovalSettings, playbooks: Mapping[str, str], *, now: Now, shelf: Playbooks | None = None
    ) -> None:
        self._policy = policy
        self._playbooks = playbooks
        self._now = now
        self._shelf = shelf

    async def standing(self, tx: Transaction, file: CaseFile, drafts: Sequence[Draft], *, actor: str = "") -> Standing:
        """Judge these drafts as they are, or as they would stand with the word of `actor` for every one."""
        own_words = await self._own_words(tx)
        need = self._requirement(file, drafts, own_words)
        deputy = deputy_at(self._now(), file.case.priority.due_at, self._policy)
        heard = [await self._voices(tx, draft) for draft in drafts]
        if actor:
            mine = await _voice(tx, actor)
            heard = [[*voices, mine] for voices in heard]
        lacking: list[Missing] = [missing(need.need, voices, deputy=deputy) for voices in heard]
        first: Missing = next((each for each in lacking if each), "")
        names = dict.fromkeys(voice.actor for voices in heard for voice in voices)
        return Standing(need, first, tuple(names), deputy if first == "lead" else "")

    async def needs(self, tx: Transaction, cases: Sequence[Case]) -> dict[int, Need]:
        """How many eyes the drafts of each case need, for a list; cases without drafts are left out.

        Threats are read from the reasons of the case's priority, which name those of all that waits.
        """
        by_case: dict[int, list[Draft]] = {}
        newest = {case.id: case.last_inbound_id for case in cases}
        for draft in await tx.drafts.open_of(newest):
            if draft.mention_id == newest[draft.case_id] and not is_courtesy(draft):
                by_case.setdefault(draft.case_id, []).append(draft)
        own_words = await self._own_words(tx)
        return {
            case.id: self._most(case, case.priority.threats, by_case[case.id], own_words).need
            for case in cases
            if case.id in by_case
        }

    async def _own_words(self, tx: Transaction) -> Mapping[str, str]:
        return await self._shelf.approvals(tx) if self._shelf else self._playbooks

    def _requirement(self, file: CaseFile, drafts: Sequence[Draft], own_words: Mapping[str, str]) -> Requirement:
        threats = file.situation.assessment.urgency.threat, *file.situation.waiting_threats
        return self._most(file.case, threats, drafts, own_words)

    def _most(
        self, case: Case, threats: Sequence[str | None], drafts: Sequence[Draft], own_words: Mapping[str, str]
    ) -> Requirement:
        """Say how many eyes drafts need for the gravest of the threats, or for none."""
        needs = [required(_matter(case, threat, drafts, own_words), self._policy) for threat in threats or (None,)]
        return max(needs, key=lambda each: each.need)

    async def _voices(self, tx: Transaction, draft: Draft) -> list[Voice]:
        given = await tx.drafts.approvals_of(draft.id)
        exact = text_hash(draft.text)
        return [
            await _voice(tx, each.actor)
            for each in reversed(given)
            if each.withdrawn_at is None and each.text_hash == exact
        ]


def _matter(case: Case, threat: str | None, drafts: Sequence[Draft], own_words: Mapping[str, str]) -> Matter:
    words = [Need.of_playbook(own_words.get(draft.playbook, "agent")) for draft in drafts]
    return Matter(
        points=case.priority.points,
        threat=threat,
        playbook=max(words, default=Need.OWN),
        texts=[draft.text for draft in drafts],
    )


async def _voice(tx: Transaction, actor: str) -> Voice:
    """Roles are read when they are needed: who is no lead any more speaks as none."""
    user = await tx.users.get(actor)
    return Voice(actor, user.role if user else "agent")


class Deputise:
    """Asks the deputy when a text waits for a lead and the answer is nearly due."""

    def __init__(self, store: Store, policy: ApprovalSettings, *, now: Now) -> None:
        self._store = store
        self._policy = policy
        self._now = now

    async def sweep(self, *, limit: int = 200) -> int:
        """Mark and tell each waiting draft once; return how many."""
        if not self._policy.deputy:
            return 0
        async with self._store.read() as tx:
            waiting = await tx.drafts.without_deputy(limit=limit)
        if not waiting:
            return 0
        async with self._store.write() as tx:
            return sum([await self._ask(tx, draft) for draft in waiting])

    async def _ask(self, tx: Transaction, draft: Draft) -> int:
        now, case = self._now(), await tx.cases.get(draft.case_id)
        if case is None or not deputy_at(now, case.priority.due_at, self._policy):
            return 0
        await tx.drafts.ask_deputy(draft.id, now=now)
        data = {"draft": draft.id, "deputy": self._policy.deputy}
        await tx.events.append("approval.to_deputy", now=now, case_id=case.id, data=data)
        return 1
