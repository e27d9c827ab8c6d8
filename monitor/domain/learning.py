"""Learning a brand's own words from what people corrected: what is learnt from, and when a model is better; pure.

A quarter of all texts is held back by a hash of the text itself, for good: no model ever learns from them, so every
version is measured on the same ground, and copies of one text never stand on both sides. A new model takes the place
of the one in use only where it is better there (see `ruling`).
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from math import sqrt
from typing import Any, Final

from monitor.domain.corrections import Correction, Verdict

SENTIMENT: Final = "sentiment"
COMPLAINT: Final = "complaint"
TASKS: Final[dict[str, tuple[str, ...]]] = {SENTIMENT: ("negative", "neutral", "positive"), COMPLAINT: ("complaint",)}
"""What is learnt, with its classes. Urgency, language, kind and "not about us" are put right by hand only: a learnt
urgency could hide a threat, and the others are too rare to be learnt from one brand."""
SILENT: Final = 0.25
"""What an answered text that nobody corrected counts beside one that a person judged."""
FEWEST_HELD: Final = 8
"""Held-back texts below which nothing can be told."""
_EVERY: Final = 4


@dataclass(frozen=True, slots=True)
class Agreement:
    """A text that was answered as the analyser saw it."""

    text: str
    sentiment: str
    complaint: bool


@dataclass(frozen=True, slots=True)
class Example:
    """One text with what it is; None where nobody said. `weight` is 1 for a person's word."""

    text: str
    sentiment: str | None
    complaint: bool | None
    weight: float = 1.0

    @property
    def held_back(self) -> bool:
        """Whether it measures instead of teaching."""
        return held_back(self.text)

    def answer(self, task: str) -> str | None:
        """Return the class it has in a task ("" = not the one class there is), None when nobody said."""
        if task == SENTIMENT:
            return self.sentiment if self.sentiment in TASKS[SENTIMENT] else None
        if self.complaint is None:
            return None
        return COMPLAINT if self.complaint else ""


def held_back(text: str) -> bool:
    """Whether a text belongs to the quarter that no model learns from."""
    plain = " ".join(text.casefold().split())
    return hashlib.sha256(plain.encode(errors="surrogatepass")).digest()[0] % _EVERY == 0


def examples_of(corrections: Iterable[Correction], agreements: Iterable[Agreement]) -> list[Example]:
    """Return what a brand's people said, one example a text; silent agreement only where nobody spoke.

    A text that is not about the brand teaches nothing.
    """
    said: dict[tuple[int, int], dict[Verdict, Correction]] = {}
    for each in corrections:
        said.setdefault((each.mention_id, each.revision), {})[each.verdict] = each
    found = [example for verdicts in said.values() if (example := _example(verdicts)) is not None]
    spoken = {example.text for example in found}
    found += [
        Example(each.text, each.sentiment, each.complaint, SILENT) for each in agreements if each.text not in spoken
    ]
    return found


def _example(verdicts: Mapping[Verdict, Correction]) -> Example | None:
    about = verdicts.get(Verdict.ABOUT_US)
    mood, act = verdicts.get(Verdict.SENTIMENT), verdicts.get(Verdict.ACT)
    if (about and about.value == "no") or not (mood or act):
        return None
    text = next(iter(verdicts.values())).text
    return Example(text, mood.value if mood else None, act.value == COMPLAINT if act else None) if text else None


@dataclass(frozen=True, slots=True)
class BrandModel:
    """What a brand's words add to the log-odds of the shipped model: task → feature → one weight for each class."""

    brand: str
    version: int
    weights: Mapping[str, Mapping[str, Sequence[float]]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one held-back text was judged by the model in use (before) and by the new one (after)."""

    weight: float
    right_before: bool
    right_after: bool
    loss_before: float
    loss_after: float


class Ruling(StrEnum):
    """What became of one task of a lesson."""

    BETTER = "better"
    NOT_BETTER = "not_better"
    TOO_FEW = "too_few"


def ruling(outcomes: Sequence[Outcome]) -> Ruling:
    """Return whether the new model may take over, told from the same held-back texts judged by both.

    Better: on what people judged, its logarithmic loss is lower by more than the standard error of the paired
    differences; and of all, silent agreement included, it puts right at least as much as it breaks. Silent agreement
    is what the model in use had answered, so it can only speak against a change: it guards against learning from
    mistakes alone. (Paired differences: Dietterich 1998, "Approximate Statistical Tests for Comparing Supervised
    Classification Learning Algorithms".)
    """
    gains = [each.loss_before - each.loss_after for each in outcomes if each.weight >= 1]
    if len(gains) < FEWEST_HELD:
        return Ruling.TOO_FEW
    mean = sum(gains) / len(gains)
    error = sqrt(sum((gain - mean) ** 2 for gain in gains)) / len(gains)
    balance = sum(each.weight * (each.right_after - each.right_before) for each in outcomes)
    return Ruling.BETTER if mean > error and balance >= 0 else Ruling.NOT_BETTER


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One task in one language ("" = all together) on what was held back: accuracy, macro-F1, loss, before and after.

    `labels` counts the texts people judged, held back or not; `held` those held back, silent agreement included.
    """

    task: str
    language: str
    labels: int
    held: int
    right_before: float = 0.0
    right_after: float = 0.0
    f1_before: float = 0.0
    f1_after: float = 0.0
    loss_before: float = 0.0
    loss_after: float = 0.0
    ruling: Ruling = Ruling.TOO_FEW


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a lesson was made of, and its figures."""

    corrections: int = 0
    confirmations: int = 0
    agreements: int = 0
    figures: tuple[Figures, ...] = ()

    def plain(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return asdict(self)


def report_of(plain: Mapping[str, Any]) -> Report:
    """Return a report from what `Report.plain` gave."""
    figures = tuple(Figures(**(each | {"ruling": Ruling(each["ruling"])})) for each in plain.get("figures", ()))
    return Report(**{**plain, "figures": figures})


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a lesson came to: a model to use instead of the one in use, or None when it is not better."""

    model: BrandModel | None
    report: Report


class LessonState(StrEnum):
    """Where a lesson stands."""

    WAITING = "waiting"  # or being worked on
    BETTER = "better"  # its model was put in use
    NOT_BETTER = "not_better"
    TOO_FEW = "too_few"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Schooling:
    """One lesson of a brand, and the version of the model it gave, if it was better; `progress` is in percent."""

    id: int = 0
    brand: str
    version: int
    state: LessonState = LessonState.WAITING
    active: bool = False
    asked_at: datetime
    asked_by: str
    progress: int = 0
    report: Report = field(default_factory=Report)
    done_at: datetime | None = None
    lease_owner: str = ""
    lease_until: datetime | None = None


def state_of(report: Report, *, made: bool) -> LessonState:
    """Return how a lesson ended."""
    if made:
        return LessonState.BETTER
    whole = [each.ruling for each in report.figures if not each.language]
    return LessonState.NOT_BETTER if Ruling.NOT_BETTER in whole else LessonState.TOO_FEW


def rolled_back(versions: Sequence[Schooling]) -> int | None:
    """Return the version to go back to: the newest good one older than that in use, None = the shipped model."""
    in_use = next((each.version for each in versions if each.active), 0)
    older = [each.version for each in versions if each.state is LessonState.BETTER and each.version < in_use]
    return max(older, default=None)
