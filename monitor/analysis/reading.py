"""One text read with one language's word list: what was found where, and how it adds up."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final, NamedTuple

from monitor.analysis.lexicon import Lexicon
from monitor.analysis.senses import Meaning, Sense, matches
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


Placed = tuple[int, Sense]
"""A word that says something, and where it stands."""
_found: Final = partial(tuple.__new__, Found)
"""Found from a tuple of its fields: made for most words of every post, and a call by name takes twice as long."""


@dataclass(slots=True)
class Reading:
    """All findings of a text, and its plain counts."""

    plain: list[str] = field(default_factory=list)
    """The words as the word list compares them."""
    weight: int = 0
    """Sum of the words' packed weights."""
    exclaims: int = 0
    questions: int = 0
    shouted: int = 0
    valences: list[Found] = field(default_factory=list)
    cues: list[Found] = field(default_factory=list)
    threats: list[Found] = field(default_factory=list)
    kinds: dict[str, float] = field(default_factory=dict)
    counts: dict[str, float] = field(default_factory=dict)
    """Cue → how often it was found."""
    ironic: bool = False
    """Whether thanks or praise stand inside a phrase that means the opposite ("thanks for nothing")."""


def read(tokens: Tokens, lexicon: Lexicon) -> Reading:
    """Read a text with a word list."""
    facts = lexicon.read(tokens.words)
    if not facts:
        return Reading()
    plain, weights, senses, near = zip(*facts, strict=True)
    reading = Reading(list(plain), sum(weights))
    active = [(i, sense) for i, sense in enumerate(senses) if sense is not None]
    phrases = _phrases([each for each in active if each[1].anchors], reading.plain, near)
    contrast = _note_words(
        reading,
        [each for each in active if each[1].says],
        senses,
        _covered(phrases, "valence") if phrases else _NONE,
    )
    if phrases:
        _note_phrases(reading, phrases)
    if contrast > 0:
        reading.valences = [_around_contrast(item, contrast) for item in reading.valences]
    counts = reading.counts
    for _, _, _, name in reading.cues:
        counts[name] = counts.get(name, 0.0) + 1.0
    return reading


def _note_words(reading: Reading, saying: list[Placed], senses: Sequence[Sense | None], covered: set[int]) -> int:
    """Add what single words say; return where the last contrast stands, -1 if there is none."""
    contrast = -1
    for i, sense in saying:
        if sense.valence and i not in covered:
            reading.valences.append(_found((i, i, _valence(sense.valence, senses, i) if i else sense.valence, "")))
        for cue in sense.cues:
            reading.cues.append(_found((i, i, 1.0, cue)))
        for kind in sense.kinds:
            reading.kinds[kind] = reading.kinds.get(kind, 0.0) + 1.0
        for name, level in sense.threats:
            reading.threats.append(Found(i, i, level, name))
        if sense.contrasts:
            contrast = i
        if sense.marked:
            reading.exclaims += sense.exclaims
            reading.questions += sense.questions
            reading.shouted += sense.shouted
    return contrast


def _note_phrases(reading: Reading, phrases: list[tuple[int, int, Meaning]]) -> None:
    """Add what phrases say, and take back what they show to be meant otherwise."""
    for first, last, meaning in phrases:
        _note(reading, first, last, meaning)
    if reading.threats:
        harmless = _covered(phrases, "harmless")
        reading.threats = [item for item in reading.threats if harmless.isdisjoint(range(item.first, item.last + 1))]
    if any(meaning[0] == "valence" and meaning[2] <= _BLAME for _, _, meaning in phrases):
        _drop_ironic(reading, phrases)


def _phrases(anchors: list[Placed], plain: list[str], near: Sequence[bool]) -> list[tuple[int, int, Meaning]]:
    """Return the phrases found by words that can anchor one."""
    found: list[tuple[int, int, Meaning]] = []
    end = len(plain) - 1
    for i, sense in anchors:
        candidates = sense.loose
        if i < end and near[i + 1]:
            after = plain[i + 1]
            if sense.pairs is not None:
                for meaning in sense.pairs[after]:
                    found.append((i, i + 1, meaning))  # noqa: PERF401 - one list for both kinds of phrases
            if sense.leading is not None:
                candidates += sense.leading[after]
        if i and near[i - 1] and sense.trailing is not None:
            candidates += sense.trailing[plain[i - 1]]
        for phrase in candidates:
            place = matches(phrase, i, plain)
            if place is not None:
                found.append((*place, phrase.meaning))
    return found


def _drop_ironic(reading: Reading, phrases: list[tuple[int, int, Meaning]]) -> None:
    """Take back thanks and praise that a phrase turns into blame, and remember that it was so."""
    turned = {
        i
        for first, last, meaning in phrases
        if meaning.section == "valence" and meaning.weight <= _BLAME
        for i in range(first, last + 1)
    }
    kept = [item for item in reading.cues if item.name not in _FRIENDLY or item.first not in turned]
    reading.ironic = len(kept) < len(reading.cues)
    reading.cues = kept


def _covered(phrases: list[tuple[int, int, Meaning]], section: str) -> set[int]:
    """Return the positions inside phrases of a section: their words no longer count by themselves."""
    return {i for first, last, meaning in phrases if meaning[0] == section for i in range(first, last + 1)}


_BLAME: Final = -2.0
_FRIENDLY: Final = frozenset({"thanks", "praise"})
_NONE: Final[set[int]] = set()


def _note(reading: Reading, first: int, last: int, meaning: Meaning) -> None:
    section, name, weight = meaning
    if section == "valence":
        reading.valences.append(_found((first, last, weight, "")))
    elif section == "cue":
        reading.cues.append(_found((first, last, weight, name)))
    elif section == "threat":
        reading.threats.append(Found(first, last, weight, name))
    elif section == "kind":
        reading.kinds[name] = reading.kinds.get(name, 0.0) + weight


def _valence(valence: float, senses: Sequence[Sense | None], i: int) -> float:
    """Return the valence at `i` after the boosters and negators in the three words before it."""
    for before in senses[max(0, i - _REACH) : i]:
        if before is not None and before.modifies:
            if before.boost:
                valence += before.boost if valence > 0 else -before.boost
            if before.negates:
                valence *= _FLIP
    return valence


def _around_contrast(item: Found, contrast: int) -> Found:
    factor = _BEFORE_BUT if item.first < contrast else _AFTER_BUT
    return Found(item.first, item.last, item.weight * factor)
