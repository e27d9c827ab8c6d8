"""Numbers written in words, Lithuanian, Polish and English, turned into digits: "šeši šimtai dvylika" is 612.

People spell numbers to slip past filters or as they would dictate them: digit by digit, in tens, in hundreds. Words
are folded (no diacritics) and met in the cases in which numbers are dictated or quoted.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple


def _table(value: int, words: str) -> dict[str, int]:
    return dict.fromkeys(words.split(), value)


_UNITS: Final = (
    _table(0, "nulis nuli nulio nuliu zero zera oh nil nought")
    | _table(1, "vienas viena vieno vienu jeden jedna jedno jednego one")
    | _table(2, "du dvi dvieju dviem dwa dwie dwoch two")
    | _table(3, "trys tris triju trims trzy trzech three")
    | _table(4, "keturi keturios keturis keturiu cztery czterech four")
    | _table(5, "penki penkios penkis penkiu piec pieciu five")
    | _table(6, "sesi sesios sesis sesiu szesc szesciu six")
    | _table(7, "septyni septynios septynis septyniu siedem siedmiu seven")
    | _table(8, "astuoni astuonios astuonis astuoniu osiem osmiu eight")
    | _table(9, "devyni devynios devynis devyniu dziewiec dziewieciu nine")
)
_TEENS: Final = (
    _table(10, "desimt dziesiec ten")
    | _table(11, "vienuolika jedenascie eleven")
    | _table(12, "dvylika dwanascie twelve")
    | _table(13, "trylika trzynascie thirteen")
    | _table(14, "keturiolika czternascie fourteen")
    | _table(15, "penkiolika pietnascie fifteen")
    | _table(16, "sesiolika szesnascie sixteen")
    | _table(17, "septyniolika siedemnascie seventeen")
    | _table(18, "astuoniolika osiemnascie eighteen")
    | _table(19, "devyniolika dziewietnascie nineteen")
)
_TENS: Final = (
    _table(20, "dvidesimt dwadziescia twenty")
    | _table(30, "trisdesimt trzydziesci thirty")
    | _table(40, "keturiasdesimt czterdziesci forty fourty")
    | _table(50, "penkiasdesimt piecdziesiat fifty")
    | _table(60, "sesiasdesimt szescdziesiat sixty")
    | _table(70, "septyniasdesimt siedemdziesiat seventy")
    | _table(80, "astuoniasdesimt osiemdziesiat eighty")
    | _table(90, "devyniasdesimt dziewiecdziesiat ninety")
)
_HUNDREDS: Final = (
    _table(100, "simtas simta sto")
    | _table(200, "dwiescie")
    | _table(300, "trzysta")
    | _table(400, "czterysta")
    | _table(500, "piecset")
    | _table(600, "szescset")
    | _table(700, "siedemset")
    | _table(800, "osiemset")
    | _table(900, "dziewiecset")
)
_VALUES: Final = _UNITS | _TEENS | _TENS | _HUNDREDS
_TIMES_HUNDRED: Final = frozenset({"simtai", "simtu", "hundred"})
_REPEATS: Final = {"double": 2, "triple": 3}
_KINDS: Final = {
    word: (value, kind)
    for kind, table in (
        ("unit", _UNITS),
        ("teen", _TEENS),
        ("ten", _TENS),
        ("hundred", _HUNDREDS),
        ("repeat", _REPEATS),
        ("times", dict.fromkeys(_TIMES_HUNDRED, 100)),
    )
    for word, value in table.items()
}
NUMBER_WORDS: Final = frozenset(_VALUES) | _TIMES_HUNDRED | frozenset(_REPEATS)
"""Every word that can stand in a spelled number: a cheap gate asks whether a text holds any."""

_TOKEN: Final = re.compile(r"[a-z]+|\d+|\+")
_JOINERS: Final = frozenset({"plus", "pliusas", "i", "ir", "and", "tarpas", "spacja", "space"})
_FEWEST_WORDS: Final = 3


class SpelledNumber(NamedTuple):
    """Digits of a spelled number and where it stands in the folded text."""

    digits: str
    start: int
    end: int


class _Part(NamedTuple):
    value: int
    kind: str  # unit, teen, ten, hundred, digits, times, repeat
    start: int
    end: int
    text: str


def spelled_numbers(low: str, *, fewest_words: int = _FEWEST_WORDS) -> Iterator[SpelledNumber]:
    """Yield each stretch of a folded text with at least so many number words in a row, digits between them joined."""
    stretch: list[_Part] = []
    for match in _TOKEN.finditer(low):
        part = _part(match)
        if part is None and match[0] in _JOINERS and stretch:
            continue
        if part is None or (stretch and part.start - stretch[-1].end > 12):
            yield from _finished(stretch, fewest_words)
            stretch = []
        if part is not None:
            stretch.append(part)
    yield from _finished(stretch, fewest_words)


def _part(match: re.Match[str]) -> _Part | None:
    word, (start, end) = match[0], match.span()
    if (known := _KINDS.get(word)) is not None:
        return _Part(*known, start, end, word)
    return _Part(0, "digits", start, end, word) if word.isdigit() else None


def spells_a_number(words: Iterable[str], *, fewest_words: int = _FEWEST_WORDS) -> bool:
    """Whether so many number words follow each other: a quick look before `spelled_numbers` reads the text."""
    count = 0
    for word in words:
        if word in NUMBER_WORDS:
            count += 1
            if count == fewest_words:
                return True
        elif word not in _JOINERS:
            count = 0
    return False


def _finished(stretch: list[_Part], fewest: int) -> Iterator[SpelledNumber]:
    if sum(part.kind != "digits" for part in stretch) >= fewest:
        yield SpelledNumber(_digits(stretch), stretch[0].start, stretch[-1].end)


def _digits(stretch: list[_Part]) -> str:
    """Read the parts as one who takes dictation: 600 + 12 is 612, 30 + 4 is 34, 7 and 5 are 75."""
    out: list[str] = []
    room = 0  # how much the number being built may still take: below 100 after hundreds, below 10 after tens
    repeat = 1
    for part in stretch:
        if part.kind == "digits":
            out.append(part.text)
            room = 0
        elif part.kind == "repeat":
            repeat = part.value
        elif part.kind == "times":
            if out and room == 0 and len(out[-1]) == 1:
                out[-1] = f"{out[-1]}00"
                room = 100
        elif room > part.value > 0:
            width = len(str(part.value))
            out[-1] = out[-1][:-width] + str(part.value)
            room = 10 if part.kind == "ten" else 0
        else:
            out.append(str(part.value) * repeat)
            repeat = 1
            room = {"ten": 10, "hundred": 100}.get(part.kind, 0)
    return "".join(out)
