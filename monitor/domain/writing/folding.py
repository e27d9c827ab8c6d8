"""One normalising pass: the text folded for matching, and the way back to the original's own offsets.

Folding takes away what changes how a text looks but not what it says: case, diacritics, compatibility forms (full
width, styled and circled digits, keycaps, digits of other scripts), invisible characters and the many dashes and
quotes. Letters that merely look like digits are swapped only inside runs that are mostly digits.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

_SAME: Final = {
    **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"),
    **dict.fromkeys(map(ord, "‘’‚‛′`´"), "'"),
    **dict.fromkeys(map(ord, "“”„‟″«»"), '"'),
    0xA0: " ",
    0x2026: ".",
    **dict(zip(map(ord, "łŁđĐøØıİ"), "lLdDoOiI", strict=True)),
}


def _latin() -> dict[int, str]:
    """Letters of Latin-1 and Latin Extended-A that are one base letter with marks."""
    table = {}
    for code in range(0xC0, 0x180):
        base = [c for c in unicodedata.normalize("NFKD", chr(code)) if not unicodedata.combining(c)]
        if len(base) == 1:
            table[code] = base[0]
    return table


_FOLD: Final = _latin() | _SAME
# Everything outside these ranges may change the length of the text when normalised, or is a digit in disguise.
_UNEVEN: Final = re.compile(
    "[^\x00-\x7f\xa0-\xa9\xab\xac\xae-\xb1\xb4-\xb8\xbb\xbf-\u02ff\u0400-\u0482\u048a-\u052f\u2010-\u2027"
    "\u2030-\u203a\u20a0-\u20bf\u2190-\u21ff\u2300-\u23ff\u2500-\u2775\u2794-\u27bf\U0001f300-\U0001faff]"
)
_DISGUISED: Final = re.compile(r"(?<![^\W\d_])[+(0-9oilsbz|озіб][0-9oilsbz|озіб ().\-/]{5,}[0-9oilsbz|озіб](?!\w)")
_LOOKS: Final = str.maketrans("oilsbz|озіб", "01158210316")
_MIXED: Final = re.compile(r"[0-9oilsbz|озіб]+")
_HINT: Final = re.compile(r"[0-9][ ().\-/]{0,2}[oilsbz|озіб]|[oilsbz|озіб][ ().\-/]{0,2}[0-9]")


@lru_cache(maxsize=8192)
def _piece(char: str) -> str:
    """Give what one character contributes to the folded text: nothing, itself, or several characters."""
    if (same := _FOLD.get(ord(char))) is not None:
        return same
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return ""
    if (digit := unicodedata.digit(char, None)) is not None:
        return str(digit)
    plain = unicodedata.normalize("NFKD", char)
    return "".join(c for c in plain if not unicodedata.combining(c)).translate(_FOLD)


@dataclass(frozen=True)
class View:
    """A text folded for matching.

    `cased` keeps capitals, `low` does not; both have the same length. `starts[i]` and `ends[i]` bound, in the
    original, what became character `i`; both are None when nothing moved.
    """

    original: str
    cased: str
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None

    @cached_property
    def low(self) -> str:
        """The folded text in small letters."""
        return self.cased.lower()

    @cached_property
    def digits(self) -> str:
        """`low` with look-alike letters swapped for digits inside runs that are mostly digits."""
        return _unmask_digits(self.low)

    @cached_property
    def words(self) -> frozenset[str]:
        """The distinct words of `low`: cheap gates ask this before any pattern runs."""
        return frozenset(_WORD.findall(self.low))

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original of a span of the folded text."""
        if self.starts is None or self.ends is None or end <= start:
            return start, end
        return self.starts[start], self.ends[end - 1]


_WORD: Final = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """Give only the folded small letters, where the way back is not needed."""
    return view_of(text).low


def view_of(text: str) -> View:
    """Fold a text; linear in its length, and nearly free when it is plain."""
    if text.isascii():
        return View(text, text)
    if _UNEVEN.search(text) is None:
        return View(text, text.translate(_FOLD))
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for index, char in enumerate(text):
        piece = _piece(char)
        if not piece:
            if ends:
                ends[-1] = index + 1
            continue
        pieces.append(piece)
        starts += [index] * len(piece)
        ends += [index + 1] * len(piece)
    return View(text, "".join(pieces), starts, ends)


def _unmask_digits(low: str) -> str:
    if _HINT.search(low) is None:
        return low
    return _DISGUISED.sub(_swap_looks, low)


def _swap_looks(match: re.Match[str]) -> str:
    run = match[0]
    tokens = _MIXED.findall(run)
    real = sum(c.isdigit() for c in run)
    total = sum(map(len, tokens))
    all_hold_digits = all(any(c.isdigit() for c in token) for token in tokens)
    if total < 7 or real * 10 < total * 6 or not all_hold_digits:
        return run
    return _MIXED.sub(lambda token: token[0].translate(_LOOKS), run)
