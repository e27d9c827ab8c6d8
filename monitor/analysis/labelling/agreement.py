"""How far two raters agree beyond chance, and where they do not.

Cohen's kappa (1960): 0 is what chance would give, 1 is full agreement. Urgency is a scale, so there a disagreement
counts by the square of its distance (Cohen 1968).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from monitor.analysis.evaluation.measures import interval, resamples, share
from monitor.analysis.labelling.questions import TASKS, Answer
from monitor.analysis.labelling.sitting import Verdict

_SCALE: Final = "urgency"
_TIMES: Final = 1000
"""Resamples of the 95 % interval."""
Pair = tuple[Answer, Answer]


@dataclass(frozen=True, slots=True)
class Agreement:
    """One task: texts both judged, share of equal answers, kappa with its 95 % interval."""

    task: str
    texts: int
    equal: float
    kappa: float
    interval: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A text both raters judged: what they agree on, and per task what each said where they do not."""

    id: str
    text: str
    agreed: Mapping[str, Answer]
    disputed: Mapping[str, Pair]


def meetings(one: Sequence[Verdict], other: Sequence[Verdict]) -> list[Meeting]:
    """Return the texts both judged, in the first rater's order."""
    theirs = {verdict.id: verdict for verdict in other}
    return [_meeting(mine, theirs[mine.id]) for mine in one if mine.id in theirs]


def _meeting(mine: Verdict, theirs: Verdict) -> Meeting:
    pairs = {task: (mine.answers[task], theirs.answers[task]) for task in TASKS}
    agreed = {task: said for task, (said, also) in pairs.items() if said == also}
    return Meeting(mine.id, mine.text, agreed, {task: pair for task, pair in pairs.items() if task not in agreed})


def agreements(met: Sequence[Meeting]) -> list[Agreement]:
    """Return the agreement on each task; nothing when no text was judged by both."""
    return [_agreement(task, [_pair(meeting, task) for meeting in met]) for task in TASKS] if met else []


def _pair(meeting: Meeting, task: str) -> Pair:
    said = meeting.agreed.get(task)
    return meeting.disputed.get(task, (said, said))


def _agreement(task: str, pairs: Sequence[Pair]) -> Agreement:
    measured = weighted_kappa if task == _SCALE else kappa
    drawn = [measured([pairs[place] for place in places]) for places in resamples(len(pairs), _TIMES)]
    equal = share(sum(one == other for one, other in pairs), len(pairs))
    return Agreement(task, len(pairs), equal, measured(pairs), interval(drawn))


def kappa(pairs: Sequence[Pair]) -> float:
    """Return Cohen's kappa; 1 when both gave one and the same answer throughout."""
    equal = sum(one == other for one, other in pairs)
    ones, others = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(times * others[answer] for answer, times in ones.items()) / len(pairs)
    return share(equal - chance, len(pairs) - chance) if chance < len(pairs) else 1.0


def weighted_kappa(pairs: Sequence[Pair]) -> float:
    """Return kappa with quadratic weights, for answers that are whole numbers."""
    scale = [(int(one or 0), int(other or 0)) for one, other in pairs]
    ones, others = Counter(one for one, _ in scale), Counter(other for _, other in scale)
    apart = sum((one - other) ** 2 for one, other in scale)
    chance = sum(
        times * also * (one - other) ** 2 for one, times in ones.items() for other, also in others.items()
    ) / len(scale)
    return 1.0 - apart / chance if chance else 1.0
