"""VADER's score of English text, equal to vaderSentiment 3.3.2 to the last digit, in linear time.

The package lower-cases the whole text again for each lexicon hit and searches lists of negators, so its time grows
with the square of the length (45 s for 30,000 words). Here every distinct word is looked up once and remembered;
the arithmetic and its order are the package's own (Hutto & Gilbert, ICWSM 2014), quirks included, because the
published figures belong to them. Property tests hold the two equal.
"""

import math
import string
from functools import cache
from heapq import heapify, heappop, heappush
from typing import Final, NamedTuple, final

from mypy_extensions import mypyc_attr
from vaderSentiment.vaderSentiment import BOOSTER_DICT, NEGATE, SPECIAL_CASES, SentimentIntensityAnalyzer, normalize
from vaderSentiment.vaderSentiment import C_INCR as _C_INCR
from vaderSentiment.vaderSentiment import N_SCALAR as _N_SCALAR

from monitor.analysis.remembered import Remembered
from monitor.analysis.tokens import Tokens

C_INCR: Final = float(_C_INCR)
N_SCALAR: Final = float(_N_SCALAR)
_NEGATORS: Final = frozenset(NEGATE)


class Polarity(NamedTuple):
    """The package's four figures: shares of negative, neutral and positive words, and the compound in -1..1."""

    neg: float
    neu: float
    pos: float
    compound: float


_PHRASES: Final = [phrase for phrase in (*SPECIAL_CASES, *BOOSTER_DICT) if " " in phrase]
_ACTING: Final = frozenset({"no", "so", "this", "least", "kind"} | {max(p.split(), key=len) for p in _PHRASES})
"""Words without which no rule but capitals applies; of a phrase, one word is enough."""
_ASKED_FOR: Final = frozenset(
    {word for phrase in (*SPECIAL_CASES, *BOOSTER_DICT) for word in phrase.split()}
    | {"no", "or", "nor", "so", "this", "never", "without", "doubt", "least", "at", "very", "kind", "of", "but"}
)
"""Words that rules know by name."""


@mypyc_attr(acyclic=True)
@final
class _Word:
    """What the rules ask about one word."""

    __slots__ = ("acts", "booster", "capitals", "lower", "negates", "notable", "spelled", "valence")

    def __init__(
        self, lower: str, valence: float | None, booster: float | None, *, capitals: bool, spelled: "list[_Word]"
    ) -> None:
        self.lower = lower
        self.valence = valence  # None: not in the lexicon
        self.booster = booster
        self.capitals = capitals
        self.spelled = spelled  # what it is read as if it holds emoji, else empty
        self.negates = lower in _NEGATORS or "n't" in lower
        self.acts = self.negates or booster is not None or lower in _ACTING  # may change the valence of words near it
        self.notable = self.acts or capitals or valence is not None or lower == "but" or bool(spelled)
        # whether any of the rules asks about it: most words are not


_SILENT: Final = _Word("", None, None, capitals=False, spelled=[])
"""Stands for all words that no rule asks about and none knows by name."""


class Vader:
    """Scores text with the package's lexicons. Safe to share between threads: it only remembers words."""

    def __init__(self) -> None:
        package = SentimentIntensityAnalyzer()
        self._lexicon: dict[str, float] = dict(package.lexicon)
        emojis: dict[str, str] = {key: text for key, text in package.emojis.items() if len(key) == 1}
        self._exclaiming = tuple(key for key, text in emojis.items() if "!" in text)
        self._words = _Words(self._lexicon, emojis)

    def polarity(self, text: str, chunks: list[str] | None = None) -> Polarity:
        """Return what `polarity_scores` of the package returns for the same string; `chunks` is the text split."""
        words = self._words.read(text.split() if chunks is None else chunks)
        notable = _notable(words)
        if not text.isascii() and [i for i in notable if words[i].spelled]:
            text += "!" * sum(map(text.count, self._exclaiming))
            words = [each for word in words for each in word.spelled or [word]]
            notable = _notable(words)
        hits = [i for i in notable if words[i].valence is not None]
        if not hits:
            return _NEUTRAL if words else _NOTHING
        valences = _valences(words, notable, hits)
        but = [i for i in notable if words[i].lower == "but"]
        if but:
            _weigh_around(but[0], valences)
        return _polarity(valences, len(words), text)


def _notable(words: list[_Word]) -> list[int]:
    """Return where the words stand that any rule asks about."""
    return [i for i, word in enumerate(words) if word.notable]


class _Words(Remembered[_Word]):
    """Raw token → what is known of it."""

    def __init__(self, lexicon: dict[str, float], emojis: dict[str, str]) -> None:
        super().__init__()
        self._lexicon = lexicon
        self._emojis = emojis
        self._emoji_set = frozenset(emojis)

    def read(self, chunks: list[str]) -> list[_Word]:
        """Return the words of a text in order."""
        self.make_room()
        return list(map(self.__getitem__, chunks))

    def worked_out(self, word: str) -> _Word:
        """Return what the rules ask about a token."""
        stripped = word.strip(string.punctuation)
        kept = word if len(stripped) <= 2 else stripped
        lower = kept.lower()
        spelled = [] if self._emoji_set.isdisjoint(word) else self._spelled(word)
        valence, booster = self._lexicon.get(lower), BOOSTER_DICT.get(lower)
        found = _Word(lower, valence, booster, capitals=kept.isupper(), spelled=spelled)
        return found if found.notable or lower in _ASKED_FOR else _SILENT

    def _spelled(self, token: str) -> list[_Word]:
        """Return a token with each emoji swapped for its description, with a space before it as in the package."""
        described = "".join([f" {self._emojis[char]}" if char in self._emojis else char for char in token])
        return [self.worked_out(word) for word in described.split()]


def _valences(words: list[_Word], notable: list[int], hits: list[int]) -> dict[int, float]:
    """Return position → valence for the words that carry one."""
    shouting = sum([words[i].capitals for i in notable])
    mixed_case = 0 < shouting < len(words)
    acting = [i for i in notable if words[i].acts]
    last = 0
    valences: dict[int, float] = {}
    for i in hits:
        while last < len(acting) and acting[last] < i - 3:
            last += 1
        if last < len(acting) and acting[last] <= i + 2:
            valence = _valence(words, i, mixed_case=mixed_case)
        else:
            valence = _capitals(words[i].valence or 0.0, words[i], mixed_case=mixed_case)
        if valence:
            valences[i] = valence
    return valences


def _capitals(valence: float, word: _Word, *, mixed_case: bool) -> float:
    """Return the valence strengthened if the word alone is in capitals."""
    if word.capitals and mixed_case:
        return valence + (C_INCR if valence > 0 else -C_INCR)
    return valence


def _valence(words: list[_Word], i: int, *, mixed_case: bool) -> float:
    """Return the valence of the lexicon word at `i` after capitals, boosters, negation and idioms."""
    word = words[i]
    if word.booster is not None or (word.lower == "kind" and i + 1 < len(words) and words[i + 1].lower == "of"):
        return 0.0
    valence = _capitals(_start(words, i), word, mixed_case=mixed_case)
    for back in (1, 2, 3):
        if i < back:
            break
        before = words[i - back]
        if before.valence is not None:
            continue
        if before.booster is not None:
            valence += _boost(before, valence, back, mixed_case=mixed_case)
        valence = _negation(valence, words, i, back)
        if back == 3:
            valence = _idioms(valence, words, i)
    return _least(valence, words, i)


def _start(words: list[_Word], i: int) -> float:
    """Return the lexicon's valence, with the package's reading of "no" before and at the word."""
    word = words[i]
    lexical = word.valence or 0.0
    valence = lexical
    if word.lower == "no" and i != len(words) - 1 and words[i + 1].valence is not None:
        valence = 0.0
    if (
        (i > 0 and words[i - 1].lower == "no")
        or (i > 1 and words[i - 2].lower == "no")
        or (i > 2 and words[i - 3].lower == "no" and words[i - 1].lower in {"or", "nor"})
    ):
        valence = lexical * N_SCALAR
    return valence


_SO: Final = frozenset({"so", "this"})
_DAMPING: Final = {2: 0.95, 3: 0.9}


def _boost(booster: _Word, valence: float, back: int, *, mixed_case: bool) -> float:
    """Return what a booster `back` words before adds to the valence."""
    scalar: float = booster.booster or 0.0
    if valence < 0:
        scalar *= -1
    if booster.capitals and mixed_case:
        scalar += C_INCR if valence > 0 else -C_INCR
    if back > 1 and scalar != 0:
        scalar *= _DAMPING[back]
    return scalar


def _negation(valence: float, words: list[_Word], i: int, back: int) -> float:
    """Return the valence after the negator `back` words before, if there is one ("never so" strengthens)."""
    before = words[i - back]
    if back == 1:
        return valence * N_SCALAR if before.negates else valence
    between = {word.lower for word in words[i - back + 1 : i]}
    if back == 2:
        strengthened = before.lower == "never" and not between.isdisjoint(_SO)
    else:  # the package's "and" binds tighter than its "or": "so" or "this" right before is enough by itself
        strengthened = (before.lower == "never" and words[i - 2].lower in _SO) or words[i - 1].lower in _SO
    if strengthened:
        return valence * 1.25
    if before.lower == "without" and "doubt" in between:
        return valence
    return valence * N_SCALAR if before.negates else valence


def _idioms(valence: float, words: list[_Word], i: int) -> float:
    """Return the valence after the package's idioms and two-word boosters around `i` (i is at least 3)."""
    three, two, one, here = (word.lower for word in words[i - 3 : i + 1])
    for phrase in (
        f"{one} {here}",
        f"{two} {one} {here}",
        f"{two} {one}",
        f"{three} {two} {one}",
        f"{three} {two}",
    ):
        if phrase in SPECIAL_CASES:
            valence = SPECIAL_CASES[phrase]
            break
    following = [word.lower for word in words[i + 1 : i + 3]]
    for length in range(1, len(following) + 1):
        valence = SPECIAL_CASES.get(" ".join([here, *following[:length]]), valence)
    for phrase in (f"{three} {two} {one}", f"{three} {two}", f"{two} {one}"):
        valence += BOOSTER_DICT.get(phrase, 0)
    return valence


def _least(valence: float, words: list[_Word], i: int) -> float:
    """Turn the valence after "least", unless it is "at least" or "very least"."""
    if i == 0 or words[i - 1].lower != "least" or words[i - 1].valence is not None:
        return valence
    if i > 1 and words[i - 2].lower in {"at", "very"}:
        return valence
    return valence * N_SCALAR


def _weigh_around(but: int, valences: dict[int, float]) -> None:
    """Halve what stands before the first "but" and strengthen what stands after it, as the package does.

    The package finds each score again by value, so among equal scores it is always the first that changes. A heap
    of positions for each value does the same without searching the list.
    """
    places: dict[float, list[int]] = {}
    for i, value in valences.items():
        places.setdefault(value, []).append(i)
    for heap in places.values():
        heapify(heap)
    for i in list(valences):
        value = valences[i]
        heap = places[value]
        while valences[heap[0]] != value:
            heappop(heap)
        first = heap[0]
        if first != but:
            valences[first] = value * (0.5 if first < but else 1.5)
            heappush(places.setdefault(valences[first], []), first)


def _polarity(valences: dict[int, float], words: int, text: str) -> Polarity:
    """Sum the valences up into the package's four figures."""
    values = list(valences.values())
    total = float(sum(values))
    emphasis = _emphasis(text)
    if total:
        total += emphasis if total > 0 else -emphasis
    pos = 0.0
    neg = 0.0
    for value in values:
        if value > 0:
            pos += value + 1
        elif value < 0:
            neg += value - 1
    neutral = words - len(values)
    if pos > math.fabs(neg):
        pos += emphasis
    elif pos < math.fabs(neg):
        neg -= emphasis
    whole = pos + math.fabs(neg) + neutral
    return Polarity(
        round(math.fabs(neg / whole), 3),
        round(neutral / whole, 3),
        round(pos / whole, 3),
        round(normalize(total), 4),
    )


_NEUTRAL: Final = Polarity(0.0, 1.0, 0.0, 0.0)
_NOTHING: Final = Polarity(0.0, 0.0, 0.0, 0.0)


def _emphasis(text: str) -> float:
    """Return what exclamation marks (up to four) and question marks (two or more) add."""
    exclaims = min(text.count("!"), 4) * 0.292
    questions = text.count("?")
    if questions <= 1:
        return exclaims
    return exclaims + (questions * 0.18 if questions <= 3 else 0.96)


@cache
def shared_vader() -> Vader:
    """Return the one scorer of this process; loading the package's lexicons takes some milliseconds."""
    return Vader()


def polarity_of(tokens: Tokens, code: str) -> Polarity | None:
    """Return VADER's figures of a masked text in English, its apostrophes as the lexicon writes them; else None."""
    if code != "en":
        return None
    masked = tokens.masked
    if "\u2019" in masked:
        return shared_vader().polarity(masked.replace("\u2019", "'"))
    return shared_vader().polarity(masked, tokens.chunks)
