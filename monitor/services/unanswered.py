"""What of a case still waits for an answer: an acknowledgement or a survey of ours is no answer, and ends nothing."""

from collections.abc import Sequence

from monitor.domain import joining
from monitor.domain.courtesies import is_courtesy
from monitor.domain.mentions import Direction, StoredMention
from monitor.ports import Transaction


async def without_courtesies(
    tx: Transaction, case_id: int, mentions: Sequence[StoredMention]
) -> Sequence[StoredMention]:
    """A case's mentions in order, our texts that answer nothing left out."""
    if all(each.mention.direction is Direction.INBOUND for each in mentions):
        return mentions
    drafts = {draft.id for draft in await tx.drafts.of_case(case_id) if is_courtesy(draft)}
    if not drafts:
        return mentions
    texts = {entry.remote_id for entry in await tx.outbox.of_case(case_id) if entry.draft_id in drafts}
    return [each for each in mentions if each.mention.remote_id not in texts]


async def unanswered(tx: Transaction, case_id: int) -> list[StoredMention]:
    """What the customer has written since our last answer, oldest first."""
    return joining.unanswered(await without_courtesies(tx, case_id, await tx.mentions.of_case(case_id)))
