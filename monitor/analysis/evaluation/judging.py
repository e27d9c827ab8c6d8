"""Runs the analysers over labelled texts, plain and without diacritics, and measures what they said."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, Protocol

from monitor.analysis.analyser import VERSION, Analyser, Models, load_models
from monitor.analysis.evaluation.labelled import Labelled, read
from monitor.analysis.evaluation.measures import calibration_bins, interval, resamples, share
from monitor.analysis.evaluation.results import Report, Result, Standing
from monitor.analysis.evaluation.tasks import MEASURES, Heard, looked_for, pairs, promised
from monitor.analysis.tokens import fold
from monitor.domain.assessments import Assessment, Surroundings

_NOWHERE: Final = Surroundings()
_DIGITS: Final = 4
_UNCERTAIN: Final = ("AP", "macro-F1", "accuracy", "recall", "precision")
"""Figures that get an interval."""


class Assesses(Protocol):
    """Whatever judges texts; with transformers or without."""

    def assess_many(self, texts: Sequence[tuple[str, Surroundings]]) -> list[Assessment]:
        """Assess texts, in order."""
        ...


def evaluate(
    files: Sequence[Path], models: Path | None = None, *, standing: Standing = "own", times: int = 0
) -> Report:
    """Judge every text of labelled JSON lines by built-in models; see `evaluate_with`.

    Raises Misconfigured when `models` is no folder with models.
    """
    return evaluate_with(listening(load_models(models)), files, version=VERSION, standing=standing, times=times)


def evaluate_with(
    analyser: Assesses, files: Sequence[Path], *, version: str, standing: Standing = "own", times: int = 0
) -> Report:
    """Judge every text of labelled JSON lines and compare; `times` resamples give the figures 95 % intervals.

    Raises BadFile naming file and line.
    """
    rows = [row for path in files for row in read(path)]
    return Report(tuple(_results(rows, analyser, times)), analyser=version, standing=standing)


def evaluate_models(rows: Iterable[Labelled], models: Models) -> Report:
    """Judge labelled texts by models that need not be on disk."""
    return Report(tuple(_results(rows, listening(models), 0)), analyser=VERSION)


def listening(models: Models) -> Analyser:
    """Return an analyser that does not look for personal data: nothing here is labelled for it."""
    return Analyser(finder=lambda _: (), models=models)


def _results(rows: Iterable[Labelled], analyser: Assesses, times: int) -> Iterator[Result]:
    sources: dict[str, list[Labelled]] = {}
    for row in rows:
        if row.task:
            sources.setdefault(row.source, []).append(row)
    for found in sources.values():
        texts = list(dict.fromkeys(row.text for row in found))
        said, per_second = _judged(texts, texts, analyser)
        folded, _ = _judged(texts, [fold(text) for text in texts], analyser)
        for task, group in _groups(found):
            plain = Heard(group, [said[row.text] for row in group])
            yield _result(task, plain, Heard(group, [folded[row.text] for row in group]), per_second, times)


def _judged(texts: Sequence[str], typed: Sequence[str], analyser: Assesses) -> tuple[dict[str, Assessment], float]:
    """Return text → what was said of it as typed, and the texts per second of processor time; each is judged once."""
    began = time.process_time()
    found = analyser.assess_many([(text, _NOWHERE) for text in typed])
    seconds = time.process_time() - began
    return dict(zip(texts, found, strict=True)), share(len(texts), seconds)


def _groups(rows: Iterable[Labelled]) -> Iterator[tuple[str, list[Labelled]]]:
    """Sort the labels of one source by task and language; to tell languages apart they must stay together."""
    groups: dict[tuple[str, str], list[Labelled]] = {}
    for row in rows:
        groups.setdefault((row.task, "" if row.task == "language" else row.lang), []).append(row)
    for (task, _), found in groups.items():
        for name in _measured(task, found):
            yield name, found


def _measured(task: str, rows: Sequence[Labelled]) -> tuple[str, ...]:
    """Return the tasks a group answers: acts tell complaints too, and a set of complaints tells no other acts."""
    if task != "act":
        return (task,)
    labels = {row.label for row in rows}
    told = ("complaint",) if "complaint" in labels else ()
    return told if labels <= {"complaint", "other"} else (*told, "act")


def _result(task: str, plain: Heard, folded: Heard, per_second: float, times: int) -> Result:
    wanted, likely = looked_for(task, plain), promised(task, plain)
    return Result(
        plain.rows[0].source,
        "+".join(sorted({row.lang for row in plain.rows})),
        task,
        len(plain.rows),
        _rounded(MEASURES[task](plain)),
        _rounded(MEASURES[task](folded)),
        _confusion(task, plain),
        round(per_second),
        0.0 if task == "language" else round(share(sum(wanted), len(wanted)), _DIGITS),
        calibration_bins(wanted, likely) if likely else (),
        _intervals(task, plain, times),
        dict(sorted(Counter(item.urgency.threat for item in plain.found if item.urgency.threat).items())),
    )


def _rounded(figures: dict[str, float]) -> dict[str, float]:
    return {name: round(value, _DIGITS) for name, value in figures.items()}


def _confusion(task: str, heard: Heard) -> dict[str, int]:
    counted = Counter(zip(*pairs(task, heard), strict=True))
    return {f"{truth}>{answer}": texts for (truth, answer), texts in sorted(counted.items())}


def _intervals(task: str, heard: Heard, times: int) -> dict[str, tuple[float, float]]:
    measured = [MEASURES[task](_drawn(heard, places)) for places in resamples(len(heard.rows), times)]
    names = [name for name in _UNCERTAIN if measured and name in measured[0]]
    bounds = {name: interval([each[name] for each in measured]) for name in names}
    return {name: (round(low, _DIGITS), round(high, _DIGITS)) for name, (low, high) in bounds.items()}


def _drawn(heard: Heard, places: Sequence[int]) -> Heard:
    return Heard([heard.rows[place] for place in places], [heard.found[place] for place in places])
