"""Rank an open case again from what is stored: after a correction, or after its texts were assessed anew."""

from dataclasses import replace

from config.settings import PrioritySettings
from monitor.domain import joining
from monitor.domain.assessments import Assessment
from monitor.domain.cases import Case, CaseState
from monitor.domain.mentions import Mention
from monitor.domain.priority import Priority
from monitor.domain.promises import PromiseState
from monitor.domain.ranking import brought_back, closing, rank_unanswered
from monitor.ports import Transaction
from monitor.services.unanswered import without_courtesies

Words = list[tuple[Mention, Assessment]]


async def reranked(tx: Transaction, case: Case, policy: PrioritySettings) -> Case:
    """Return the case with its priority as `policy` has it now; the same case where nothing changes.

    Only cases that wait for us change: what was answered keeps the rank it was answered at.
    """
    if case.state is not CaseState.OPEN:
        return case
    words, replying = await unanswered(tx, case)
    if not words:
        return case
    priority = rank_unanswered(words, policy, replying=replying)
    priority = await _with_dates(tx, case, priority, policy)
    return case if priority == case.priority else replace(case, priority=priority)


async def unanswered(tx: Transaction, case: Case) -> tuple[Words, bool]:
    """What the customer wrote since our last answer, assessed, oldest first; and whether we had answered before."""
    mentions = await without_courtesies(tx, case.id, await tx.mentions.of_case(case.id))
    waiting = joining.unanswered(mentions)
    words: Words = []
    for stored in waiting:
        found = await tx.mentions.assessment_of(stored.id)
        if found is not None and stored.deleted_at is None:
            words.append((stored.mention, found))
    return words, len(waiting) < len(mentions)


async def _with_dates(tx: Transaction, case: Case, priority: Priority, policy: PrioritySettings) -> Priority:
    """Keep what brought the case ahead by a date: a window that closes, a promise about to lapse."""
    if any(reason.code == "closing_window" for reason in case.priority.reasons):
        priority = closing(priority, case.priority.due_at, policy)
    alarmed = [
        promise.due_at
        for promise in await tx.promises.of_case(case.id)
        if promise.state is PromiseState.OPEN and promise.alarmed_at is not None
    ]
    return brought_back(priority, min(alarmed), policy) if alarmed else priority
