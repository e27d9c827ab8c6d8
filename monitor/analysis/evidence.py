"""Which words decided a verdict, in the offsets of the original text."""

from typing import Final

from monitor.analysis.reading import Found, Reading
from monitor.analysis.rounding import rounded
from monitor.analysis.tokens import Tokens
from monitor.domain.assessments import Evidence

_SHOWN: Final = 3
_STEPS: Final = 1e3
"""Of a weight that is shown, to one."""


def gathered(reading: Reading, tokens: Tokens) -> tuple[Evidence, ...]:
    """Return the weightiest findings of each verdict, at most three each."""
    if not (reading.valences or reading.cues or reading.threats):
        return ()
    shown = _shown("sentiment", _weightiest(reading.valences), tokens)
    shown += _shown("complaint", reading.cues[:_SHOWN], tokens)
    if reading.threats:
        shown += _shown("urgency", _weightiest(reading.threats), tokens)
    return tuple(shown)


def _shown(verdict: str, found: list[Found], tokens: Tokens) -> list[Evidence]:
    shown = []
    for item in found:
        start, end = tokens.span(item.first, item.last)
        shown.append(Evidence(verdict, start, end, rounded(item.weight, _STEPS)))
    return shown


def _weightiest(found: list[Found]) -> list[Found]:
    if len(found) <= _SHOWN:
        return found
    return sorted(found, key=_size)[:_SHOWN]


def _size(item: Found) -> float:
    return -abs(item.weight)
