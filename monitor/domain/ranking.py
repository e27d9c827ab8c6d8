"""How points become an order: reasons add up, the due time shrinks with them, grave matters get a head start."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from config.settings import PrioritySettings
from monitor.domain.assessments import SEVERITY, Assessment
from monitor.domain.mentions import Mention, Visibility
from monitor.domain.priority import Priority, Reason

_LONG_WAIT = timedelta(hours=24)
"""Waiting that counts in full. Waiting as such needs no points: all rows age alike (see `Priority`)."""
FLOOR_THREATS = frozenset({"safety", "legal", "regulator", "self_harm", "fraud", "media"})
"""Threats that never rank below the floor: words of sentiment cannot see them (0.1 to 0.8 % of posts)."""


def rank(
    mention: Mention,
    assessment: Assessment,
    *,
    repeats: int,
    policy: PrioritySettings,
    replying: bool = False,
    waited: timedelta = timedelta(0),
) -> Priority:
    """Rank a customer's newest mention; `repeats` counts their mentions since our last answer.

    A customer who gives what we asked for says nothing urgent by its words, but waits for us (`replying`): as much as
    one who complains, not on top of it. `waited` is how long their first unanswered words had waited when they wrote
    these. What a person said is not about us gets no points, a threat excepted; what people corrected is named, without
    points of its own.
    """
    continues = replying and assessment.act.label not in {"praise", "spam"}
    said = _reasons(mention, assessment, repeats, policy)
    complaint = next(reason.points for reason in said if reason.code == "complaint")
    given = [
        *said,
        Reason("reply", max(0, policy.reply - complaint) if continues else 0),
        Reason("waiting", _share(policy.waiting, waited / _LONG_WAIT)),
    ]
    reasons = [reason for reason in given if reason.points > 0] if assessment.about_us else []
    points = min(100, sum(reason.points for reason in reasons))
    floor = policy.threat_floor
    if assessment.urgency.threat in FLOOR_THREATS and points < floor:
        reasons.append(Reason("threat_floor", floor - points, str(assessment.urgency.threat)))
        points = floor
    if assessment.corrected:
        reasons.append(Reason("corrected", 0, ", ".join(assessment.corrected)))
    return _placed(points, reasons, due_at(mention.created_at, points, policy), policy)


def _placed(points: int, reasons: Sequence[Reason], due: datetime, policy: PrioritySettings) -> Priority:
    ordered = tuple(sorted(reasons, key=lambda reason: -reason.points))
    return Priority(points=points, reasons=ordered, due_at=due, rank_at=due - head_start(points, policy))


def rank_unanswered(
    words: Sequence[tuple[Mention, Assessment]], policy: PrioritySettings, *, replying: bool = False
) -> Priority:
    """Rank a case by all that its customer has written since our last answer, oldest first: the gravest counts.

    `replying`: they had an answer of ours before. Raises ValueError when there is nothing to rank by.
    """
    since = words[0][0].created_at if words else None
    ranked = [
        rank(
            mention,
            found,
            repeats=place,
            policy=policy,
            replying=replying and place == 1,
            waited=max(timedelta(0), mention.created_at - (since or mention.created_at)),
        )
        for place, (mention, found) in enumerate(words, 1)
    ]
    return gravest(ranked)


def gravest(priorities: Sequence[Priority]) -> Priority:
    """Return the priority of several texts of a case that comes first, of two alike the earlier in order.

    Threats that only other texts name are named with it, without points: they decide who may approve an answer.
    """
    first = min(priorities, key=lambda priority: priority.rank_at)
    others = dict.fromkeys(threat for each in priorities for threat in each.threats)
    named = [Reason("waiting_threat", 0, threat) for threat in others if threat not in first.threats]
    return replace(first, reasons=(*first.reasons, *named)) if named else first


def closing(priority: Priority, closes_at: datetime, policy: PrioritySettings) -> Priority:
    """Rank a case again because the network's window for a private answer closes: the answer is due before it does."""
    reasons = [reason for reason in priority.reasons if reason.code != "closing_window"]
    reasons.insert(0, Reason("closing_window", policy.closing_window))
    points = min(100, max(priority.points, sum(reason.points for reason in reasons)))
    due = min(priority.due_at, closes_at)
    placed = _placed(points, reasons, due, policy)
    return replace(placed, rank_at=min(placed.rank_at, priority.rank_at))


def brought_back(priority: Priority, promise_due: datetime, policy: PrioritySettings) -> Priority:
    """Rank an open case for which a promise is about to lapse too: whichever comes first counts."""
    alarmed = promised(priority, promise_due, policy)
    if priority.rank_at < alarmed.rank_at:
        return replace(alarmed, due_at=priority.due_at, rank_at=priority.rank_at)
    return alarmed


def promised(priority: Priority, promise_due: datetime, policy: PrioritySettings) -> Priority:
    """Rank a case again because a promise in it is about to lapse: the answer is due when the promise is."""
    reasons = [reason for reason in priority.reasons if reason.code != "promise_due"]
    reasons.insert(0, Reason("promise_due", policy.promise_due))
    points = min(100, sum(reason.points for reason in reasons))
    return Priority(points, tuple(reasons), promise_due, promise_due - head_start(points, policy))


def due_at(received: datetime, points: int, policy: PrioritySettings) -> datetime:
    """Return when the answer is due: from `due_minutes_low` at 0 points down to `due_minutes_high` at 100.

    Each point shortens the time by the same factor, so that 50 points stand at the geometric middle.
    """
    factor = policy.due_minutes_high / policy.due_minutes_low
    return received + timedelta(minutes=policy.due_minutes_low * factor ** (points / 100))


def head_start(points: int, policy: PrioritySettings) -> timedelta:
    """Return how far a case passes older, lighter ones; grows as the square of its points."""
    return timedelta(hours=policy.head_start_hours * (points / 100) ** 2)


def _reasons(mention: Mention, found: Assessment, repeats: int, policy: PrioritySettings) -> list[Reason]:
    public = mention.visibility is Visibility.PUBLIC
    complaining = found.complaint.score >= 0.5
    mild = found.sentiment.label in {"neutral", "positive"}  # a reason nobody could explain by the words shown
    return [
        Reason("complaint", _share(policy.complaint, found.complaint.score if complaining else 0), _text(found)),
        Reason("negative", _share(policy.negative, 0 if mild else -found.sentiment.score)),
        Reason("question", policy.question if found.act.label == "question" else 0),
        Reason("urgency", policy.urgency * found.urgency.level, str(found.urgency.threat or "")),
        Reason("personal_data", _exposed(found, policy) if public else 0, _exposed_types(found)),
        Reason("public", policy.public if public and complaining else 0),
        Reason("reach", _reach(mention.author.followers or 0, policy)),
        Reason("repeat", policy.repeat if repeats > 1 else 0, f"{repeats} messages" if repeats > 1 else ""),
    ]


def _share(points: int, part: float) -> int:
    return round(points * max(0.0, min(1.0, part)))


def _text(found: Assessment) -> str:
    return found.complaint.kind or ""


def _exposed(found: Assessment, policy: PrioritySettings) -> int:
    if not found.needs_private:
        return 0
    return policy.personal_data if max(SEVERITY[span.type] for span in found.personal_data) >= 3 else 10


def _exposed_types(found: Assessment) -> str:
    return ", ".join(sorted({span.type.value for span in found.personal_data})) if found.needs_private else ""


def _reach(followers: int, policy: PrioritySettings) -> int:
    """Points by the order of magnitude: 1,000 followers count a fifth, 100,000 in full."""
    if followers < 1000:
        return 0
    return _share(policy.reach, (math.log10(followers) - 2.5) / 2.5)
