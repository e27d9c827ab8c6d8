"""Fits weights that are added to given log-odds: logistic regression with an offset, in plain Python.

The service has no numpy, and a brand has hundreds of labels, not millions. AdaGrad (Duchi, Hazan and Singer 2011) over
rows in a fixed order: the same rows give the same weights to the last digit.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import Final

from monitor.analysis.brand.features import Features

_EPOCHS: Final = 10
_STEP: Final = 0.1
_SHRINK: Final = 16.0
_MOST_SHRINK: Final = 0.05
"""How strongly a weight is drawn back to nothing each time it is seen: the less, the more rows there are."""
_LEAST: Final = 1e-3
"""A weight below which a feature is dropped; kept weights have four decimals: more would only fill the database."""

Weights = dict[str, list[float]]
Known = Mapping[str, Sequence[float]]
"""Weights that are read, not changed."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Row:
    """One example: what it holds, the log-odds of each class without us, its class (one beyond the last = none)."""

    features: Features
    offsets: tuple[float, ...]
    target: int
    weight: float = 1.0


def fit(rows: Sequence[Row], tell: Progress | None = None) -> Weights:
    """Return feature → one weight for each class.

    One class: a yes-or-no question. Several: exactly one of them is right (softmax).
    """
    weights: Weights = {}
    grown: Weights = {}
    shrink = min(_MOST_SHRINK, _SHRINK / max(1, len(rows)))
    for epoch in range(_EPOCHS):
        for row in rows:
            wrong = [p - (place == row.target) for place, p in enumerate(chances(row, weights))]
            _step((weights, grown), row, wrong, shrink)
        if tell:
            tell(epoch + 1, _EPOCHS)
    kept = {name: found for name, found in weights.items() if max(map(abs, found)) > _LEAST}
    return {name: [round(weight, 4) for weight in found] for name, found in kept.items()}


def _step(state: tuple[Weights, Weights], row: Row, wrong: Sequence[float], shrink: float) -> None:
    weights, grown = state
    classes = len(wrong)
    for name, value in row.features.items():
        found = weights.get(name)
        if found is None:
            found, squares = weights.setdefault(name, [0.0] * classes), grown.setdefault(name, [0.01] * classes)
        else:
            squares = grown[name]
        for place in range(classes):
            slope = row.weight * (wrong[place] * value + shrink * found[place])
            squares[place] += slope * slope
            found[place] -= _STEP * slope / sqrt(squares[place])


def added(features: Features, weights: Known, classes: int) -> list[float]:
    """Return what the weights add to the log-odds of each class."""
    total = [0.0] * classes
    for name, value in features.items():
        found = weights.get(name)
        if found is not None:
            for place in range(classes):
                total[place] += found[place] * value
    return total


def chances(row: Row, weights: Known) -> list[float]:
    """Return the probability of each class."""
    odds = [a + b for a, b in zip(row.offsets, added(row.features, weights, len(row.offsets)), strict=True)]
    return of_odds(odds)


def of_odds(odds: Sequence[float]) -> list[float]:
    """Return probabilities: by themselves for one class, adding up to 1 for several."""
    if len(odds) == 1:
        return [1.0 / (1.0 + exp(-max(-30.0, min(30.0, odds[0]))))]
    top = max(odds)
    powers = [exp(each - top) for each in odds]
    whole = sum(powers)
    return [power / whole for power in powers]


def loss(probabilities: Sequence[float], target: int) -> float:
    """Return the logarithmic loss; `target` beyond the last class = none of them."""
    if len(probabilities) == 1:
        right = probabilities[0] if target == 0 else 1.0 - probabilities[0]
    else:
        right = probabilities[target]
    return -log(max(right, 1e-9))
