"""Answers that leave without a person, for playbooks the settings name; off unless they name one.

Only a template's own words, that the gate finds nothing in, to somebody who asked for an answer by this way, in a
matter nobody needs to look at. What is not certain stays with people.
"""

from collections.abc import Sequence
from datetime import timedelta

import structlog

from config.settings import ApprovalSettings
from monitor.domain.approval import POLICY, Need
from monitor.domain.courtesies import is_courtesy
from monitor.domain.drafts import Draft, DraftState
from monitor.domain.errors import AsideError
from monitor.domain.moves import Move, MoveKind
from monitor.ports import Now, PlanMoves, Store
from monitor.services.approve import Approve, Wanted
from monitor.services.sign_off import SignOff
from monitor.services.situations import CaseFile, Situations

log = structlog.get_logger("automatic")
_ONCE_IN = timedelta(days=1)
"""A conversation gets one such answer in this time: what answers it again at once may itself be a machine."""


class Automatic:
    """Approves in the name of the policy; undo window, outbox and all checks at sending stay as they are."""

    def __init__(
        self,
        store: Store,
        situations: Situations,
        approve: Approve,
        sign_off: SignOff,
        *,
        plan: PlanMoves,
        policy: ApprovalSettings,
        now: Now,
    ) -> None:
        self._store = store
        self._situations = situations
        self._approve = approve
        self._sign_off = sign_off
        self._plan = plan
        self._policy = policy
        self._now = now

    async def consider(self, case_id: int) -> bool:
        """Send what has just been drafted, if a policy names it and nothing speaks against; return whether."""
        if not self._policy.automatic:
            return False
        drafts = await self._sendable(case_id)
        if not drafts:
            return False
        wanted = [Wanted(draft.id, draft.version, draft.text) for draft in drafts]
        try:
            await self._approve.texts(case_id, wanted, actor=f"{POLICY}{drafts[0].playbook}")
        except AsideError as error:  # a person decides
            log.info("automatic.left_to_people", case=case_id, error=type(error).__name__)
            return False
        return True

    async def _sendable(self, case_id: int) -> list[Draft]:
        async with self._store.read() as tx:
            file = await self._situations.open(tx, case_id)
            found = [
                draft
                for draft in await tx.drafts.of_case(case_id)
                if draft.state is DraftState.PROPOSED and not is_courtesy(draft)
            ]
            drafts = [draft for draft in found if draft.mention_id == file.case.last_inbound_id]
            standing = await self._sign_off.standing(tx, file, drafts)
            today = self._now().replace(hour=0, minute=0, second=0, microsecond=0)
            used_up = await tx.drafts.sent_by_policy(since=today) >= self._policy.automatic_a_day
            lately = await tx.drafts.sent_by_policy(since=self._now() - _ONCE_IN, case_id=case_id)
        moves = {move.kind: move for move in self._plan(file.situation, now=self._now())}
        grave = file.situation.assessment.urgency.threat or file.situation.waiting_threats
        plain = standing.requirement.need is Need.OWN and not grave
        named = all(_may_go(draft, moves, file, self._policy.automatic) for draft in drafts)
        return drafts if plain and named and not used_up and not lately else []


def _may_go(draft: Draft, moves: dict[MoveKind, Move], file: CaseFile, playbooks: Sequence[str]) -> bool:
    """Whether a policy may speak for this one text.

    Never a model's or a person's words, never under the human-agent tag (which says that a person wrote), never a
    message to somebody who has not written to us privately.
    """
    move = moves.get(draft.move)
    cold = draft.move is MoveKind.MESSAGE and file.situation.last_private_inbound_at is None
    lawful = move is not None and move.allowed and not move.human_agent and not cold
    return lawful and draft.playbook in playbooks and draft.provenance == "template" and not draft.findings
