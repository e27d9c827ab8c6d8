"""Runs of digits with their separators, the groups they are written in, and the label that speaks for them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from monitor.analysis.personal_data.labels import REACH_BACK, REACH_FORWARD, Label, labels_in
from monitor.domain.writing.folding import View

_SEPARATORS: Final = " ().-/_*~·•"
_FIRST_SYMBOL: Final = "\u2190"
"""Where arrows, signs and emoji begin in Unicode; between groups of digits they part as a space does."""
_WIDEST_GAP: Final = 3
_ATTACHED: Final = re.compile(
    r"(?<![a-z])(?:tel|nr|no|ph|mob|t|m|f|pesel|nip|regon|ak|kod|kodas|pl|lt"
    r"|gb|konto|iban)$"
)
_OWNERS: Final = frozenset("abcdefghijklmnopqrstuvwxyz_#@&=%$€£")
_CONNECTOR: Final = re.compile(
    r"(?:[\s:#.\-=()'\"]|nr|numer\w*|number|num|no|id|code|kod\w*|yra|to|is|jest|was|buvo|my|mano|moj\w*"
    r"|man|mi|me|us|mums|nam|na|on|at|pod|po|prosze|prasau|please|pls|cia|numeriu|tel\b\.?|telefon\w*"
    r"|mez[ae]|zony|mamy|taty|syna|corki|brata|siostry|vyro|zmonos|mamos|tecio|dukros|sunaus)*"
)
_SHORTEST: Final = 7
_DIGITS_OF_DATE: Final = 8  # no label makes a mere date any other number
_DATE: Final = re.compile(
    r"(?<![\d.\-/])(?:[0-3]?\d(?P<by>[./\-])[01]?\d(?P=by)(?:19|20)\d\d|(?:19|20)\d\d(?P<sep>[./\-])[01]\d(?P=sep)[0-3]\d)(?!\d)"
)
_FIGURES_OF_DATE: Final = 3
_MOST_GROUPS: Final = 9
_MOST_RUNS: Final = 400
_LATE: Final = 40
_LONGEST_LABEL: Final = 28


class Group(NamedTuple):
    """Digits written together, or one by one with gaps, and where they stand in the folded text."""

    digits: str
    start: int
    end: int


class Spoken(NamedTuple):
    """The label that speaks for a run: whether it stands after it, and whether only connecting words lie between."""

    label: Label
    after: bool
    tight: bool


class Run:
    """Neighbouring groups of digits.

    `digits` are all of them joined, `shape` the lengths of the groups: 8 612 34567 is (1, 3, 5). `plus` says that an
    international sign stands before; `late` that so many runs went before that this one is judged by its shape alone.
    """

    __slots__ = ("digits", "groups", "late", "plus", "shape", "spoken", "text")

    def __init__(
        self,
        text: str,
        groups: Sequence[Group],
        *,
        plus: bool,
        spoken: Spoken | None = None,
        late: bool = False,
    ) -> None:
        self.text = text
        self.groups = groups
        self.plus = plus
        self.spoken = spoken
        self.late = late
        self.digits = "".join([group.digits for group in groups])
        self.shape = tuple([len(group.digits) for group in groups])

    @property
    def start(self) -> int:
        """Where the first digit stands."""
        return self.groups[0].start

    @property
    def reach(self) -> int:
        """Where the number begins as a reader sees it, with its plus or bracket."""
        place = self.start
        signs = "+(" if ")" in self.text[self.start : self.end] else "+"
        while place > 0 and self.start - place < 3 and self.text[place - 1] in signs:
            place -= 1
        return place

    @property
    def end(self) -> int:
        """Where the last digit ends."""
        return self.groups[-1].end

    @property
    def label(self) -> Label | None:
        """What the nearest label says, wherever it stands."""
        return self.spoken.label if self.spoken else None

    def says(self, *labels: Label) -> bool:
        """Whether the nearest label is one of these."""
        return self.spoken is not None and self.spoken.label in labels

    def claimed_by_other(self, *own: Label) -> bool:
        """Whether a label directly before the number says that it is something else."""
        spoken = self.spoken
        return spoken is not None and spoken.tight and spoken.label not in {*own, Label.NUMBER}

    @property
    def bracketed(self) -> bool:
        """Whether a bracket stands before or inside, as in (8 612) 34567."""
        return "(" in self.text[max(0, self.start - 1) : self.end]

    def separators(self) -> set[str]:
        """Characters that stand between the groups."""
        return {c for a, b in zip(self.groups, self.groups[1:], strict=False) for c in self.text[a.end : b.start]}

    def behind(self) -> str:
        """Up to ten characters after the run."""
        return self.text[self.end : self.end + 10]

    def windows(self) -> Iterator["Run"]:
        """The run itself, then each stretch of neighbouring groups, as runs under the same label."""
        count = len(self.groups)
        yield self
        if self.late:
            return
        for first in range(count):
            for last in range(first + 1, min(count, first + _MOST_GROUPS) + 1):
                if last - first < count:
                    part = self.groups[first:last]
                    yield Run(self.text, part, plus=self.plus and first == 0, spoken=self.spoken)


def is_date(run: Run) -> bool:
    """Whether the groups read as a date, a date and time, or a span of years."""
    shape, parts = run.shape, [int(group.digits) for group in run.groups[:3]]
    if shape[:2] == (4, 4) and len(shape) == 2:
        return all(1900 <= part <= 2099 for part in parts)
    if shape[:3] in {(4, 2, 2), (4, 1, 2), (4, 2, 1)}:
        return 1900 <= parts[0] <= 2099 and parts[1] <= 12 and parts[2] <= 31
    if len(shape) >= 3 and shape[2] == 4 and shape[0] <= 2 and shape[1] <= 2:
        return 1900 <= parts[2] <= 2099 and all(part <= 31 for part in parts[:2])
    return False


def is_fraction(run: Run) -> bool:
    """Whether it reads as a number with a decimal point, 54.6871555: coordinates, rates, measurements."""
    return len(run.shape) == 2 and run.shape[0] <= 3 and run.shape[1] >= 4 and run.separators() == {"."}


def _is_host(run: Run) -> bool:
    """Whether the groups read as an internet address, 192.0.2.10."""
    small = len(run.groups) == 4 and all(int(group.digits) < 256 for group in run.groups if len(group.digits) < 4)
    return small and max(run.shape) < 4 and run.separators() == {"."}


def runs_in(view: View) -> list[Run]:
    """All runs of at least seven digits but dates, labelled; the first 400 of them, which no honest post exceeds."""
    text = view.digits
    found: list[Run] = []
    for figures in _undated(_neighbours(view.figures, text), text):
        if not figures or figures[-1][1] - figures[0][0] < _SHORTEST:
            continue
        run = _run(text, figures)
        if run is not None and not (len(run.digits) <= _DIGITS_OF_DATE and is_date(run)) and not _is_host(run):
            found.append(run)
        if len(found) == _MOST_RUNS:
            break
    return _labelled(found, view.low) if found else found


def _neighbours(figures: Sequence[tuple[int, int]], text: str) -> Iterator[list[tuple[int, int]]]:
    """Groups of digits parted by nothing but one to three separators."""
    current: list[tuple[int, int]] = []
    for figure in figures:
        if current:
            singles = figure[1] - figure[0] == 1 == current[-1][1] - current[-1][0]
            if not _parts_only(text[current[-1][1] : figure[0]], singles=singles):
                yield current
                current = []
        current.append(figure)
    if current:
        yield current


def _undated(stretches: Iterable[list[tuple[int, int]]], text: str) -> Iterator[list[tuple[int, int]]]:
    """Cut dates out of longer stretches: what stands beside "27.06.2024" is another number."""
    for stretch in stretches:
        rest = stretch
        if len(stretch) > _FIGURES_OF_DATE:
            dates = [match.span() for match in _DATE.finditer(text, stretch[0][0], stretch[-1][1])]
            for start, end in dates:
                yield [figure for figure in rest if figure[1] <= start]
                rest = [figure for figure in rest if figure[0] >= end]
        yield rest


def _parts_only(gap: str, *, singles: bool) -> bool:
    """Whether a gap merely parts digits; between single digits anything that is not a word may stand."""
    if len(gap) > _WIDEST_GAP:
        return False
    if singles:
        return not any(c.isalnum() for c in gap)
    rest = gap.strip(_SEPARATORS)
    return not rest or (all(c >= _FIRST_SYMBOL for c in rest) and not any(c.isalnum() for c in rest))


def _run(text: str, figures: Sequence[tuple[int, int]]) -> Run | None:
    groups = tuple(_groups(text, figures))
    if sum(len(group.digits) for group in groups) < _SHORTEST:
        return None
    start = groups[0].start
    before = text[max(0, start - 8) : start].rstrip("+( ")
    if before and before[-1] in _OWNERS and _ATTACHED.search(before) is None and text[start - 1] == before[-1]:
        groups = groups[1:]  # a handle, a hashtag, an amount or a product code owns the first group
        if sum(len(group.digits) for group in groups) < _SHORTEST:
            return None
    return Run(text, groups, plus="+" in text[max(0, start - 3) : start])


def _groups(text: str, figures: Sequence[tuple[int, int]]) -> Iterator[Group]:
    """Groups as written, with three or more digits spaced one by one joined into one."""
    singles: list[Group] = []
    for start, end in figures:
        group = Group(text[start:end], start, end)
        if end - start == 1:
            singles.append(group)
            continue
        yield from _joined(singles)
        singles = []
        yield group
    yield from _joined(singles)


def _joined(singles: Sequence[Group]) -> Sequence[Group]:
    if len(singles) < 3:
        return singles
    return [Group("".join(group.digits for group in singles), singles[0].start, singles[-1].end)]


def _labelled(runs: Sequence[Run], low: str) -> list[Run]:
    """Give each run the label that speaks for it; runs beyond the fortieth are late and get none."""
    for index, run in enumerate(runs):
        if index >= _LATE:
            run.late = True
            continue
        floor = max(runs[index - 1].end if index else 0, run.start - _LONGEST_LABEL - REACH_BACK)
        ceiling = min(runs[index + 1].start if index + 1 < len(runs) else len(low), run.end + REACH_FORWARD)
        run.spoken = _before(low, floor, run) or _behind(low, run.end, ceiling)
    return list(runs)


def _before(low: str, floor: int, run: Run) -> Spoken | None:
    """The nearest label before a run; a mere word for "number" speaks only where no other does."""
    fallback = None
    for _, end, label in reversed(labels_in(low, floor, run.start + 1)):
        if end < run.start - REACH_BACK:
            break
        if end > run.start:
            continue
        tight = _CONNECTOR.fullmatch(low, end, run.start) is not None
        if label is not Label.NUMBER:
            return Spoken(label, after=False, tight=tight)
        fallback = Spoken(label, after=False, tight=tight)
    return fallback


def _behind(low: str, start: int, ceiling: int) -> Spoken | None:
    for begin, _, label in labels_in(low, start, ceiling + _LONGEST_LABEL):
        if begin <= ceiling and label is not Label.NUMBER:
            return Spoken(label, after=True, tight=False)
    return None
