"""How well the analysers do on labelled texts, per source and language, with and without diacritics.

Figures: AP is the average precision of "negative" (or "complaint", or a threat) as a ranking; macro-F1 is over
negative, neutral and positive, where "unsure" counts as neutral; calibration is the expected gap between what was
promised and what happened, in ten bins (Naeini et al. 2015). No library is needed for any of them.
"""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from monitor.analysis.analyser import Analyser, Models, load_models
from monitor.analysis.tokens import fold
from monitor.domain.assessments import Assessment
from monitor.domain.errors import BadPayload

_SHORT: Final = {"negative": "neg", "positive": "pos", "neutral": "neu", "unsure": "neu"}
_MOODS: Final = frozenset({"neg", "neu", "pos"})
_BINS: Final = 10


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled text; `source` is what stands before the colon of its id, or the stem of its file."""

    source: str
    lang: str
    text: str
    label: str | None


@dataclass(frozen=True, slots=True)
class Result:
    """Figures of one source: what was ranked or told apart, plain and folded."""

    source: str
    lang: str
    task: str  # "sentiment", "complaint" or "language"
    texts: int
    plain: dict[str, float]
    folded: dict[str, float]
    confusion: dict[str, int] = field(default_factory=dict)  # "truth>answer" → texts
    per_second: float = 0.0


@dataclass(frozen=True, slots=True)
class Report:
    """What was trained or evaluated, ready to print and to save."""

    results: tuple[Result, ...]
    notes: tuple[str, ...] = ()

    def as_json(self) -> str:
        """Return the report as one JSON document."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    def as_markdown(self) -> str:
        """Return the report as a table for people."""
        lines = [*(f"{note}\n" for note in self.notes)]
        if self.results:
            lines.append("| set | language | task | texts | figures | without diacritics | texts/s |")
            lines.append("|---|---|---|---|---|---|---|")
        lines += [_row(result) for result in self.results]
        return "\n".join(lines) + "\n"


def evaluate(files: Sequence[Path], models: Path | None = None) -> Report:
    """Judge every text of labelled JSON lines (`lang`, `text`, `label`) and compare.

    Labels neg/neu/pos ask for sentiment, complaint/other for complaints, none at all for the language.
    Raises BadPayload naming file and line, Misconfigured when `models` is no folder with models.
    """
    analyser = Analyser(finder=_nothing, models=load_models(models))
    return Report(tuple(result for path in files for result in _of_file(read(path), analyser)))


def evaluate_models(rows: Iterable[Labelled], models: Models) -> Report:
    """Judge labelled texts by models that need not be on disk."""
    by_source: dict[str, list[Labelled]] = {}
    for row in rows:
        by_source.setdefault(row.source, []).append(row)
    analyser = Analyser(finder=_nothing, models=models)
    return Report(tuple(result for found in by_source.values() for result in _of_file(found, analyser)))


def read(path: Path) -> list[Labelled]:
    """Read labelled texts from JSON lines.

    Raises BadPayload naming file and line.
    """
    with path.open(encoding="utf-8") as lines:
        return [_labelled(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _labelled(path: Path, number: int, line: str) -> Labelled:
    try:
        row = json.loads(line)
        label = row.get("label")
        source, colon, _ = str(row.get("id", "")).partition(":")
        return Labelled(source if colon and label else path.stem, str(row["lang"]), str(row["text"]), label)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadPayload(f"{path.name} line {number} is no labelled text: it needs lang and text") from error


def _nothing(_: str) -> tuple[()]:
    return ()


def _of_file(rows: list[Labelled], analyser: Analyser) -> Iterator[Result]:
    labels = {row.label for row in rows}
    task, figures = _task(labels)
    if figures is None or not rows:
        return
    began = time.perf_counter()
    plain = [analyser.assess(row.text) for row in rows]
    seconds = time.perf_counter() - began
    folded = [analyser.assess(fold(row.text)) for row in rows]
    langs = Counter(row.lang for row in rows)
    yield Result(
        rows[0].source,
        "+".join(sorted(langs)),
        task,
        len(rows),
        figures(rows, plain),
        figures(rows, folded),
        _confusion(rows, plain, task),
        len(rows) / seconds,
    )


Figures = Callable[[Sequence[Labelled], Sequence[Assessment]], dict[str, float]]


def _task(labels: set[str | None]) -> tuple[str, Figures | None]:
    if labels == {None}:
        return "language", _language_figures
    if "neg" in labels and labels <= _MOODS:
        return "sentiment", _mood_figures
    if "complaint" in labels:
        return "complaint", _complaint_figures
    return "", None


def _language_figures(rows: Sequence[Labelled], found: Sequence[Assessment]) -> dict[str, float]:
    right = [row.lang == item.language.code for row, item in zip(rows, found, strict=True)]
    short = [ok for row, ok in zip(rows, right, strict=True) if len(row.text) <= 40]
    return {"accuracy": sum(right) / len(right), "up to 40 characters": sum(short) / max(1, len(short))}


def _mood_figures(rows: Sequence[Labelled], found: Sequence[Assessment]) -> dict[str, float]:
    truths = [row.label or "" for row in rows]
    answers = [_SHORT[item.sentiment.label] for item in found]
    negative = [truth == "neg" for truth in truths]
    return {
        "AP": average_precision(negative, [-item.sentiment.score for item in found]),
        "macro-F1": macro_f1(truths, answers),
    }


def _complaint_figures(rows: Sequence[Labelled], found: Sequence[Assessment]) -> dict[str, float]:
    truths = [row.label == "complaint" for row in rows]
    scores = [item.complaint.score for item in found]
    return {"AP": average_precision(truths, scores), "calibration": calibration_error(truths, scores)}


def _confusion(rows: Sequence[Labelled], found: Sequence[Assessment], task: str) -> dict[str, int]:
    if task == "sentiment":
        pairs = [(row.label, _SHORT[item.sentiment.label]) for row, item in zip(rows, found, strict=True)]
    elif task == "language":
        pairs = [(row.lang, item.language.code) for row, item in zip(rows, found, strict=True)]
    else:
        answers = ["complaint" if item.complaint.score >= 0.5 else "other" for item in found]
        pairs = [(row.label, answer) for row, answer in zip(rows, answers, strict=True)]
    return dict(sorted(Counter(f"{truth}>{answer}" for truth, answer in pairs).items()))


def average_precision(truths: Sequence[bool], scores: Sequence[float]) -> float:
    """Return the area under precision over recall, ties counted as one step; 0 when nothing is true."""
    order = sorted(zip(scores, truths, strict=True), key=lambda pair: -pair[0])
    positives = sum(truths)
    hits = seen = 0
    total = 0.0
    at = 0
    while at < len(order):
        end = at
        while end < len(order) and order[end][0] == order[at][0]:
            end += 1
        gained = sum(truth for _, truth in order[at:end])
        hits += gained
        seen = end
        total += gained * hits / seen
        at = end
    return total / positives if positives else 0.0


def macro_f1(truths: Sequence[str], answers: Sequence[str]) -> float:
    """Return the mean F1 over the classes that occur among the truths."""
    scores = []
    for name in sorted(set(truths)):
        right = sum(t == a == name for t, a in zip(truths, answers, strict=True))
        scores.append(2 * right / (truths.count(name) + answers.count(name)))
    return sum(scores) / len(scores) if scores else 0.0


def calibration_error(truths: Sequence[bool], scores: Sequence[float]) -> float:
    """Return the mean gap between promised probability and observed share, weighted by bin size."""
    bins: dict[int, list[tuple[bool, float]]] = {}
    for truth, score in zip(truths, scores, strict=True):
        bins.setdefault(min(int(score * _BINS), _BINS - 1), []).append((truth, score))
    gaps = [abs(sum(t for t, _ in found) - sum(s for _, s in found)) for found in bins.values()]
    return sum(gaps) / max(1, len(truths))


def _row(result: Result) -> str:
    cells = (
        result.source,
        result.lang,
        result.task,
        str(result.texts),
        _named(result.plain),
        _named(result.folded),
        f"{result.per_second:.0f}",
    )
    return f"| {' | '.join(cells)} |"


def _named(figures: dict[str, float]) -> str:
    return ", ".join(f"{name} {value:.3f}" for name, value in figures.items())
