"""What screens and the API show of learning, assessing anew, and weights."""

from dataclasses import asdict
from datetime import datetime

import msgspec

from config.settings import PrioritySettings
from monitor.domain.learning import Figures, Schooling
from monitor.domain.replay import Comparison
from monitor.domain.rescoring import Rescoring
from monitor.web.desk import Desk

SHOWN_VERSIONS = 10


class LabelsView(msgspec.Struct, frozen=True):
    """How often people corrected or confirmed one verdict in texts of one language."""

    language: str
    verdict: str
    corrections: int
    confirmations: int


class FiguresView(msgspec.Struct, frozen=True):
    """One task in one language ("" = all) on held-back texts, before (the model in use then) and after.

    `ruling`: better, not_better, or too_few to tell. Only the ruling over all languages decides.
    """

    task: str
    language: str
    labels: int
    held: int
    right_before: float
    right_after: float
    f1_before: float
    f1_after: float
    loss_before: float
    loss_after: float
    ruling: str


class LessonView(msgspec.Struct, frozen=True):
    """One lesson: waiting (with `progress` in percent), better (a version), not_better, too_few or failed."""

    version: int
    state: str
    active: bool
    asked_at: datetime
    asked_by: str
    progress: int
    done_at: datetime | None
    corrections: int
    confirmations: int
    agreements: int
    figures: list[FiguresView]


class BrandLearningView(msgspec.Struct, frozen=True):
    """A brand's labels and lessons; `active_version` is 0 while the shipped models alone are in use."""

    brand: str
    active_version: int
    analyser: str
    labels: list[LabelsView]
    lessons: list[LessonView]


class RescoringView(msgspec.Struct, frozen=True):
    """Assessing anew: `seen` of `total` texts, `assessed` of them anew, `moved` open cases."""

    state: str
    asked_at: datetime
    asked_by: str
    per_second: int
    total: int
    seen: int
    assessed: int
    moved: int
    percent: int
    finished_at: datetime | None


class LearningView(msgspec.Struct, frozen=True):
    """All brands, and the newest assessing anew."""

    brands: list[BrandLearningView]
    rescoring: RescoringView | None


class PlacedView(msgspec.Struct, frozen=True):
    """A case's place under the weights in use and under the others; 1 is the top."""

    case: int
    place_before: int
    place_after: int
    points_before: int
    points_after: int


class ReplayView(msgspec.Struct, frozen=True):
    """The last days under other weights; medians are places, None where there is no such case."""

    cases: int
    top: int
    moved: int
    into_top: list[int]
    out_of_top: list[int]
    complaints: int
    complaints_before: float | None
    complaints_after: float | None
    corrected: int
    corrected_before: float | None
    corrected_after: float | None
    shown: list[PlacedView]


class WeightsView(msgspec.Struct, frozen=True):
    """The weights in use."""

    weights: dict[str, float]


async def read_learning(desk: Desk) -> LearningView:
    """Gather it."""
    async with desk.store.read() as tx:
        counts = await tx.corrections.counts()
        lessons = await tx.brand_models.all()
        latest = await tx.rescorings.latest()
    names = sorted({*desk.learn.brands, *(brand for brand, *_ in counts), *(each.brand for each in lessons)})
    return LearningView([_brand(desk, name, counts, lessons) for name in names], rescoring_view(latest))


def _brand(
    desk: Desk, name: str, counts: list[tuple[str, str, str, int, int]], lessons: list[Schooling]
) -> BrandLearningView:
    theirs = [each for each in lessons if each.brand == name]
    return BrandLearningView(
        brand=name,
        active_version=next((each.version for each in theirs if each.active), 0),
        analyser=desk.learn.judged_by(name),
        labels=[LabelsView(each[1], each[2], each[3], each[4]) for each in counts if each[0] == name],
        lessons=[lesson_view(each) for each in theirs[:SHOWN_VERSIONS]],
    )


def lesson_view(lesson: Schooling) -> LessonView:
    """One lesson."""
    report = lesson.report
    return LessonView(
        version=lesson.version,
        state=lesson.state.value,
        active=lesson.active,
        asked_at=lesson.asked_at,
        asked_by=lesson.asked_by,
        progress=lesson.progress,
        done_at=lesson.done_at,
        corrections=report.corrections,
        confirmations=report.confirmations,
        agreements=report.agreements,
        figures=[_figures(each) for each in report.figures if each.labels or not each.language],
    )


def _figures(figures: Figures) -> FiguresView:
    return FiguresView(**(asdict(figures) | {"ruling": figures.ruling.value}))


def rescoring_view(job: Rescoring | None) -> RescoringView | None:
    """How far it is."""
    if job is None:
        return None
    done = job.state.value == "finished" or not job.total
    return RescoringView(
        state=job.state.value,
        asked_at=job.asked_at,
        asked_by=job.asked_by,
        per_second=job.per_second,
        total=job.total,
        seen=job.seen,
        assessed=job.assessed,
        moved=job.moved,
        percent=100 if done else min(99, 100 * job.seen // job.total),
        finished_at=job.finished_at,
    )


def replay_view(found: Comparison) -> ReplayView:
    """A comparison of weights."""
    return ReplayView(
        cases=found.cases,
        top=found.top,
        moved=found.moved,
        into_top=list(found.into_top),
        out_of_top=list(found.out_of_top),
        complaints=found.complaints,
        complaints_before=found.complaints_before,
        complaints_after=found.complaints_after,
        corrected=found.corrected,
        corrected_before=found.corrected_before,
        corrected_after=found.corrected_after,
        shown=[
            PlacedView(each.case_id, each.place_before, each.place_after, each.points_before, each.points_after)
            for each in found.shown
        ],
    )


def weights_view(policy: PrioritySettings) -> WeightsView:
    """The weights in use."""
    return WeightsView(msgspec.structs.asdict(policy))
