"""A language's own word list: valences, negators, boosters, complaint cues, subjects and threats.

The files stand in config/lexicons and are read by people as much as by this module:

    [valence -2]            what the entries below mean; also negator, booster, damper, contrast,
    vėluo*, vėlav*          cue NAME, kind NAME, threat NAME LEVEL
    kiek galima .. lauk*    a phrase; `..` stands for up to three words, `*` ends a stem, `|` parts alternatives,
    <n> sav*                `<n>` is a number
    [harmless]              phrases inside which no threat is meant ("would it kill you")

Everything is compared without diacritics and in lower case, so text typed on a foreign keyboard reads the same.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from monitor.analysis.tokens import fold, squeezed
from monitor.domain.errors import Misconfigured

SECTIONS: Final = frozenset(
    {"valence", "negator", "booster", "damper", "contrast", "cue", "kind", "threat", "harmless"}
)
_SAYING: Final = frozenset({"contrast", "cue", "kind", "threat"})
_MODIFYING: Final = frozenset({"negator", "booster", "damper"})
_GAP: Final = 3
_REMEMBERED_WORDS: Final = 60_000
_BOOST: Final = 0.293
_FLIP: Final = -0.74
"""What a booster adds and what negation makes of a valence: VADER's figures (Hutto & Gilbert 2014)."""


class Meaning(NamedTuple):
    """What one entry says: its section, the name given there (a cue, subject or threat), and a number."""

    section: str
    name: str
    weight: float


class Phrase(NamedTuple):
    """Several words in a row; each part is a tuple of alternatives, an empty part is a gap."""

    meaning: Meaning
    parts: tuple[tuple[str, ...], ...]
    anchor: int


class WordFacts(NamedTuple):
    """What the word list knows of one word. A named tuple, because its fields are read for every word of every post."""

    plain: str  # folded, squeezed, as entries are compared
    weight: int = 0  # packed weights of the sentiment model for it
    active: bool = False  # whether anything below is set
    valence: float = 0.0
    negates: bool = False
    boost: float = 0.0
    contrasts: bool = False
    cues: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    threats: tuple[tuple[str, float], ...] = ()
    pairs: tuple[Phrase, ...] = ()  # phrases of two words in a row that may begin here
    leading: tuple[Phrase, ...] = ()  # longer phrases anchored here that say what the next word is
    trailing: tuple[Phrase, ...] = ()  # of the others, those that say what the word before is
    loose: tuple[Phrase, ...] = ()  # those with gaps on both sides
    exclaims: int = 0
    questions: int = 0
    shouted: bool = False
    says: bool = False  # whether it says anything by itself, not only within phrases
    modifies: bool = False  # whether it negates or boosts
    marked: bool = False  # whether it is punctuation that counts, or in capitals


Followed = tuple[tuple[Meaning, ...], tuple[Phrase, ...]]


@dataclass(slots=True)
class _Entries:
    """Entries by their first letters: whole words and stems."""

    words: dict[str, list[Meaning | Phrase]] = field(default_factory=dict)
    stems: dict[str, list[Meaning | Phrase]] = field(default_factory=dict)
    longest: int = 0

    def add(self, pattern: str, entry: Meaning | Phrase) -> None:
        if pattern.endswith("*"):
            self.stems.setdefault(pattern[:-1], []).append(entry)
            self.longest = max(self.longest, len(pattern) - 1)
        else:
            self.words.setdefault(pattern, []).append(entry)

    def of(self, word: str) -> Iterator[Meaning | Phrase]:
        """Yield the entries that fit a word, the most specific first."""
        yield from self.words.get(word, ())
        for length in range(min(len(word), self.longest), 0, -1):
            yield from self.stems.get(word[:length], ())


class Lexicon(dict[str, WordFacts]):
    """Token → what is known of it; remembers tokens it has met and forgets them all when they grow too many."""

    def __init__(
        self,
        text: str,
        negating_prefixes: tuple[str, ...] = (),
        weigh: Callable[[str], int] | None = None,
    ) -> None:
        super().__init__()
        self._weigh = weigh
        self._entries = _Entries()
        self._followed: dict[str, Followed] = {}
        self._preceded: dict[str, tuple[Phrase, ...]] = {}
        self._prefixes = negating_prefixes
        for pattern, meaning in parse(text):
            self._add(pattern, meaning)

    def read(self, tokens: list[str]) -> list[WordFacts]:
        """Return the facts of each token."""
        if len(self) > _REMEMBERED_WORDS:
            self.clear()
        if len(self._followed) + len(self._preceded) > _REMEMBERED_WORDS:
            self._followed.clear()
            self._preceded.clear()
        return list(map(self.__getitem__, tokens))

    def __missing__(self, token: str) -> WordFacts:
        facts = self._facts(squeezed(as_compared(token)))
        if self._weigh is not None:
            facts = facts._replace(weight=self._weigh(facts.plain))
        if token[0] in "!?":
            facts = facts._replace(exclaims=token.count("!"), questions=token.count("?"), marked=True)
        elif len(token) > 2 and token.isupper():
            facts = facts._replace(shouted=True, marked=True)
        if facts.marked:
            facts = facts._replace(active=True, says=True)
        self[token] = facts
        return facts

    def followed(self, facts: WordFacts, after: str) -> Followed:
        """Return what a word and the plain word `after` it make.

        These are the meanings of two-word phrases, and the longer phrases that may go on from there.
        """
        key = f"{facts[0]} {after}"
        found = self._followed.get(key)
        if found is None:
            meanings = tuple(phrase.meaning for phrase in facts.pairs if fits(after, phrase.parts[1]))
            longer = tuple(phrase for phrase in facts.leading if fits(after, phrase.parts[phrase.anchor + 1]))
            found = self._followed[key] = (meanings, longer)
        return found

    def preceded(self, facts: WordFacts, before: str) -> tuple[Phrase, ...]:
        """Return the phrases that a word may end with the plain word `before` it."""
        key = f"{before} {facts[0]}"
        found = self._preceded.get(key)
        if found is None:
            found = tuple(phrase for phrase in facts.trailing if fits(before, phrase.parts[phrase.anchor - 1]))
            self._preceded[key] = found
        return found

    def _add(self, pattern: str, meaning: Meaning) -> None:
        parts = tuple(() if part == ".." else tuple(part.split("|")) for part in pattern.split())
        if len(parts) == 1:
            for alternative in parts[0]:
                self._entries.add(alternative, meaning)
            return
        anchor = 0 if _in_a_row(parts) else max(range(len(parts)), key=lambda i: min(map(len, parts[i]), default=0))
        phrase = Phrase(meaning, parts, anchor)
        for alternative in parts[anchor]:
            self._entries.add(alternative, phrase)

    def _facts(self, word: str) -> WordFacts:
        found = list(self._entries.of(word))
        if word.isdigit():
            found += self._entries.words.get("<n>", [])
        meanings = [entry for entry in found if isinstance(entry, Meaning)]
        phrases = [entry for entry in found if isinstance(entry, Phrase)]
        valence = next((m.weight for m in meanings if m.section == "valence"), None)
        if valence is None:
            valence = self._negated_by_prefix(word)
        if not meanings and not phrases and not valence:
            return WordFacts(word)
        sections = {m.section for m in meanings}
        longer = [phrase for phrase in phrases if not _in_a_row(phrase.parts)]
        return WordFacts(
            plain=word,
            active=True,
            says=bool(valence or sections & _SAYING),
            modifies=bool(sections & _MODIFYING),
            valence=valence,
            negates="negator" in sections,
            boost=_BOOST * (("booster" in sections) - ("damper" in sections)),
            contrasts="contrast" in sections,
            cues=_names(meanings, "cue"),
            kinds=_names(meanings, "kind"),
            threats=tuple({m.name: (m.name, m.weight) for m in meanings if m.section == "threat"}.values()),
            pairs=tuple(phrase for phrase in phrases if _in_a_row(phrase.parts)),
            leading=tuple(phrase for phrase in longer if _says_next(phrase)),
            trailing=tuple(phrase for phrase in longer if not _says_next(phrase) and _says_before(phrase)),
            loose=tuple(phrase for phrase in longer if not (_says_next(phrase) or _says_before(phrase))),
        )

    def _negated_by_prefix(self, word: str) -> float:
        """Return the valence of "nerekomenduoju" from that of "rekomenduoju", 0 when there is none."""
        for prefix in self._prefixes:
            if word.startswith(prefix) and len(word) > len(prefix) + 3:
                for entry in self._entries.of(word[len(prefix) :]):
                    if isinstance(entry, Meaning) and entry.section == "valence":
                        return entry.weight * _FLIP
        return 0.0


def _in_a_row(parts: tuple[tuple[str, ...], ...]) -> bool:
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
    last = _walk(phrase.parts[phrase.anchor + 1 :], words, at, 1)
    if last is None:
        return None
    first = _walk(phrase.parts[: phrase.anchor][::-1], words, at, -1)
    return None if first is None else (first, last)


def _walk(parts: tuple[tuple[str, ...], ...], words: list[str], at: int, step: int) -> int | None:
    """Follow the parts from `at` in one direction; return where the last one stands."""
    slack = 0
    for part in parts:
        if not part:
            slack = _GAP
            continue
        at += step
        while not (0 <= at < len(words) and fits(words[at], part)):
            if slack == 0 or not 0 <= at < len(words):
                return None
            slack -= 1
            at += step
        slack = 0
    return at


def fits(word: str, alternatives: tuple[str, ...]) -> bool:
    """Whether a folded word fits one of a part's alternatives."""
    for pattern in alternatives:
        if pattern.endswith("*"):
            if word.startswith(pattern[:-1]):
                return True
        elif word == pattern or (pattern == "<n>" and word.isdigit()):
            return True
    return False


def parse(text: str) -> Iterator[tuple[str, Meaning]]:
    """Yield (folded pattern, meaning) for each entry of a word list.

    Raises Misconfigured naming the line of an unknown section.
    """
    meaning: Meaning | None = None
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.split("#", 1)[0].strip()
        if line.startswith("["):
            meaning = _meaning(line.strip("[]").split(), number)
        elif line:
            if meaning is None:
                raise Misconfigured(f"word list line {number}: entries stand before the first [section]")
            yield from ((pattern, meaning) for pattern in _patterns(line))


def _patterns(line: str) -> Iterable[str]:
    return (as_compared(entry).strip() for entry in line.split(",") if entry.strip())


def as_compared(text: str) -> str:
    """Return text as entries and words are compared: folded, without apostrophes and the marks inside words."""
    return _GLUED.sub(" ", fold(text).replace("'", "").replace("-", " "))


_GLUED = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
"""Where a word and a number meet: "tv3" is two tokens in a text."""


def _meaning(words: list[str], number: int) -> Meaning:
    section, *rest = words or [""]
    if section not in SECTIONS:
        raise Misconfigured(f"word list line {number}: unknown section [{section}]")
    try:
        if section == "valence":
            return Meaning(section, "", float(rest[0]))
        if section in {"cue", "kind", "threat"}:
            return Meaning(section, rest[0], float(rest[1]) if len(rest) > 1 else 1.0)
    except (IndexError, ValueError) as error:
        raise Misconfigured(f"word list line {number}: [{section}] needs a name or a number") from error
    return Meaning(section, "", 1.0)


_NEGATING_PREFIXES: Final = {"lt": ("nebe", "ne"), "pl": ("nie",)}


@cache
def shared_lexicon(code: str) -> Lexicon:
    """Return this process's word list of a language, without weights."""
    return shipped_lexicon(code)


def shipped_lexicon(code: str, weigh: Callable[[str], int] | None = None) -> Lexicon:
    """Return the word list of a language ("lt", "pl", "en"), with the emoji all languages share.

    `weigh` gives a plain word's packed weights in the sentiment model; kept here, each word is looked up once.
    """
    folder = files("config") / "lexicons"
    texts = [(folder / f"{name}.txt").read_text(encoding="utf-8") for name in ("emoji", code)]
    return Lexicon("\n".join(texts), _NEGATING_PREFIXES.get(code, ()), weigh)
