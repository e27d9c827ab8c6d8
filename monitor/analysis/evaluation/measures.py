"""The measures themselves, as plain functions of truths and answers; no library is needed for any of them.

AP is the area under precision over recall, calibration the expected gap between promised probability and observed
share (Naeini et al. 2015), Brier the mean squared gap (Brier 1950); intervals are percentile bootstraps (Efron 1979).
"""

import random
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

BINS: Final = 10
_SEED: Final = 20_240
_OUTSIDE: Final = 0.025
"""Share of the resamples on each side of a 95 % interval."""


class Bin(NamedTuple):
    """One tenth of the probabilities: what was promised there on average, what happened, in how many texts."""

    promised: float
    happened: float
    texts: int


def average_precision(truths: Sequence[bool], scores: Sequence[float]) -> float:
    """Return the area under precision over recall, ties counted as one step; 0 when nothing is true."""
    order = sorted(zip(scores, truths, strict=True), key=lambda pair: -pair[0])
    positives = sum(truths)
    hits = 0
    total = 0.0
    at = 0
    while at < len(order):
        end = at
        while end < len(order) and order[end][0] == order[at][0]:
            end += 1
        gained = sum(truth for _, truth in order[at:end])
        hits += gained
        total += gained * hits / end
        at = end
    return total / positives if positives else 0.0


def macro_f1(truths: Sequence[str], answers: Sequence[str]) -> float:
    """Return the mean F1 over the classes that occur among the truths."""
    scores = [f1(name, truths, answers) for name in sorted(set(truths))]
    return sum(scores) / len(scores) if scores else 0.0


def f1(name: str, truths: Sequence[str], answers: Sequence[str]) -> float:
    """Return the F1 of one class; 0 when it neither occurs nor is answered."""
    both = sum(truth == answer == name for truth, answer in zip(truths, answers, strict=True))
    return share(2 * both, truths.count(name) + answers.count(name))


def accuracy(truths: Sequence[str], answers: Sequence[str]) -> float:
    """Return the share of right answers."""
    return share(sum(truth == answer for truth, answer in zip(truths, answers, strict=True)), len(truths))


def share(part: float, whole: float) -> float:
    """Return part of whole, 0 of nothing."""
    return part / whole if whole else 0.0


def calibration_bins(truths: Sequence[bool], scores: Sequence[float]) -> tuple[Bin, ...]:
    """Return the tenths that hold texts, lowest first; scores are probabilities, 0 to 1."""
    tenths: dict[int, list[tuple[bool, float]]] = {}
    for truth, score in zip(truths, scores, strict=True):
        tenths.setdefault(min(int(score * BINS), BINS - 1), []).append((truth, score))
    return tuple(
        Bin(
            round(sum(score for _, score in found) / len(found), 6),
            round(sum(truth for truth, _ in found) / len(found), 6),
            len(found),
        )
        for _, found in sorted(tenths.items())
    )


def calibration_error(truths: Sequence[bool], scores: Sequence[float]) -> float:
    """Return the mean gap between promised probability and observed share, weighted by bin size."""
    bins = calibration_bins(truths, scores)
    return share(sum(abs(each.happened - each.promised) * each.texts for each in bins), len(truths))


def brier(truths: Sequence[bool], scores: Sequence[float]) -> float:
    """Return the mean squared gap between probability and what happened: 0 is perfect, 0.25 a coin's."""
    return share(sum((score - truth) ** 2 for truth, score in zip(truths, scores, strict=True)), len(truths))


def resamples(count: int, times: int) -> Iterator[list[int]]:
    """Draw the positions of `count` texts with replacement, `times` over; the same draws every time."""
    draw = random.Random(_SEED)  # noqa: S311 - repeatable on purpose
    positions = range(count)
    for _ in range(times):
        yield draw.choices(positions, k=count)


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Return the 95 % interval of a measure from its values over resamples, of which there is at least one."""
    ordered = sorted(values)
    outside = int(len(ordered) * _OUTSIDE)
    return ordered[outside], ordered[-1 - outside]
