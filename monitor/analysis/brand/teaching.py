"""A lesson: learn a brand's model from examples, and measure it on those that were held back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from monitor.analysis.brand.blending import offsets_of, seen
from monitor.analysis.brand.features import features_of, read
from monitor.analysis.brand.fitting import Known, Progress, Row, Weights, chances, fit, loss
from monitor.analysis.evaluation import macro_f1
from monitor.domain.assessments import Assessment, Surroundings
from monitor.domain.learning import TASKS, BrandModel, Example, Figures, Lesson, Outcome, Report, Ruling, ruling

_FEWEST: Final = 2
"""Texts a word must stand in: a word of one text says more about its writer than about the brand."""
Plain = Callable[[str, Surroundings], Assessment]


@dataclass(frozen=True, slots=True)
class _Shown:
    """One example as a task sees it."""

    row: Row
    language: str
    person: bool
    held: bool
    text: str


@dataclass(frozen=True, slots=True)
class Teacher:
    """Teaches with the shipped models `plain`; the same examples give the same model."""

    plain: Plain

    def __call__(
        self,
        model: BrandModel,
        examples: Sequence[Example],
        surroundings: Surroundings,
        tell: Progress | None = None,
    ) -> Lesson:
        """Learn every task anew; `model` is the one in use, named as the new one is to be.

        A task that is not better keeps the weights in use. The lesson holds a model only if some task is better.
        """
        assessed = [(each, self.plain(each.text, surroundings)) for each in _ordered(examples)]
        weights = dict(model.weights)
        figures: list[Figures] = []
        for task in TASKS:
            shown = [_shown(task, each, found, surroundings) for each, found in assessed]
            known = [each for each in shown if each is not None]
            measured, learnt = _learn(task, known, weights.get(task, {}), tell)
            figures += measured
            if learnt is not None:
                weights[task] = learnt
        better = any(each.ruling is Ruling.BETTER for each in figures if not each.language)
        made = BrandModel(model.brand, model.version, weights) if better else None
        return Lesson(made, Report(figures=tuple(figures)))


def _ordered(examples: Sequence[Example]) -> list[Example]:
    return sorted(examples, key=lambda each: (-each.weight, each.text))


def _shown(task: str, example: Example, found: Assessment, around: Surroundings) -> _Shown | None:
    answer = example.answer(task)
    if answer is None:
        return None
    classes = TASKS[task]
    target = classes.index(answer) if answer in classes else len(classes)
    tokens = read(example.text, around.brand_names, found.personal_data)
    row = Row(seen(found, features_of(tokens), task), offsets_of(found, task), target, example.weight)
    return _Shown(row, found.language.code, example.weight >= 1, example.held_back, example.text)


def _learn(
    task: str, shown: Sequence[_Shown], used: Known, tell: Progress | None
) -> tuple[list[Figures], Weights | None]:
    """Return the figures of a task, all languages together first, and its weights if they are better."""
    taught = _known_words([each.row for each in shown if not each.held])
    learnt = fit(_shuffled(taught), tell) if taught else {}
    held = [(each, _outcome(each, used, learnt)) for each in shown if each.held]
    whole = _figures(task, "", shown, held, used, learnt)
    codes = sorted({each.language for each in shown})
    each_language = [
        _figures(
            task,
            code,
            [each for each in shown if each.language == code],
            [(each, outcome) for each, outcome in held if each.language == code],
            used,
            learnt,
        )
        for code in codes
    ]
    return [whole, *each_language], learnt if whole.ruling is Ruling.BETTER else None


def _known_words(rows: Sequence[Row]) -> list[Row]:
    """Drop what stands in too few texts."""
    counts: dict[str, int] = {}
    for row in rows:
        for name in row.features:
            counts[name] = counts.get(name, 0) + 1
    return [
        Row(
            {name: value for name, value in row.features.items() if counts[name] >= _FEWEST},
            row.offsets,
            row.target,
            row.weight,
        )
        for row in rows
    ]


def _shuffled(rows: Sequence[Row]) -> list[Row]:
    """Deal the rows out evenly, the same way every time: rows in the order of their texts would teach in bursts."""
    stride = 7919
    return [rows[(place * stride) % len(rows)] for place in range(len(rows))] if len(rows) % stride else list(rows)


def _outcome(shown: _Shown, used: Known, learnt: Known) -> Outcome:
    before, after = chances(shown.row, used), chances(shown.row, learnt)
    target = shown.row.target
    return Outcome(
        shown.row.weight,
        _answer(before) == target,
        _answer(after) == target,
        loss(before, target),
        loss(after, target),
    )


def _answer(probabilities: Sequence[float]) -> int:
    if len(probabilities) == 1:
        return 0 if probabilities[0] >= 0.5 else 1
    return max(range(len(probabilities)), key=lambda place: probabilities[place])


def _figures(
    task: str,
    language: str,
    shown: Sequence[_Shown],
    held: Sequence[tuple[_Shown, Outcome]],
    used: Known,
    learnt: Known,
) -> Figures:
    labels = sum(each.person for each in shown)
    if not held:
        return Figures(task=task, language=language, labels=labels, held=0)
    outcomes = [outcome for _, outcome in held]
    whole = sum(outcome.weight for outcome in outcomes)

    def mean(values: Sequence[float]) -> float:
        pairs = zip(outcomes, values, strict=True)
        return round(sum(outcome.weight * value for outcome, value in pairs) / whole, 4)

    rows = [each.row for each, _ in held]
    truths = [str(row.target) for row in rows]
    return Figures(
        task=task,
        language=language,
        labels=labels,
        held=len(held),
        right_before=mean([each.right_before for each in outcomes]),
        right_after=mean([each.right_after for each in outcomes]),
        f1_before=round(macro_f1(truths, [str(_answer(chances(row, used))) for row in rows]), 4),
        f1_after=round(macro_f1(truths, [str(_answer(chances(row, learnt))) for row in rows]), 4),
        loss_before=mean([each.loss_before for each in outcomes]),
        loss_after=mean([each.loss_after for each in outcomes]),
        ruling=ruling(outcomes),
    )
