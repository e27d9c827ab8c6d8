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
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import ClassVar, Final, final

from mypy_extensions import mypyc_attr

from monitor.analysis.pairs import NO_PAIRS, Pairs
from monitor.analysis.patterns import Patterns, mark_of
from monitor.analysis.remembered import Remembered
from monitor.analysis.senses import Meaning, Phrase, Sense, in_a_row, sense_of
from monitor.analysis.tokens import fold, squeezed
from monitor.analysis.word_facts import NO_THREAT_FACTS, ThreatFacts, WordFacts
from monitor.domain.errors import Misconfigured

SECTIONS: Final = frozenset(
    {"valence", "negator", "booster", "damper", "contrast", "cue", "kind", "threat", "harmless"}
)
_FLIP: Final = -0.74
"""What negation makes of a valence: VADER's figure (Hutto & Gilbert 2014)."""


Weigh = Callable[[Sequence[str]], list[tuple[int, ThreatFacts]]]
"""Plain words → their packed weights in all models, and what they say to the judge of threats."""


def _weightless(words: Sequence[str]) -> list[tuple[int, ThreatFacts]]:
    return [(0, NO_THREAT_FACTS)] * len(words)


@mypyc_attr(acyclic=True)
@final
class _Fits:
    """What the word list has for one pattern: its entries, and its mark if it may stand beside another in a phrase."""

    __slots__ = ("entries", "marks")

    def __init__(self) -> None:
        self.entries: list[Meaning | Phrase] = []
        self.marks = 0


def _entries(fits: list[_Fits]) -> list[Meaning | Phrase]:
    return [entry for each in fits for entry in each.entries]


class Lexicon(Remembered[WordFacts]):
    """Token → what is known of it."""

    most: ClassVar[int] = 12_000  # of each language; with all three full they take some twenty megabytes

    def __init__(
        self,
        text: str,
        negating_prefixes: tuple[str, ...] = (),
        weigh: Weigh | None = None,
        pairs: Pairs | None = None,
    ) -> None:
        super().__init__()
        self._weigh = weigh or _weightless
        self.pairs = pairs or NO_PAIRS
        self._fits = Patterns(_Fits)
        self._prefixes = negating_prefixes
        self._senses: dict[tuple[float, ...], Sense] = {}
        self._loud: dict[int, Sense] = {}
        self._parts: dict[str, tuple[str, ...]] = {}
        for pattern, meaning in parse(text):
            for each in self._add(pattern, meaning):
                self._fits.at(each).marks = mark_of(each)
        self._parts.clear()
        self._fits.settle()

    def worked_out(self, word: str) -> WordFacts:
        """Return the facts of a token."""
        return self.worked_out_together([word])[0]

    def twin(self, word: str) -> str:
        """Return a word in lower case; one all in capitals is marked for it."""
        return word if _loud(word) else word.lower()

    def worked_out_together(self, words: Sequence[str]) -> list[WordFacts]:
        """Return the facts of tokens."""
        plains = [squeezed(fold(word).replace("'", "") if word.isalpha() else as_compared(word)) for word in words]
        found: list[WordFacts] = []
        for at, (weight, threat) in enumerate(self._weigh(plains)):
            found.append(self._facts(words[at], plains[at], weight, threat))
        return found

    def _facts(self, word: str, plain: str, weight: int, threat: ThreatFacts) -> WordFacts:
        fits = self._fits.fitting(plain)
        near = 0
        for each in fits:
            near |= each.marks
        sense = self._marked(word, self._sense(plain, _entries(fits)))
        kept = word if plain == word else plain  # one string is kept rather than two
        return WordFacts(kept, weight, threat, sense, self.pairs.parts(plain), near)

    def _add(self, pattern: str, meaning: Meaning) -> Iterable[str]:
        """Take an entry in; return what may stand beside the word it is found by, if it is a phrase."""
        parts = tuple([self._part(part) for part in pattern.split()])
        if len(parts) == 1:
            for alternative in parts[0]:
                self._fits.at(alternative).entries.append(meaning)
            return ()
        anchor = 0 if in_a_row(parts) else max(range(len(parts)), key=lambda i: min(map(len, parts[i]), default=0))
        phrase = Phrase(meaning, parts, anchor)
        for alternative in parts[anchor]:
            self._fits.at(alternative).entries.append(phrase)
        return chain.from_iterable(parts[max(0, anchor - 1) : anchor + 2])

    def _part(self, part: str) -> tuple[str, ...]:
        """Return the alternatives of a part, none for a gap; the same object each time, as there are so many."""
        return self._parts.setdefault(part, () if part == ".." else tuple(part.split("|")))

    def _sense(self, word: str, found: list[Meaning | Phrase]) -> Sense | None:
        turned = self._negated_by_prefix(word) if word.startswith(self._prefixes) else 0.0
        if not found and not turned:
            return None
        key = (turned, *map(id, found))
        sense = self._senses.get(key)
        if sense is None:
            sense = self._senses[key] = sense_of(found, turned)
        return sense

    def _marked(self, token: str, sense: Sense | None) -> Sense | None:
        """Return the sense of a token that is punctuation or in capitals, else its word's."""
        if token[0] in "!?":
            marks, asks = token.count("!"), token.count("?")
            return replace(sense or _SILENT, marked=True, says=True, exclaims=marks, questions=asks)
        if _loud(token):
            loud = self._loud.get(id(sense))
            if loud is None:
                loud = self._loud[id(sense)] = replace(sense or _SILENT, marked=True, says=True, shouted=True)
            return loud
        return sense

    def _negated_by_prefix(self, word: str) -> float:
        """Return the valence of "nerekomenduoju" from that of "rekomenduoju", 0 when there is none."""
        for prefix in self._prefixes:
            if word.startswith(prefix) and len(word) > len(prefix) + 3:
                for entry in _entries(self._fits.fitting(word[len(prefix) :])):
                    if isinstance(entry, Meaning) and entry.section == "valence":
                        return entry.weight * _FLIP
        return 0.0


_SILENT: Final = Sense()


def _loud(token: str) -> bool:
    return len(token) > 2 and token.isupper()


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


def shipped_lexicon(code: str, weigh: Weigh | None = None, pairs: Pairs | None = None) -> Lexicon:
    """Return the word list of a language ("lt", "pl", "en"), with the emoji all languages share.

    `weigh` says what the models know of plain words, `pairs` the weights of two words in a row for complaints; kept
    here, each word is looked up once.
    """
    folder = files("config") / "lexicons"
    texts = [(folder / f"{name}.txt").read_text(encoding="utf-8") for name in ("emoji", code)]
    return Lexicon("\n".join(texts), _NEGATING_PREFIXES.get(code, ()), weigh, pairs)
