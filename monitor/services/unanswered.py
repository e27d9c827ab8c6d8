"""What of a case still waits for an answer: an acknowledgement or a survey of ours is no answer, and ends nothing."""

from collections.abc import Sequence

from monitor.domain import joining
from monitor.domain.courtesies import is_courtesy, says
from monitor.domain.mentions import Direction, Mention, StoredMention
from monitor.domain.outbox import OutboxEntry
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
    sent = [entry for entry in await tx.outbox.of_case(case_id) if entry.draft_id in drafts]
    return [each for each in mentions if not _is_one(each.mention, sent)]


def _is_one(mention: Mention, sent: Sequence[OutboxEntry]) -> bool:
    return mention.direction is Direction.OUTBOUND and any(says(entry, mention) for entry in sent)


async def answers_nothing(tx: Transaction, case_id: int, stored: StoredMention) -> bool:
    """Whether this text of ours is an acknowledgement or a survey."""
    return not await without_courtesies(tx, case_id, [stored])


async def unanswered(tx: Transaction, case_id: int) -> list[StoredMention]:
    """What the customer has written since our last answer, oldest first."""
    return joining.unanswered(await without_courtesies(tx, case_id, await tx.mentions.of_case(case_id)))
