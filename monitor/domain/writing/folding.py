"""One normalising pass: the text folded for matching, and the way back to the original's own offsets.

Folding takes away what changes how a text looks but not what it says: case, diacritics, compatibility forms (full
width, styled and circled digits, keycaps, digits of other scripts), invisible characters and the many dashes and
quotes. Letters that merely look like digits are swapped only inside runs that are mostly digits.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import islice
from operator import itemgetter
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
_LOOK_ALIKES: Final = "oilsbz|озібοι"
_TOUCHING: Final = frozenset(_LOOK_ALIKES)
_LOOKS: Final = str.maketrans(_LOOK_ALIKES, "0115821031601")
_DISGUISED: Final = re.compile(
    rf"(?<![^\W\d_])[+(0-9{_LOOK_ALIKES}][0-9{_LOOK_ALIKES} ().\-/]{{5,}}[0-9{_LOOK_ALIKES}](?!\w)"
)
_MIXED: Final = re.compile(f"[0-9{_LOOK_ALIKES}]+")
_LETTERS: Final = bytes(code if chr(code) in "abcdefghijklmnopqrstuvwxyz" else 32 for code in range(256))
"""Turns whatever is no small letter into a space; on bytes this is several times as quick as a pattern."""
_LINK: Final = re.compile(r"https?://(?!wa\.me|api\.whatsapp|t\.me|viber)\S+")
_FIGURE: Final = re.compile("[0-9]+")
_PREFIX: Final = re.compile("(?<![a-z0-9])[a-z]{1,5} ?$")
_HEAD: Final = 4
"""How many letters of a word tell which it is."""
_HEAD_OF: Final = itemgetter(slice(_HEAD))
_FEWEST_DIGITS: Final = 7
_FEWEST_REAL: Final = 5  # of seven, six in ten must be real digits
_MOST_FIGURES: Final = 1000
_MOST_LINKS: Final = 12
_ASCII: Final = bytes(range(128))
_ONE_FOR_ONE: Final = frozenset(chr(code) for code, piece in _FOLD.items() if len(piece) == 1)
"""Characters that fold to one other: Lithuanian and Polish letters, dashes, quotes."""
_BACK: Final = 120
_FORWARD: Final = 48
_MOST_KINDS: Final = 24
"""More kinds of unusual characters than this are folded one by one, so that the time stays linear."""


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


@lru_cache(maxsize=4096)
def _beginning(head: str) -> re.Pattern[str]:
    """Where a word begins so; a head of fewer than four letters is the whole word.

    The letters come first and the look behind them second, so that the search runs over plain text.
    """
    return re.compile(rf"{head}(?<![a-z]{head})" + ("(?![a-z])" if len(head) < _HEAD else ""))


class View:
    """A text folded for matching.

    `cased` keeps capitals, `low` does not; both have the same length. `starts[i]` and `ends[i]` bound, in the
    original, what became character `i`; both are None when nothing moved. Everything else is read off on first use,
    with plain attributes rather than `cached_property`, whose lock costs more than most of what is kept here.
    """

    __slots__ = (
        "_digits",
        "_figures",
        "_heads",
        "_prefixed",
        "_words",
        "cased",
        "ends",
        "low",
        "original",
        "starts",
    )

    def __init__(
        self, original: str, cased: str, starts: Sequence[int] | None = None, ends: Sequence[int] | None = None
    ) -> None:
        self.original = original
        self.cased = cased
        self.starts = starts
        self.ends = ends
        self.low = cased.lower()
        self._digits: str | None = None
        self._figures: tuple[tuple[int, int], ...] | None = None
        self._heads: set[str] | None = None
        self._prefixed: tuple[int, ...] | None = None
        self._words: list[str] | None = None

    @property
    def digits(self) -> str:
        """`low` with look-alike letters swapped for digits inside runs that are mostly digits."""
        if self._digits is None:
            self._read_figures()
        return self._digits or ""

    @property
    def figures(self) -> tuple[tuple[int, int], ...]:
        """Where groups of digits stand in `digits`, in order, those of links left out.

        At most the first 1,000, which only a dump of data exceeds.
        """
        if self._figures is None:
            self._read_figures()
        return self._figures or ()

    def _read_figures(self) -> None:
        """Find the groups of digits, and look a second time where letters were swapped for digits."""
        low = self._digits = self.low
        self._figures = _figures_of(low)
        if sum([end - start for start, end in self._figures]) >= _FEWEST_REAL:
            touching = _touching_look_alikes(low, self._figures)
            if touching:
                self._digits = _unmasked(low, touching)
                if self._digits != low:
                    self._figures = _figures_of(self._digits)

    @property
    def prefixed(self) -> tuple[int, ...]:
        """Where one to five letters begin that stand, alone or with one space, before a group of digits."""
        if self._prefixed is None:
            found = [_PREFIX.search(self.low, max(0, start - 7), start) for start, _ in self.figures]
            self._prefixed = tuple([match.start() for match in found if match])
        return self._prefixed

    def places(self, heads: AbstractSet[str]) -> Iterator[int]:
        """Where words begin that begin so; `heads` are at most four letters, as those of `heads`.

        Patterns that begin with a word are matched there, which is far quicker than trying them everywhere.
        """
        low = self.low
        for head in self.heads & heads:
            for match in _beginning(head).finditer(low):
                yield match.start()

    @property
    def words(self) -> list[str]:
        """The words of `low` in order, digits left out."""
        if self._words is None:
            self._words = self.low.encode("ascii", "replace").translate(_LETTERS).decode("ascii").split()
        return self._words

    @property
    def heads(self) -> set[str]:
        """The first four letters of each word: enough to know a label in any of its cases.

        Cheap gates ask this before any pattern runs.
        """
        if self._heads is None:
            self._heads = set(map(_HEAD_OF, self.words))
        return self._heads

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original of a span of the folded text."""
        if self.starts is None or self.ends is None or end <= start:
            return start, end
        return self.starts[start], self.ends[end - 1]


def folded(text: str) -> str:
    """Give only the folded small letters, where the way back is not needed."""
    return view_of(text).low


def view_of(text: str) -> View:
    """Fold a text; linear in its length, and nearly free when it is plain."""
    if text.isascii():
        return View(text, text)
    unusual = _unusual(text)
    if unusual <= _ONE_FOR_ONE:
        cased = text
        for char in unusual:
            cased = cased.replace(char, _FOLD[ord(char)])
        return View(text, cased)
    if len(unusual) > _MOST_KINDS or any(len(_piece(char)) != 1 for char in unusual):
        return _folded_one_by_one(text)
    cased = text
    for char in unusual:
        cased = cased.replace(char, _piece(char))
    return View(text, cased)


def _unusual(text: str) -> set[str]:
    """The characters beyond ASCII; on bytes, because making a set of a long text costs more than all the rest."""
    beyond = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    return set(beyond.decode("utf-8", "surrogatepass"))


def _folded_one_by_one(text: str) -> View:
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for index, char in enumerate(text):
        piece = char if char <= "\x7f" else _piece(char)
        if not piece:
            if ends:
                ends[-1] = index + 1
            continue
        pieces.append(piece)
        for _ in piece:
            starts.append(index)
            ends.append(index + 1)
    return View(text, "".join(pieces), starts, ends)


def _figures_of(low: str) -> tuple[tuple[int, int], ...]:
    if not any(map(low.__contains__, "0123456789")):  # ten plain looks are quicker than one pattern
        return ()
    spans = [match.span() for match in islice(_FIGURE.finditer(low), _MOST_FIGURES)]
    if "://" in low:
        links = [match.span() for match in islice(_LINK.finditer(low), _MOST_LINKS)]
        spans = [span for span in spans if not any(start < span[0] < end for start, end in links)]
    return tuple(spans)


def _unmasked(low: str, figures: Sequence[tuple[int, int]]) -> str:
    """Swap look-alikes for digits, around the figures that touch some."""
    pieces: list[str] = []
    done = 0
    for start, end in _around(figures, low):
        start = max(start, done)  # noqa: PLW2901 - stretches end with a word and may meet
        pieces += (low[done:start], _DISGUISED.sub(_swap_looks, low[start:end]))
        done = max(done, end)
    pieces.append(low[done:])
    return "".join(pieces)


def _around(figures: Sequence[tuple[int, int]], low: str) -> Iterator[tuple[int, int]]:
    begin = end = -1
    for first, last in figures:
        start = max(0, first - _BACK)
        if start > end >= 0:
            yield begin, end
            begin = -1
        if begin < 0:
            begin = start
        stop = low.find(" ", last + _FORWARD)
        end = max(end, len(low) if stop < 0 else stop)
    if begin >= 0:
        yield begin, len(low) if len(figures) == _MOST_FIGURES else end


def _touching_look_alikes(low: str, figures: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    return [
        (start, end)
        for start, end in figures
        if low[end : end + 1] in _TOUCHING or (start and low[start - 1] in _TOUCHING)
    ]


def _swap_looks(match: re.Match[str]) -> str:
    """Swap within stretches of neighbouring groups that all hold a digit; a mere word ends a stretch."""
    run = match[0]
    stretch: list[re.Match[str]] = []
    for token in [*_MIXED.finditer(run), None]:
        if token is not None and any(c.isdigit() for c in token[0]):
            stretch.append(token)
            continue
        if stretch and _reads_as_number("".join(part[0] for part in stretch)):
            start, end = stretch[0].start(), stretch[-1].end()
            run = run[:start] + run[start:end].translate(_LOOKS) + run[end:]
        stretch = []
    return run


def _reads_as_number(letters_and_digits: str) -> bool:
    """Whether enough of the characters are real digits."""
    real = sum(c.isdigit() for c in letters_and_digits)
    return len(letters_and_digits) >= _FEWEST_DIGITS and real * 10 >= len(letters_and_digits) * 6
