"""Numbers written in words, seen by the number recognisers as if they were written in digits."""

from typing import Final

from monitor.domain.writing.folding import View
from monitor.domain.writing.number_words import NUMBER_WORDS, spelled_numbers, spells_a_number

_HEADS: Final = frozenset(word[:4] for word in NUMBER_WORDS)
_FEWEST_KINDS: Final = 2


def respelled(view: View) -> View | None:
    """Give the text with its spelled numbers as digits; None when no stretch of number words is long enough.

    Every digit points back at the whole stretch it came from, so a find covers all the words.
    """
    if len(view.heads & _HEADS) < _FEWEST_KINDS or len(NUMBER_WORDS.intersection(view.words)) < _FEWEST_KINDS:
        return None
    if not spells_a_number(view.words):
        return None
    numbers = list(spelled_numbers(view.low))
    if not numbers:
        return None
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for digits, start, end in numbers:
        plain = range(done, start)
        pieces += (view.cased[done:start], digits)
        starts += (*plain, *(start for _ in digits))
        ends += (*(place + 1 for place in plain), *(end for _ in digits))
        done = end
    rest = range(done, len(view.cased))
    pieces.append(view.cased[done:])
    starts += rest
    ends += (place + 1 for place in rest)
    return _rebased(View(view.original, "".join(pieces), starts, ends), view)


def _rebased(derived: View, base: View) -> View:
    """Lead the derived view's places through the base view back to the original."""
    if derived.starts is None or derived.ends is None or base.starts is None:
        return derived
    spans = [base.locate(start, end) for start, end in zip(derived.starts, derived.ends, strict=True)]
    return View(base.original, derived.cased, [start for start, _ in spans], [end for _, end in spans])
