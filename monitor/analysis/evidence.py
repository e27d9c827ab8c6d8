"""Which words decided a verdict, in the offsets of the original text."""

from monitor.analysis.reading import Reading
from monitor.analysis.tokens import Tokens
from monitor.domain.assessments import Evidence

_SHOWN: int = 3
_VERDICTS = {"valence": "sentiment", "cue": "complaint", "threat": "urgency"}


def gathered(reading: Reading, tokens: Tokens) -> tuple[Evidence, ...]:
    """Return the weightiest findings of each verdict, at most three each."""
    chosen: list[tuple[str, int, int, float]] = []
    for section, verdict in _VERDICTS.items():
        found = [item for item in reading.found if item.section == section]
        found.sort(key=lambda item: -abs(item.weight))
        chosen += [(verdict, item.first, item.last, item.weight) for item in found[:_SHOWN]]
    if not chosen:
        return ()
    places = tokens.spans(sorted({place for _, first, last, _ in chosen for place in (first, last)}))
    return tuple(
        Evidence(verdict, places[first][0], places[last][1], round(weight, 3))
        for verdict, first, last, weight in chosen
    )
