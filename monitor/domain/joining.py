"""Which case a mention belongs to, and what it does to that case; pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.domain.assessments import Assessment
from monitor.domain.cases import Case, CaseState, moved
from monitor.domain.mentions import Direction, Mention, MentionKind, StoredMention, Visibility
from monitor.domain.priority import Priority
from monitor.domain.ranking import gravest

SAME_MATTER = timedelta(days=14)
"""A customer who writes again within this time after the last message is taken to mean the same matter."""


@dataclass(frozen=True, slots=True)
class Ties:
    """Cases a mention may belong to, as found in the store; any may be missing."""

    by_conversation: Case | None = None
    by_parent: Case | None = None
    by_author: Case | None = None


def case_of(mention: Mention, ties: Ties) -> Case | None:
    """Choose the case.

    A private conversation belongs to one customer, so it decides. A public thread holds many people, so there the
    author decides, and the thread only for our own answers.
    """
    if mention.kind is MentionKind.MESSAGE and ties.by_conversation:
        return ties.by_conversation
    if mention.direction is Direction.OUTBOUND:
        return ties.by_parent
    recent = ties.by_author
    if recent and mention.created_at - recent.last_inbound_at <= SAME_MATTER:
        return recent
    return None


def author_key(mention: Mention) -> str:
    """Who wrote, as far as the network shows: the author's id, else the conversation."""
    return mention.author.remote_id or f"conversation:{mention.conversation_id}"


def opened(mention: Mention, mention_id: int, brand: str, found: Assessment, priority: Priority) -> Case:
    """A new case from a customer's first mention."""
    return Case(
        brand=brand,
        account=mention.account,
        network=mention.network,
        author_key=author_key(mention),
        language=found.language.code,
        needs_private=_exposes(mention, found),
        priority=priority,
        opened_at=mention.created_at,
        last_inbound_at=mention.created_at,
        last_inbound_id=mention_id,
    )


def written_again(case: Case, mention: Mention, mention_id: int, found: Assessment, priority: Priority) -> Case:
    """The case after one more mention of the customer: it waits for us again, never ranked below what was unanswered.

    A mention older than the newest known one (a late page) adds itself without turning the case back.
    """
    newest = mention.created_at >= case.last_inbound_at
    waiting = case.state is CaseState.OPEN
    graver = gravest([case.priority, priority]) if waiting else priority
    changed = replace(case, needs_private=case.needs_private or _exposes(mention, found))
    if not newest:
        return replace(changed, priority=graver if waiting else case.priority)
    return replace(
        changed,
        state=moved(case.state, CaseState.OPEN),
        priority=graver,
        language=case.language if found.language.code == "und" else found.language.code,
        last_inbound_at=mention.created_at,
        last_inbound_id=mention_id,
        drafted_id=0,  # also when an edit changed the words of the mention already answered to
    )


def unanswered(mentions: Sequence[StoredMention]) -> list[StoredMention]:
    """What the customer wrote since our last text, of a case's mentions in order."""
    outbound = [place for place, each in enumerate(mentions) if each.mention.direction is Direction.OUTBOUND]
    return list(mentions[outbound[-1] + 1 :] if outbound else mentions)


def last_words(mentions: Sequence[StoredMention]) -> list[StoredMention]:
    """What the customer wrote in one go last, answered or not, of a case's mentions in order."""
    words = list(mentions)
    while words and words[-1].mention.direction is Direction.OUTBOUND:
        words.pop()
    return unanswered(words)


def answers(mention: Mention, orphan: Mention) -> bool:
    """Whether one of our texts without a case answers this mention; in a private conversation it does anyhow."""
    return mention.kind is MentionKind.MESSAGE or orphan.parent_id == mention.remote_id


def answered(case: Case, at: datetime) -> Case:
    """The case after one of our texts reached the customer at `at`; an answer older than their last words is none."""
    if case.state is CaseState.OPEN and at >= case.last_inbound_at:
        return replace(case, state=moved(case.state, CaseState.ANSWERED))
    return case


def _exposes(mention: Mention, found: Assessment) -> bool:
    return found.needs_private and mention.visibility is Visibility.PUBLIC
