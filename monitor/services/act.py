"""Act on what stands on a network, without words: hide, show again, delete, take our words back, block."""

from datetime import timedelta

from monitor.domain.approval import LEADS
from monitor.domain.dispatch import act_of
from monitor.domain.errors import Conflict, NotFound, Rejected
from monitor.domain.mentions import StoredMention
from monitor.domain.moves import MoveKind
from monitor.domain.outbox import OutboxEntry
from monitor.ports import Now, PlanMoves, Store, Transaction
from monitor.services.situations import CaseFile, Situations


class Act:
    """Queues acts; like texts they leave through the outbox, after the undo window."""

    def __init__(
        self, store: Store, situations: Situations, *, plan: PlanMoves, now: Now, undo: timedelta = timedelta()
    ) -> None:
        self._store = store
        self._situations = situations
        self._plan = plan
        self._now = now
        self._undo = undo

    async def on(self, case_id: int, mention_id: int, move: MoveKind, *, actor: str) -> OutboxEntry:
        """Queue the act.

        Raises NotFound (no such text in the case), Rejected (the network does not allow it now, or only a lead may),
        Conflict (the same act is on its way).
        """
        async with self._store.write() as tx:
            await tx.cases.hold(case_id)
            target = await tx.mentions.get(mention_id)
            if target is None or target.case_id != case_id:
                raise NotFound(f"there is no text {mention_id} in case {case_id}")
            file = await self._situations.open(tx, case_id, about=mention_id)
            await self._check(tx, file, target, move, actor)
            earlier = [each for each in file.entries if _same(each, target, move)]
            if any(each in file.pending for each in earlier):
                raise Conflict("this is on its way already")
            entry = act_of(case_id, target, move, nth=len(earlier) + 1, not_before=self._now() + self._undo)
            entry = await tx.outbox.add(entry)
            data = {"entry": entry.id, "move": move.value, "mention": mention_id}
            await tx.events.append("case.act", now=self._now(), case_id=case_id, actor=actor, data=data)
            return entry

    async def _check(self, tx: Transaction, file: CaseFile, target: StoredMention, move: MoveKind, actor: str) -> None:
        if move.carries_text:
            raise Rejected("words are approved, not acted", rule="no_act")
        if target.deleted_at:
            raise Rejected("the customer deleted what this answers", rule="deleted")
        planned = next((each for each in self._plan(file.situation, now=self._now()) if each.kind is move), None)
        if planned is None or not planned.allowed:
            raise Rejected(planned.why if planned else "this network has no such move", rule="move_closed")
        user = await tx.users.get(actor) if move.needs_lead else None
        if move.needs_lead and (user is None or user.role not in LEADS):
            raise Rejected("only a lead may do this, for nothing here takes it back", rule="lead_needed")


def _same(entry: OutboxEntry, target: StoredMention, move: MoveKind) -> bool:
    return entry.call.move is move and entry.call.mention_id == target.mention.remote_id
