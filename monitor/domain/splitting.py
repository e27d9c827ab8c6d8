"""Long texts in parts that a network takes one after another, broken where a reader would pause; pure."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from monitor.domain.mentions import Visibility
from monitor.domain.moves import MoveKind, NetworkRules

MOST_PARTS = 4
"""More messages in a row than this are a letter, and nobody reads them."""
_PAUSE = re.compile(r"\s+")
_CLOSING = "\"'”’»)]"
_ABBREVIATION = re.compile(r"(?:^|[\s(])[^\W\d_]{1,3}\.$")
"""A short word with a full stop is no end of a sentence: nr., tel., ul., p."""


@dataclass(frozen=True, slots=True)
class _Break:
    """White space where a text may be broken; the higher `strength`, the better a place."""

    start: int
    end: int
    strength: int


def limit_of(move: MoveKind, rules: NetworkRules) -> int:
    """The network's own limit for one text of this move."""
    return rules.private_limit if move.visibility is Visibility.PRIVATE else rules.public_limit


def parts_of(text: str, move: MoveKind, rules: NetworkRules, *, threads: bool = False) -> tuple[str, ...]:
    """The texts in which the move would go out; none when it cannot, for it is too long by the network's count.

    Messages follow one another; a private reply is one, as no other may follow it. Public replies are one each, unless
    `threads` lets a reply to our own reply go on.
    """
    limit = limit_of(move, rules)

    def fits(part: str) -> bool:
        return rules.measure(part) <= limit

    if fits(text):
        return (text,)
    may = move is MoveKind.MESSAGE or (threads and rules.threads and move is MoveKind.PUBLIC_REPLY)
    parts = tuple(_parts(text.strip(), fits)) if may else ()
    twice = len(set(parts)) < len(parts)  # the second could not be told from the first when looked up
    whole = all(fits(part) for part in parts) and len(parts) <= MOST_PARTS
    return parts if whole and not twice else ()


def _parts(text: str, fits: Callable[[str], bool]) -> Iterator[str]:
    while not fits(text):
        place = _place(text, fits)
        if place is None:
            break
        yield text[: place.start].rstrip()
        text = text[place.end :].lstrip()
    yield text


def _place(text: str, fits: Callable[[str], bool]) -> _Break | None:
    """The strongest break in the last two thirds of what fits, the last of its strength; else the last of all."""
    places = [
        _Break(gap.start(), gap.end(), _strength(text, gap.start(), gap.end()))
        for gap in _PAUSE.finditer(text)
        if gap.start() > 0 and fits(text[: gap.start()])
    ]
    if not places:
        return None
    late = [place for place in places if place.start * 3 >= places[-1].start]
    return max(late, key=lambda place: (place.strength, place.start))


def _strength(text: str, start: int, end: int) -> int:
    lines = text[start:end].count("\n")
    if lines:
        return 4 if lines > 1 else 3
    before, after = text[:start].rstrip(_CLOSING), text[end : end + 1]
    if before.endswith((".", "!", "?", "…")) and not after.islower() and not _ABBREVIATION.search(before):
        return 2
    if before[-1:].isdigit() and after.isdigit():
        return -1  # one number in groups
    return 1 if before.endswith((",", ";", ":", "–", "—")) else 0
