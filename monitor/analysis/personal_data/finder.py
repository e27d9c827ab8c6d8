"""All recognisers over one text, and one answer where they overlap."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from monitor.analysis.personal_data import email, iban, national_id, numbers
from monitor.analysis.personal_data.hits import Hit
from monitor.domain.assessments import PersonalDataSpan
from monitor.domain.writing.folding import View, view_of

_DIGIT: Final = re.compile("[0-9]")
_WORDED: Final[tuple[Callable[[View], Iterator[Hit]], ...]] = (email.recognise,)
_NUMBERED: Final[tuple[Callable[[View], Iterator[Hit]], ...]] = (
    numbers.recognise,
    iban.recognise,
    national_id.recognise,
)


def find_personal_data(text: str) -> tuple[PersonalDataSpan, ...]:
    """Find personal data in a text.

    Spans are sorted, do not overlap, and count Unicode code points of the text as given; scores are 0..1. Where two
    recognisers claim the same characters the surer one wins, then the longer find.
    """
    view = view_of(text)
    hits = [hit for recognise in _WORDED for hit in recognise(view)]
    if _DIGIT.search(view.low):
        hits += (hit for recognise in _NUMBERED for hit in recognise(view))
    return tuple(_placed(hit, view) for hit in _resolved(hits)) if hits else ()


def _placed(hit: Hit, view: View) -> PersonalDataSpan:
    start, end = view.locate(hit.start, hit.end)
    return PersonalDataSpan(hit.type, start, end, round(hit.score, 2))


def _resolved(hits: Iterable[Hit]) -> list[Hit]:
    """Keep the surest of overlapping finds, in the order of the text."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (-hit.score, hit.start - hit.end, hit.start)):
        if all(hit.end <= other.start or hit.start >= other.end for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)
