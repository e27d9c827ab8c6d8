"""Which words of a text decided a verdict of a model that cannot say so itself: leave words out and look again.

The text is cut into a few runs of words; a run decided as much as the score falls without it (Zeiler and Fergus 2014,
on pictures). Up to `MOST` more readings of a text, in one batch.
"""

import re
from collections.abc import Sequence
from typing import Final

from monitor.domain.assessments import Evidence

MOST: Final = 8
"""Runs a text is cut into at most."""
_SHOWN: Final = 3
_TELLING: Final = 0.1
"""Fall of the score below which a run decided nothing."""
_WORD: Final = re.compile(r"\S+")

Span = tuple[int, int]


def runs(text: str) -> list[Span]:
    """Return where the runs of words stand, in order; one word each in a short text."""
    words = [found.span() for found in _WORD.finditer(text)]
    size = max(1, -(-len(words) // MOST))
    groups = [words[at : at + size] for at in range(0, len(words), size)]
    return [(group[0][0], group[-1][1]) for group in groups]


def without(text: str, spans: Sequence[Span]) -> list[str]:
    """Return the text once without each span."""
    return [text[:start] + text[end:] for start, end in spans]


def deciding(score: float, spans: Sequence[Span], left: Sequence[float], verdict: str) -> tuple[Evidence, ...]:
    """Return the runs that decided, the weightiest first; `left` holds the score of the text without each run."""
    sign = 1 if score > 0 else -1
    falls = [((score - other) * sign, span) for other, span in zip(left, spans, strict=True)]
    told = sorted((each for each in falls if each[0] >= _TELLING), key=lambda each: -each[0])[:_SHOWN]
    return tuple(Evidence(verdict, start, end, round(sign * fall, 3)) for fall, (start, end) in told)
