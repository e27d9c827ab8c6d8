"""One customer gets one answer: checks that nobody else is writing, that none has left, and that it is still asked for.

The pen (`Writers`) is a courtesy between people; what is read here from the conversation itself is what holds.
"""

from datetime import datetime, timedelta

from monitor.domain.cases import CaseState
from monitor.domain.drafts import Draft
from monitor.domain.errors import Conflict, Rejected
from monitor.domain.mentions import Direction, StoredMention
from monitor.domain.outbox import OutboxEntry
from monitor.ports import Transaction
from monitor.services.situations import CaseFile


async def nobody_else_writes(tx: Transaction, case_id: int, actor: str, now: datetime) -> None:
    """Raise Conflict while somebody else holds the pen of the case."""
    writing = await tx.writers.of(case_id, now=now)
    if writing and writing.agent != actor:
        raise Conflict(f"{writing.agent} is writing here; wait, or agree who answers")


def nothing_has_left(file: CaseFile, now: datetime) -> None:
    """Raise Conflict when the case has its answer, or one on its way."""
    if file.answering:
        raise Conflict("an answer to this case is already on its way")
    ours = [stored for stored in file.mentions if stored.mention.direction is Direction.OUTBOUND]
    if file.case.state is CaseState.ANSWERED and ours:
        raise Conflict(f"a reply left {ago(now - ours[-1].mention.created_at)} ago")


async def still_asked_for(tx: Transaction, entry: OutboxEntry, file: CaseFile, now: datetime) -> None:
    """Hold an approved text back at the moment of sending: the customer wrote again, or somebody answered elsewhere.

    Raises Rejected with a rule of `HELD_BACK`.
    """
    draft = await tx.drafts.get(entry.draft_id) if entry.draft_id else None
    if draft is None:
        return
    call = entry.call
    unheard = await tx.mentions.unheard(entry.account, author_id=call.author_id, conversation_id=call.conversation_id)
    if unheard or file.case.last_inbound_id != draft.mention_id:
        raise Rejected("the customer wrote meanwhile; read it before you answer", rule="customer_wrote")
    left = _answered_elsewhere(entry, file, await _approved_at(tx, draft))
    if left:
        raise Rejected(f"a reply left {ago(now - left.mention.created_at)} ago", rule="already_answered")


async def _approved_at(tx: Transaction, draft: Draft) -> datetime | None:
    return max((each.approved_at for each in await tx.drafts.approvals_of(draft.id)), default=None)


def _answered_elsewhere(entry: OutboxEntry, file: CaseFile, approved_at: datetime | None) -> StoredMention | None:
    """A text of ours to the same readers, newer than the approval, that is none of this case's entries."""
    own = {each.remote_id for each in file.entries if each.remote_id}
    for stored in reversed(file.mentions):
        mention = stored.mention
        newer = approved_at is not None and mention.created_at > approved_at
        same_readers = mention.visibility is entry.call.move.visibility
        if newer and same_readers and mention.direction is Direction.OUTBOUND and mention.remote_id not in own:
            return stored
    return None


def ago(away: timedelta) -> str:
    """Say a span in one unit that reads the same in every language: 4 s, 12 min, 3 h."""
    seconds = max(0, round(away.total_seconds()))
    if seconds < 120:
        return f"{seconds} s"
    return f"{seconds // 60} min" if seconds < 7200 else f"{seconds // 3600} h"
