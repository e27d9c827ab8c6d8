"""Runs the analysers over labelled texts, plain and without diacritics, and measures what they said."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from monitor.analysis.analyser import VERSION, Analyser, Models, load_models
from monitor.analysis.evaluation.labelled import Labelled, read
from monitor.analysis.evaluation.measures import calibration_bins, interval, resamples, share
from monitor.analysis.evaluation.results import Report, Result, Standing
from monitor.analysis.evaluation.tasks import MEASURES, Heard, looked_for, pairs, promised
from monitor.analysis.tokens import fold
from monitor.domain.assessments import Surroundings

_NOWHERE: Final = Surroundings()
_UNCERTAIN: Final = ("AP", "macro-F1", "accuracy", "recall", "precision")
"""Figures that get an interval."""


def evaluate(
    files: Sequence[Path], models: Path | None = None, *, standing: Standing = "own", times: int = 0
) -> Report:
    """Judge every text of labelled JSON lines and compare; `times` resamples give the figures 95 % intervals.

    Raises BadPayload naming file and line, Misconfigured when `models` is no folder with models.
    """
    analyser = _listening(load_models(models))
    rows = [row for path in files for row in read(path)]
    return Report(tuple(_results(rows, analyser, times)), analyser=VERSION, standing=standing)


def evaluate_models(rows: Iterable[Labelled], models: Models) -> Report:
    """Judge labelled texts by models that need not be on disk."""
    return Report(tuple(_results(rows, _listening(models), 0)), analyser=VERSION)


def _listening(models: Models) -> Analyser:
    """Return an analyser that does not look for personal data: nothing here is labelled for it."""
    return Analyser(finder=lambda _: (), models=models)


def _results(rows: Iterable[Labelled], analyser: Analyser, times: int) -> Iterator[Result]:
    groups: dict[tuple[str, str, str], list[Labelled]] = {}
    for row in rows:
        if row.task:
            lang = "" if row.task == "language" else row.lang
            groups.setdefault((row.source, lang, row.task), []).append(row)
    for (_, _, task), found in groups.items():
        plain, seconds = _heard(found, analyser)
        folded, _ = _heard(found, analyser, fold)
        for name in _measured(task, found):
            yield _result(name, plain, folded, seconds, times)


def _measured(task: str, rows: Sequence[Labelled]) -> tuple[str, ...]:
    """Return the tasks a group answers: acts tell complaints too, and a set of complaints tells no other acts."""
    if task != "act":
        return (task,)
    labels = {row.label for row in rows}
    told = ("complaint",) if "complaint" in labels else ()
    return told if labels <= {"complaint", "other"} else (*told, "act")


def _heard(rows: Sequence[Labelled], analyser: Analyser, typed: Callable[[str], str] = str) -> tuple[Heard, float]:
    texts = [(typed(row.text), _NOWHERE) for row in rows]
    began = time.perf_counter()
    found = analyser.assess_many(texts)
    return Heard(rows, found), time.perf_counter() - began


def _result(task: str, plain: Heard, folded: Heard, seconds: float, times: int) -> Result:
    wanted, likely = looked_for(task, plain), promised(task, plain)
    return Result(
        plain.rows[0].source,
        "+".join(sorted({row.lang for row in plain.rows})),
        task,
        len(plain.rows),
        MEASURES[task](plain),
        MEASURES[task](folded),
        _confusion(task, plain),
        round(share(len(plain.rows), seconds)),
        0.0 if task == "language" else share(sum(wanted), len(wanted)),
        calibration_bins(wanted, likely) if likely else (),
        _intervals(task, plain, times),
    )


def _confusion(task: str, heard: Heard) -> dict[str, int]:
    counted = Counter(zip(*pairs(task, heard), strict=True))
    return {f"{truth}>{answer}": texts for (truth, answer), texts in sorted(counted.items())}


def _intervals(task: str, heard: Heard, times: int) -> dict[str, tuple[float, float]]:
    measured = [MEASURES[task](_drawn(heard, places)) for places in resamples(len(heard.rows), times)]
    names = [name for name in _UNCERTAIN if measured and name in measured[0]]
    return {name: interval([each[name] for each in measured]) for name in names}


def _drawn(heard: Heard, places: Sequence[int]) -> Heard:
    return Heard([heard.rows[place] for place in places], [heard.found[place] for place in places])
