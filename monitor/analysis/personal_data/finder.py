"""All recognisers over one text, and one answer where they overlap."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from monitor.analysis.personal_data import (
    address,
    birth_date,
    email,
    health,
    iban,
    id_document,
    national_id,
    numbers,
    order,
    parcel,
    person,
    plate,
    secret,
    spelled,
    tax_id,
)
from monitor.analysis.personal_data.hits import Hit
from monitor.domain.assessments import PersonalDataSpan
from monitor.domain.writing.folding import View, view_of

_DIGIT: Final = re.compile("[0-9]")


class _Recogniser(NamedTuple):
    """A recogniser and when it is worth running: some word of the text begins so (None = always)."""

    recognise: Callable[[View], Iterator[Hit]]
    heads: frozenset[str] | None = None


_ON_WORDS: Final = (
    _Recogniser(person.recognise, person.HEADS),
    _Recogniser(secret.recognise, secret.HEADS),
    _Recogniser(health.recognise, health.HEADS),
)
_ON_DIGITS: Final = (
    _Recogniser(numbers.recognise),
    _Recogniser(iban.recognise),
    _Recogniser(national_id.recognise),
    _Recogniser(parcel.recognise),
    _Recogniser(tax_id.recognise),
    _Recogniser(address.recognise),
    _Recogniser(id_document.recognise),
    _Recogniser(order.recognise, order.HEADS),
    _Recogniser(plate.recognise, plate.HEADS),
    _Recogniser(birth_date.recognise, birth_date.HEADS),
)


def find_personal_data(text: str) -> tuple[PersonalDataSpan, ...]:
    """Find personal data in a text.

    Spans are sorted, do not overlap, and count Unicode code points of the text as given; scores are 0..1. Where two
    recognisers claim the same characters the surer one wins, then the longer find.
    """
    view = view_of(text)
    spans = [_placed(hit, view) for hit in _hits(view)]
    if (respelled := spelled.respelled(view)) is not None:
        spans += (_placed(hit, respelled) for hit in numbers.recognise(respelled))
    return tuple(_resolved(spans)) if spans else ()


def _hits(view: View) -> Iterator[Hit]:
    yield from email.recognise(view)
    for recognise, heads in _ON_WORDS:
        if heads is None or not view.heads.isdisjoint(heads):
            yield from recognise(view)
    if _DIGIT.search(view.low) is None:
        return
    for recognise, heads in _ON_DIGITS:
        if heads is None or not view.heads.isdisjoint(heads):
            yield from recognise(view)


def _placed(hit: Hit, view: View) -> PersonalDataSpan:
    start, end = view.locate(hit.start, hit.end)
    return PersonalDataSpan(hit.type, start, end, round(hit.score, 2))


def _resolved(spans: Iterable[PersonalDataSpan]) -> list[PersonalDataSpan]:
    """Keep the surest of overlapping finds, in the order of the text."""
    kept: list[PersonalDataSpan] = []
    starts: list[int] = []
    for span in sorted(spans, key=lambda span: (-span.score, span.start - span.end, span.start)):
        place = bisect_left(starts, span.start)
        free_before = place == 0 or kept[place - 1].end <= span.start
        free_behind = place == len(kept) or span.end <= kept[place].start
        if free_before and free_behind:
            kept.insert(place, span)
            starts.insert(place, span.start)
    return kept
