"""What a word can say: the entries of a word list that fit it, put together once and shared by all words they fit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar, final

from mypy_extensions import i64, mypyc_attr

from monitor.analysis.beside import Beside, Part, part_of
from monitor.analysis.patterns import NUMBER

T = TypeVar("T")
_SAYING: Final = frozenset({"contrast", "cue", "kind", "threat"})
_MODIFYING: Final = frozenset({"negator", "booster", "damper"})
_GAP: Final = 3
_BOOST: Final = 0.293
"""What a booster adds: VADER's figure (Hutto & Gilbert 2014)."""


@mypyc_attr(acyclic=True)
@final
class Meaning:
    """What one entry says: its section, the name given there (a cue, subject or threat), and a number."""

    __slots__ = ("name", "section", "weight")

    def __init__(self, section: str, name: str, weight: float) -> None:
        self.section = section
        self.name = name
        self.weight = weight


@dataclass(frozen=True, slots=True)
class Phrase:
    """Several words in a row; each part is a tuple of alternatives, an empty part is a gap."""

    meaning: Meaning
    parts: tuple[tuple[str, ...], ...]
    anchor: int
    after: tuple[Part | None, ...] = field(init=False)
    before: tuple[Part | None, ...] = field(init=False)
    literal: list[str] = field(init=False)  # its words, if each part is one whole word

    def __post_init__(self) -> None:
        """Make ready what is walked along, both ways from the anchor, or compared at once."""
        words = [part[0] for part in self.parts if len(part) == 1 and part[0][-1] != "*" and part[0] != NUMBER]
        object.__setattr__(self, "literal", words if len(words) == len(self.parts) else [])
        object.__setattr__(self, "after", tuple(map(part_of, self.parts[self.anchor + 1 :])))
        object.__setattr__(self, "before", tuple(map(part_of, self.parts[: self.anchor][::-1])))


@dataclass(slots=True)
class Sense:
    """What the word list knows of a word. Words with the same entries share one, so nothing changes it.

    It is not frozen, as that would take longer to make, and posts full of new words make many.
    """

    valence: float = 0.0
    says: bool = False  # whether it says anything by itself, not only within phrases
    modifies: bool = False  # whether it negates or boosts
    negates: bool = False
    boost: float = 0.0
    contrasts: bool = False
    cues: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    threats: tuple[tuple[str, float], ...] = ()
    anchors: bool = False  # whether any phrase is found by this word
    pairs: Beside[Meaning] | None = None  # by the next word: what the two of them mean
    leading: Beside[Phrase] | None = None  # by the next word: longer phrases that say what it is
    trailing: Beside[Phrase] | None = None  # by the word before: the others that say what that is
    loose: tuple[Phrase, ...] = ()  # those with gaps on both sides
    follow: i64 = 0  # the marks of words that may stand next in `pairs` and `leading` (see `mark_of`)
    precede: i64 = 0  # those of words that may stand before in `trailing`
    marked: bool = False  # whether it is punctuation that counts, or in capitals
    exclaims: int = 0
    questions: int = 0
    shouted: bool = False


def sense_of(found: Iterable[Meaning | Phrase], turned: float) -> Sense:
    """Return what entries say together, the most specific first; `turned` is the valence if none of them has one."""
    entries = list(found)
    meanings = [entry for entry in entries if isinstance(entry, Meaning)]
    phrases = [entry for entry in entries if isinstance(entry, Phrase)]
    longer = [phrase for phrase in phrases if not in_a_row(phrase.parts)]
    pairs = _beside([(phrase.parts[1], phrase.meaning) for phrase in phrases if in_a_row(phrase.parts)])
    leading = _beside([(p.parts[p.anchor + 1], p) for p in longer if _says_next(p)])
    trailing = _beside([(p.parts[p.anchor - 1], p) for p in longer if not _says_next(p) and _says_before(p)])
    valence = next((m.weight for m in meanings if m.section == "valence"), turned)
    sections = {m.section for m in meanings}
    return Sense(
        valence=valence,
        says=bool(valence or sections & _SAYING),
        modifies=bool(sections & _MODIFYING),
        negates="negator" in sections,
        boost=_BOOST * (("booster" in sections) - ("damper" in sections)),
        contrasts="contrast" in sections,
        cues=_names(meanings, "cue"),
        kinds=_names(meanings, "kind"),
        threats=tuple({m.name: (m.name, m.weight) for m in meanings if m.section == "threat"}.values()),
        anchors=bool(phrases),
        pairs=pairs,
        leading=leading,
        trailing=trailing,
        loose=tuple(phrase for phrase in longer if not (_says_next(phrase) or _says_before(phrase))),
        follow=(pairs.marks if pairs else 0) | (leading.marks if leading else 0),
        precede=trailing.marks if trailing else 0,
    )


def _beside(things: Sequence[tuple[Sequence[str], T]]) -> Beside[T] | None:
    return Beside(things) if things else None


def in_a_row(parts: tuple[tuple[str, ...], ...]) -> bool:
    """Whether a phrase is two words side by side, as most are: these are found by one look-up."""
    return len(parts) == 2 and all(parts)


def _says_next(phrase: Phrase) -> bool:
    return phrase.anchor + 1 < len(phrase.parts) and bool(phrase.parts[phrase.anchor + 1])


def _says_before(phrase: Phrase) -> bool:
    return phrase.anchor > 0 and bool(phrase.parts[phrase.anchor - 1])


def _names(meanings: list[Meaning], section: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m.name for m in meanings if m.section == section))


def matches(phrase: Phrase, at: int, words: list[str]) -> tuple[int, int] | None:
    """Return the first and last token of a phrase whose anchor stands at `at`, or None."""
    if phrase.literal:
        start = at - phrase.anchor
        end = start + len(phrase.literal)
        return (start, end - 1) if start >= 0 and words[start:end] == phrase.literal else None
    last = _walk(phrase.after, words, at, 1)
    if last is None:
        return None
    first = _walk(phrase.before, words, at, -1)
    return None if first is None else (first, last)


def _walk(parts: tuple[Part | None, ...], words: list[str], at: int, step: int) -> int | None:
    """Follow the parts from `at` in one direction; return where the last one stands."""
    slack = 0
    size = len(words)
    for part in parts:
        if part is None:
            slack = _GAP
            continue
        while True:
            at += step
            if not 0 <= at < size:
                return None
            if part.fits(words[at]):
                break
            if slack == 0:
                return None
            slack -= 1
        slack = 0
    return at
