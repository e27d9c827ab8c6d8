"""The tasks that texts are labelled for: what was true, what the analysers answered, and the figures of that."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from monitor.analysis.evaluation.labelled import CALM, Labelled
from monitor.analysis.evaluation.measures import (
    accuracy,
    average_precision,
    brier,
    calibration_error,
    macro_f1,
    share,
)
from monitor.domain.assessments import Assessment

_SHORT: Final = {"negative": "neg", "positive": "pos", "neutral": "neu", "unsure": "neu"}
_COMPLAINS: Final = 0.5
_PRESSING: Final = 2
"""Urgency from which somebody has to look soon."""
_SHORT_TEXT: Final = 40


class Heard(NamedTuple):
    """What was labelled, and what the analysers said of it."""

    rows: Sequence[Labelled]
    found: Sequence[Assessment]


Measure = Callable[[Heard], dict[str, float]]


def looked_for(task: str, heard: Heard) -> list[bool]:
    """Return for each text whether it is what the task looks for; of a language, whether it was told rightly."""
    if task == "language":
        return [row.lang == item.language.code for row, item in zip(heard.rows, heard.found, strict=True)]
    wanted = _WANTED.get(task)
    return [wanted(row.label or "") for row in heard.rows] if wanted else []


def promised(task: str, heard: Heard) -> list[float]:
    """Return how likely each text was called what is looked for; nothing for tasks that promise no probability.

    Below zero a mood's score is the probability of "negative", hardly moved by that of "positive".
    """
    likelihood = _LIKELIHOODS.get(task)
    return [likelihood(item) for item in heard.found] if likelihood else []


_WANTED: Final[dict[str, Callable[[str], bool]]] = {
    "sentiment": lambda label: label == "neg",
    "complaint": lambda label: label == "complaint",
    "threat": lambda label: label != CALM,
}
_LIKELIHOODS: Final[dict[str, Callable[[Assessment], float]]] = {
    "sentiment": lambda item: max(0.0, -item.sentiment.score),
    "complaint": lambda item: item.complaint.score,
    "language": lambda item: min(1.0, item.language.confidence),
}


def _mood_figures(heard: Heard) -> dict[str, float]:
    truths, answers = pairs("sentiment", heard)
    negative, likely = looked_for("sentiment", heard), promised("sentiment", heard)
    ranked = average_precision(negative, [-item.sentiment.score for item in heard.found])
    return {
        "AP": ranked,
        "macro-F1": macro_f1(truths, answers),
        "ECE": calibration_error(negative, likely),
        "Brier": brier(negative, likely),
    }


def _complaint_figures(heard: Heard) -> dict[str, float]:
    truths, scores = looked_for("complaint", heard), promised("complaint", heard)
    told = [score >= _COMPLAINS for score in scores]
    return {
        "AP": average_precision(truths, scores),
        **_found(truths, told),
        "ECE": calibration_error(truths, scores),
        "Brier": brier(truths, scores),
    }


def _found(truths: Sequence[bool], told: Sequence[bool]) -> dict[str, float]:
    both = sum(truth and answer for truth, answer in zip(truths, told, strict=True))
    return {"recall": share(both, sum(truths)), "precision": share(both, sum(told))}


def _act_figures(heard: Heard) -> dict[str, float]:
    truths, answers = pairs("act", heard)
    return {"macro-F1": macro_f1(truths, answers), "accuracy": accuracy(truths, answers)}


def _urgency_figures(heard: Heard) -> dict[str, float]:
    truths, answers = pairs("urgency", heard)
    gaps = [abs(int(truth) - int(answer)) for truth, answer in zip(truths, answers, strict=True)]
    pressing = [int(truth) >= _PRESSING for truth in truths]
    told = [int(answer) >= _PRESSING for answer in answers]
    return {
        "accuracy": accuracy(truths, answers),
        "one level off at most": share(sum(gap <= 1 for gap in gaps), len(gaps)),
        **_found(pressing, told),
    }


def _threat_figures(heard: Heard) -> dict[str, float]:
    truths, answers = pairs("threat", heard)
    named = [truth == answer for truth, answer in zip(truths, answers, strict=True) if truth != CALM]
    found = _found(looked_for("threat", heard), [answer != CALM for answer in answers])
    return {**found, "named right": share(sum(named), len(named))}


def _language_figures(heard: Heard) -> dict[str, float]:
    right = looked_for("language", heard)
    short = [ok for row, ok in zip(heard.rows, right, strict=True) if len(row.text) <= _SHORT_TEXT]
    by_lang = {
        f"recall {lang}": share(
            sum(ok for row, ok in zip(heard.rows, right, strict=True) if row.lang == lang),
            sum(row.lang == lang for row in heard.rows),
        )
        for lang in sorted({row.lang for row in heard.rows})
    }
    return {
        "accuracy": share(sum(right), len(right)),
        f"up to {_SHORT_TEXT} characters": share(sum(short), len(short)),
        **by_lang,
        "ECE": calibration_error(right, promised("language", heard)),
    }


MEASURES: Final[dict[str, Measure]] = {
    "sentiment": _mood_figures,
    "complaint": _complaint_figures,
    "act": _act_figures,
    "urgency": _urgency_figures,
    "threat": _threat_figures,
    "language": _language_figures,
}
"""Task → its figures by name."""


def pairs(task: str, heard: Heard) -> tuple[list[str], list[str]]:
    """Return the truths and the answers of a task, as labels."""
    answer = _ANSWERS[task]
    truths = [row.lang if row.label is None else row.label for row in heard.rows]
    if task == "complaint":
        truths = ["complaint" if truth == "complaint" else "other" for truth in truths]
    return truths, [answer(item) for item in heard.found]


_ANSWERS: Final[dict[str, Callable[[Assessment], str]]] = {
    "sentiment": lambda item: _SHORT[item.sentiment.label],
    "complaint": lambda item: "complaint" if item.complaint.score >= _COMPLAINS else "other",
    "act": lambda item: item.act.label,
    "urgency": lambda item: str(item.urgency.level),
    "threat": lambda item: item.urgency.threat or CALM,
    "language": lambda item: item.language.code,
}
