"""Figures that are shown are rounded, so that they do not promise more than they hold."""

from math import floor


def rounded(value: float, steps: float = 1e4) -> float:
    """Return a value to the nearest of so many steps to one: what `round` does, in a fraction of its time."""
    return floor(value * steps + 0.5) / steps
