"""One text read with one language's word list: what was found where, and how it adds up."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from monitor.analysis.lexicon import Lexicon, Phrase, WordFacts, matches
from monitor.analysis.tokens import Tokens

_FLIP: Final = -0.74
_REACH: Final = 3
"""Words before a valence in which negators and boosters act."""
_BEFORE_BUT: Final = 0.5
_AFTER_BUT: Final = 1.5


class Found(NamedTuple):
    """One finding: token positions (last inclusive), its weight here, and its name if it has one."""

    first: int
    last: int
    weight: float
    name: str = ""


@dataclass(slots=True)
class Reading:
    """All findings of a text, and its plain counts."""

    plain: list[str] = field(default_factory=list)
    """The words as the word list compares them."""
    exclaims: int = 0
    questions: int = 0
    shouted: int = 0
    valences: list[Found] = field(default_factory=list)
    cues: list[Found] = field(default_factory=list)
    threats: list[Found] = field(default_factory=list)
    kinds: dict[str, float] = field(default_factory=dict)
    counts: dict[str, float] = field(default_factory=dict)
    """Cue → how often it was found."""


def read(tokens: Tokens, lexicon: Lexicon) -> Reading:
    """Read a text with a word list."""
    words = tokens.words
    facts = lexicon.read(words)
    plain = [fact[0] for fact in facts]
    reading = Reading(plain)
    active = [(i, fact) for i, fact in enumerate(facts) if fact[1]]
    phrases = _phrases(active, plain)
    covered = _covered(phrases)
    contrast = -1
    for i, fact in active:
        if fact.valence and i not in covered:
            reading.valences.append(Found(i, i, _valence(facts, i)))
        for cue in fact.cues:
            reading.cues.append(Found(i, i, 1.0, cue))
        for kind in fact.kinds:
            reading.kinds[kind] = reading.kinds.get(kind, 0.0) + 1.0
        for name, level in fact.threats:
            reading.threats.append(Found(i, i, level, name))
        if fact.contrasts:
            contrast = i
    for first, last, phrase in phrases:
        _note(reading, first, last, phrase)
    if contrast > 0:
        reading.valences = [_around_contrast(item, contrast) for item in reading.valences]
    for item in reading.cues:
        reading.counts[item.name] = reading.counts.get(item.name, 0.0) + 1.0
    _count(words, reading)
    return reading


def _phrases(active: list[tuple[int, WordFacts]], plain: list[str]) -> list[tuple[int, int, Phrase]]:
    found: list[tuple[int, int, Phrase]] = []
    for i, fact in active:
        for phrase in fact.phrases:
            place = matches(phrase, i, plain)
            if place is not None:
                found.append((*place, phrase))
    return found


def _covered(phrases: list[tuple[int, int, Phrase]]) -> set[int]:
    """Return the positions whose own valence a phrase has replaced."""
    if not phrases:
        return set()
    return {
        i
        for first, last, phrase in phrases
        if phrase.meaning.section == "valence"
        for i in range(first, last + 1)
    }


def _note(reading: Reading, first: int, last: int, phrase: Phrase) -> None:
    section, name, weight = phrase.meaning
    if section == "valence":
        reading.valences.append(Found(first, last, weight))
    elif section == "cue":
        reading.cues.append(Found(first, last, weight, name))
    elif section == "threat":
        reading.threats.append(Found(first, last, weight, name))
    elif section == "kind":
        reading.kinds[name] = reading.kinds.get(name, 0.0) + weight


def _valence(facts: Sequence[WordFacts], i: int) -> float:
    """Return the valence at `i` after the boosters and negators in the three words before it."""
    valence = facts[i].valence
    for before in facts[max(0, i - _REACH) : i]:
        if before[1]:
            if before.boost:
                valence += before.boost if valence > 0 else -before.boost
            if before.negates:
                valence *= _FLIP
    return valence


def _around_contrast(item: Found, contrast: int) -> Found:
    factor = _BEFORE_BUT if item.first < contrast else _AFTER_BUT
    return Found(item.first, item.last, item.weight * factor)


def _count(words: list[str], reading: Reading) -> None:
    for word in words:
        if word.isupper():
            reading.shouted += len(word) > 2
        elif word[0] in "!?":
            reading.exclaims += word.count("!")
            reading.questions += word.count("?")
