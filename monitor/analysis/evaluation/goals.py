"""What the analysers are meant to reach, so that a page of figures says by itself where they do not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from monitor.analysis.evaluation.results import Report, Result, Standing


@dataclass(frozen=True, slots=True)
class Goal:
    """One figure to reach on one set, by models that stand to its texts as named."""

    source: str
    task: str
    figure: str
    least: float
    standing: Standing
    folded: bool = False
    lang: str = ""  # "" = whichever the set is in

    def is_about(self, result: Result) -> bool:
        """Whether a result measures this goal."""
        return (result.source, result.task) == (self.source, self.task) and self.lang in {"", result.lang}


_THREATS: Final = tuple(
    Goal(source, "threat", figure, least, "invented", lang=lang)
    for source in ("invented", "threat_posts_roundabout")
    for lang in ("lt", "pl", "en")
    for figure, least in (("recall", 0.98), ("precision", 0.85))
)
GOALS: Final = (
    Goal("pl_hotels", "sentiment", "AP", 0.88, "unseen"),
    Goal("pl_hotels", "sentiment", "macro-F1", 0.72, "unseen"),
    Goal("pl_medicine", "sentiment", "AP", 0.78, "unseen"),
    Goal("en_airline", "sentiment", "AP", 0.93, "unseen"),
    Goal("en_airline", "sentiment", "macro-F1", 0.65, "unseen"),
    Goal("en_complaints", "complaint", "AP", 0.85, "unseen"),
    Goal("en_complaints_brands", "complaint", "AP", 0.93, "unseen"),
    Goal("pl_hotels", "sentiment", "AP", 0.94, "learnt"),
    Goal("pl_hotels", "sentiment", "macro-F1", 0.85, "learnt"),
    Goal("pl_medicine", "sentiment", "macro-F1", 0.80, "learnt"),
    Goal("en_vader_tweets", "sentiment", "AP", 0.92, "learnt"),
    Goal("langid", "language", "accuracy", 0.996, "learnt"),
    Goal("langid", "language", "accuracy", 0.99, "learnt", folded=True),
    Goal("invented", "sentiment", "AP", 0.85, "invented", lang="lt"),
    Goal("invented", "sentiment", "macro-F1", 0.70, "invented", lang="lt"),
    *_THREATS,
)
SMALL_LOSS: Final = 0.01
"""How much a figure may lose when the same texts come without diacritics."""
KEPT: Final = 0.10
"""Largest calibration error at which probabilities can still be read as such."""
_LOSING: Final = ("AP", "macro-F1", "recall", "precision")


@dataclass(frozen=True, slots=True)
class Judged:
    """A goal beside what was measured for it."""

    goal: Goal
    measured: float

    @property
    def reached(self) -> bool:
        """Whether the figure, rounded as it is shown, is high enough."""
        return round(self.measured, 3) >= self.goal.least


def judged(reports: Iterable[Report]) -> list[Judged]:
    """Return the goals that were measured, in their order; the last report that measures a goal counts."""
    found: dict[Goal, float] = {}
    for report in reports:
        for goal in GOALS:
            for result in report.results:
                if report.standing == goal.standing and goal.is_about(result):
                    found[goal] = (result.folded if goal.folded else result.plain)[goal.figure]
    return [Judged(goal, found[goal]) for goal in GOALS if goal in found]


def losses(results: Sequence[Result]) -> list[tuple[Result, str, float]]:
    """Return (result, figure, loss) for each figure that loses too much without diacritics, the worst first."""
    lost = [
        (each, name, each.plain[name] - each.folded[name]) for each in results for name in _LOSING if name in each.plain
    ]
    return sorted((item for item in lost if round(item[2], 3) > SMALL_LOSS), key=lambda item: -item[2])


def unkept(results: Sequence[Result]) -> list[Result]:
    """Return the results whose probabilities are not what happens."""
    return [each for each in results if each.plain.get("ECE", 0.0) > KEPT]
