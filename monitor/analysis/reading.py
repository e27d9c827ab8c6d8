"""One text read with one language's word list: what was found where, and the figures made from it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from monitor.analysis.lexicon import Lexicon, WordFacts, matches
from monitor.analysis.tokens import Tokens

_FLIP: Final = -0.74
_REACH: Final = 3
"""Words before a valence in which negators and boosters act."""
_BEFORE_BUT: Final = 0.5
_AFTER_BUT: Final = 1.5


class Found(NamedTuple):
    """One finding: token positions (last inclusive), what it means, and its weight here."""

    first: int
    last: int
    section: str
    name: str
    weight: float


@dataclass(slots=True)
class Reading:
    """All findings of a text, and its plain counts."""

    words: int = 0
    exclaims: int = 0
    questions: int = 0
    shouted: int = 0
    found: list[Found] = field(default_factory=list)

    def weights(self, section: str) -> dict[str, float]:
        """Return name → summed weight of one section."""
        sums: dict[str, float] = {}
        for item in self.found:
            if item.section == section:
                sums[item.name] = sums.get(item.name, 0.0) + item.weight
        return sums

    def valence(self, sign: int) -> float:
        """Return the sum of positive (sign 1) or negative (sign -1) valences."""
        return sum(item.weight for item in self.found if item.section == "valence" and item.weight * sign > 0)


def read(tokens: Tokens, lexicon: Lexicon) -> Reading:
    """Read a text with a word list."""
    words = tokens.words
    facts = lexicon.read(words)
    reading = Reading(words=len(words))
    active = [(i, fact) for i, fact in enumerate(facts) if fact.active]
    phrases: list[Found] = []
    contrast = -1
    for i, fact in active:
        if fact.phrases:
            phrases += _phrases(fact, i, facts)
        if fact.contrasts:
            contrast = i
    covered = {i for item in phrases if item.section == "valence" for i in range(item.first, item.last + 1)}
    for i, fact in active:
        reading.found += [Found(i, i, m.section, m.name, m.weight) for m in fact.meanings]
        if fact.valence and i not in covered:
            reading.found.append(Found(i, i, "valence", "", _valence(facts, i)))
    reading.found += phrases
    if contrast > 0:
        reading.found = [_around_contrast(item, contrast) for item in reading.found]
    _count(words, reading)
    return reading


def _phrases(fact: WordFacts, at: int, facts: Sequence[WordFacts]) -> list[Found]:
    folded = [known.folded for known in facts]
    found: list[Found] = []
    for phrase in fact.phrases:
        place = matches(phrase, at, folded)
        if place is not None:
            section, name, weight = phrase.meaning
            found.append(Found(place[0], place[1], section, name, weight))
    return found


def _valence(facts: Sequence[WordFacts], i: int) -> float:
    """Return the valence at `i` after the boosters and negators in the three words before it."""
    valence = facts[i].valence
    for before in facts[max(0, i - _REACH) : i]:
        if before.active:
            if before.boost:
                valence += before.boost if valence > 0 else -before.boost
            if before.negates:
                valence *= _FLIP
    return valence


def _around_contrast(item: Found, contrast: int) -> Found:
    if item.section != "valence":
        return item
    return item._replace(weight=item.weight * (_BEFORE_BUT if item.first < contrast else _AFTER_BUT))


def _count(words: list[str], reading: Reading) -> None:
    for word in words:
        if word[0] in "!?":
            reading.exclaims += word.count("!")
            reading.questions += word.count("?")
        elif len(word) > 2 and word.isupper():
            reading.shouted += 1
