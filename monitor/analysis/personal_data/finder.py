"""All recognisers over one text, and one answer where they overlap."""

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

_FEWEST_DIGITS: Final = 7
"""Of a phone number; no number recogniser asks for fewer in all."""


class _Recogniser(NamedTuple):
    """A recogniser and when it is worth running.

    `heads`: some word of the text begins so. `prefixed`: or letters stand before some figure. `dashed`: or it has a
    hyphen.
    """

    recognise: Callable[[View], Iterator[Hit]]
    heads: frozenset[str]
    prefixed: bool = False
    dashed: bool = False


_ON_WORDS: Final = (
    _Recogniser(person.recognise, person.HEADS),
    _Recogniser(secret.recognise, secret.HEADS),
    _Recogniser(health.recognise, health.HEADS),
)
_ON_DIGITS: Final = (
    _Recogniser(iban.recognise, iban.HEADS, prefixed=True),
    _Recogniser(national_id.recognise, national_id.HEADS, prefixed=True),
    _Recogniser(parcel.recognise, parcel.HEADS, prefixed=True),
    _Recogniser(tax_id.recognise, tax_id.HEADS, prefixed=True, dashed=True),
    _Recogniser(address.recognise, address.HEADS, prefixed=True, dashed=True),
    _Recogniser(id_document.recognise, id_document.HEADS, prefixed=True),
    _Recogniser(order.recognise, order.HEADS),
    _Recogniser(plate.recognise, plate.HEADS),
    _Recogniser(birth_date.recognise, birth_date.HEADS),
)
_ALL_HEADS: Final = email.HEADS.union(*[r.heads for r in (*_ON_WORDS, *_ON_DIGITS)])


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


def _hits(view: View) -> list[Hit]:
    telling = view.heads & _ALL_HEADS
    found = list(email.recognise(view)) if telling or "@" in view.low else []
    if telling:
        for recognise, heads, _, _ in _ON_WORDS:
            if not telling.isdisjoint(heads):
                found += recognise(view)
    if not view.figures:
        return found
    if sum([end - start for start, end in view.figures]) >= _FEWEST_DIGITS:
        found += numbers.recognise(view)
    has_prefixed, has_dash = bool(view.prefixed), "-" in view.low
    for recognise, heads, prefixed, dashed in _ON_DIGITS:
        if (prefixed and has_prefixed) or (dashed and has_dash) or not telling.isdisjoint(heads):
            found += recognise(view)
    return found


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
