"""Which words decided a verdict, in the offsets of the original text."""

from typing import Final

from monitor.analysis.reading import Found, Reading
from monitor.analysis.tokens import Tokens
from monitor.domain.assessments import Evidence

_SHOWN: Final = 3


def gathered(reading: Reading, tokens: Tokens) -> tuple[Evidence, ...]:
    """Return the weightiest findings of each verdict, at most three each."""
    chosen = [("sentiment", item) for item in _weightiest(reading.valences)]
    chosen += [("complaint", item) for item in reading.cues[:_SHOWN]]
    chosen += [("urgency", item) for item in _weightiest(reading.threats)]
    if not chosen:
        return ()
    wanted = {place for _, item in chosen for place in item[:2]}
    places = tokens.spans(sorted(wanted))
    return tuple(
        [
            Evidence(verdict, places[first][0], places[last][1], round(weight, 3))
            for verdict, (first, last, weight, _) in chosen
        ]
    )


def _weightiest(found: list[Found]) -> list[Found]:
    if len(found) <= _SHOWN:
        return found
    return sorted(found, key=_size)[:_SHOWN]


def _size(item: Found) -> float:
    return -abs(item.weight)
