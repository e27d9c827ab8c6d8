"""Puts parts together: fresh variants, within the limit, shortened by leaving out what can be left out."""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import islice, product
from operator import and_

from responders.composer.rendering import Line, plain, shaped

_WORD = re.compile(r"\w{6,}")  # shorter words may well come twice
_MOST = 1000
"""Combinations of variants that are looked through for one that others have not read."""


@dataclass(frozen=True, slots=True)
class Part:
    """A place in the text with its rendered variants. `spare`: the lower, the sooner left out; None = never."""

    name: str
    lines: tuple[Line, ...]
    spare: int | None = None
    repeats: bool = False  # a signature may stand under every answer


def assemble(
    parts: Sequence[Part],
    *,
    fits: Callable[[str], bool],
    earlier: Sequence[str],
    salt: str,
    lately: Sequence[str] = (),
    separator: str = " ",
) -> str | None:
    """Return a text no earlier one shares a line with, or None when every line has been said or nothing fits.

    Variants are turned by the salt, so that one case reads the same each time and two cases differ. No text is put
    together as others read it `lately` (newest first); where every way has been used, it is the one longest ago.
    """
    said = [plain(text) for text in earlier]
    fresh = [_fresh(part, said, salt) for part in parts]
    if any(not part.lines and part.spare is None for part in fresh):
        return None
    left = [part for part in fresh if part.lines]
    for kept in _ever_shorter(left):
        for picked in _ways(kept, lately):
            text = separator.join(line.text for line in picked)
            if fits(text):
                return text
    return None


def _ways(parts: Sequence[Part], others: Sequence[str]) -> list[Sequence[Line]]:
    """Ways to put the parts together, the best first: no word twice, and never read by others, or longest ago."""
    usual: list[Sequence[Line]] = [_varied(parts), [_shortest(part) for part in parts]]
    if not others:
        return usual
    readers = {line: _readers(line, others) for part in parts for line in part.lines}
    ways = [usual[0], *islice(product(*(part.lines for part in parts)), _MOST), usual[1]]
    return sorted(
        ways,
        key=lambda way: (_repeats_a_word(way), _newest(reduce(and_, (readers[line] for line in way)), len(others))),
    )


def _readers(line: Line, others: Sequence[str]) -> int:
    """A bit for each of the others' texts that holds the line; the lowest is the newest."""
    found = shaped(line.shape)
    return sum(1 << place for place, text in enumerate(others) if found.search(text))


def _newest(readers: int, count: int) -> int:
    """How lately somebody read it: 0 for nobody, the more the newer."""
    return count - ((readers & -readers).bit_length() - 1) if readers else 0


def _fresh(part: Part, said: Sequence[str], salt: str) -> Part:
    turn = int.from_bytes(hashlib.sha256(f"{salt}|{part.name}".encode()).digest()[:4], "big")
    lines = part.lines[turn % len(part.lines) :] + part.lines[: turn % len(part.lines)] if part.lines else ()
    if not part.repeats:
        lines = tuple(line for line in lines if not any(line.own in text for text in said))
    return Part(part.name, lines, part.spare)


def _ever_shorter(parts: Sequence[Part]) -> list[list[Part]]:
    order = sorted({part.spare for part in parts if part.spare is not None})
    cuts = [None, *order]
    return [[part for part in parts if cut is None or part.spare is None or part.spare > cut] for cut in cuts]


def _varied(parts: Sequence[Part]) -> list[Line]:
    """The first line of each part; another one where it would repeat a word of the lines before it."""
    picked: list[Line] = []
    for part in parts:
        used = {word for line in picked for word in _WORD.findall(line.text.casefold())}
        picked.append(
            next((line for line in part.lines if used.isdisjoint(_WORD.findall(line.text.casefold()))), part.lines[0])
        )
    return picked


def _repeats_a_word(lines: Sequence[Line]) -> bool:
    words = [word for line in lines for word in set(_WORD.findall(line.text.casefold()))]
    return len(set(words)) < len(words)


def _shortest(part: Part) -> Line:
    return min(part.lines, key=lambda line: len(line.text))
