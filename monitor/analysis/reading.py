"""One text read with one language's word list: what was found where, and how it adds up."""

from collections.abc import Sequence
from typing import Final, final

from mypy_extensions import i64, mypyc_attr

from monitor.analysis.lexicon import Lexicon
from monitor.analysis.pairs import Pairs
from monitor.analysis.senses import Meaning, Phrase, Sense, matches
from monitor.analysis.tokens import Tokens
from monitor.analysis.word_facts import WordFacts

_FLIP: Final = -0.74
_REACH: Final = 3
"""Words before a valence in which negators and boosters act."""
_BEFORE_BUT: Final = 0.5
_AFTER_BUT: Final = 1.5
_BLAME: Final = -2.0
_FRIENDLY: Final = frozenset({"thanks", "praise"})


@mypyc_attr(acyclic=True)
@final
class Found:
    """One finding: token positions (last inclusive), its weight here, and its name if it has one."""

    __slots__ = ("first", "last", "name", "weight")

    def __init__(self, first: int, last: int, weight: float, name: str = "") -> None:
        self.first = first
        self.last = last
        self.weight = weight
        self.name = name


@mypyc_attr(acyclic=True)
@final
class _Phrase:
    """A phrase that was found: token positions (last inclusive), and what it means."""

    __slots__ = ("first", "last", "meaning")

    def __init__(self, first: int, last: int, meaning: Meaning) -> None:
        self.first = first
        self.last = last
        self.meaning = meaning


@mypyc_attr(acyclic=True)
@final
class Reading:
    """All findings of a text, and its plain counts."""

    __slots__ = (
        "counts",
        "cues",
        "exclaims",
        "ironic",
        "kinds",
        "plain",
        "questions",
        "shouted",
        "threats",
        "valences",
        "weight",
    )

    def __init__(self, plain: Sequence[str] = (), weight: int = 0) -> None:
        """Begin with the words as the word list compares them, the sum of their and their pairs' packed weights."""
        self.plain = list(plain)
        self.weight = weight
        self.exclaims = 0
        self.questions = 0
        self.shouted = 0
        self.valences: list[Found] = []
        self.cues: list[Found] = []
        self.threats: list[Found] = []
        self.kinds: dict[str, float] = {}
        self.counts: dict[str, float] = {}  # cue → how often it was found
        self.ironic = False  # whether thanks or praise stand in a phrase that means the opposite ("thanks for nothing")


def read(tokens: Tokens, lexicon: Lexicon) -> Reading:
    """Read a text with a word list."""
    return read_facts(lexicon.of_texts([tokens.words])[0], lexicon.pairs)


def read_facts(facts: list[WordFacts], pairs: Pairs) -> Reading:
    """Read a text of whose words is known what the word list says."""
    reading = Reading()
    plain = reading.plain
    saying: list[int] = []
    anchors: list[int] = []
    weight = 0
    before: i64 = 0
    for i, fact in enumerate(facts):
        plain.append(fact.plain)
        weight += fact.weight
        if before and fact.second:
            weight += pairs.row(before, fact.second)
        before = fact.first
        sense = fact.sense
        if sense is not None:
            if sense.says:
                saying.append(i)
            if sense.anchors:
                anchors.append(i)
    reading.weight = weight
    _note_found(reading, saying, _phrases(anchors, plain, facts), facts)
    return reading


def _phrases(anchors: list[int], plain: list[str], facts: list[WordFacts]) -> list[_Phrase]:
    """Return the phrases found by words at `anchors`."""
    found: list[_Phrase] = []
    last = len(facts) - 1
    for i in anchors:
        sense = facts[i].sense
        assert sense is not None
        after = i < last and sense.follow & facts[i + 1].near != 0
        before = i > 0 and sense.precede & facts[i - 1].near != 0
        if after or before or sense.loose:
            _add_phrases(found, sense, i, plain, after=after, before=before)
    return found


def _note_found(reading: Reading, saying: list[int], phrases: list[_Phrase], facts: list[WordFacts]) -> None:
    """Add what words and phrases say together."""
    contrast = _note_words(reading, saying, facts, _covered(phrases, "valence") if phrases else _NONE)
    if phrases:
        _note_phrases(reading, phrases)
    if contrast > 0:
        _weigh_around(contrast, reading.valences)
    counts = reading.counts
    for cue in reading.cues:
        counts[cue.name] = counts.get(cue.name, 0.0) + 1.0


def _note_words(reading: Reading, saying: list[int], facts: list[WordFacts], covered: set[int]) -> int:
    """Add what single words say; return where the last contrast stands, -1 if there is none."""
    contrast = -1
    for i in saying:
        sense = facts[i].sense
        assert sense is not None
        if sense.valence and i not in covered:
            reading.valences.append(Found(i, i, _valence(sense.valence, facts, i)))
        for cue in sense.cues:
            reading.cues.append(Found(i, i, 1.0, cue))
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


def _note_phrases(reading: Reading, phrases: list[_Phrase]) -> None:
    """Add what phrases say, and take back what they show to be meant otherwise."""
    blame = False
    for phrase in phrases:
        _note(reading, phrase.first, phrase.last, phrase.meaning)
        blame = blame or _blames(phrase.meaning)
    if reading.threats:
        harmless = _covered(phrases, "harmless")
        reading.threats = [item for item in reading.threats if harmless.isdisjoint(range(item.first, item.last + 1))]
    if blame:
        _drop_ironic(reading, phrases)


def _add_phrases(found: list[_Phrase], sense: Sense, i: int, plain: list[str], *, after: bool, before: bool) -> None:
    """Add the phrases found by the word at `i`, given whether any may be found by the word after or before it."""
    if after and sense.pairs is not None:
        for meaning in sense.pairs.of(plain[i + 1]):
            found.append(_Phrase(i, i + 1, meaning))  # noqa: PERF401 - one list for both kinds of phrases
    for phrase in sense.loose:
        _add_longer(found, phrase, i, plain)
    if after and sense.leading is not None:
        for phrase in sense.leading.of(plain[i + 1]):
            _add_longer(found, phrase, i, plain)
    if before and sense.trailing is not None:
        for phrase in sense.trailing.of(plain[i - 1]):
            _add_longer(found, phrase, i, plain)


def _add_longer(found: list[_Phrase], phrase: Phrase, i: int, plain: list[str]) -> None:
    place = matches(phrase, i, plain)
    if place is not None:
        found.append(_Phrase(place[0], place[1], phrase.meaning))


def _drop_ironic(reading: Reading, phrases: list[_Phrase]) -> None:
    """Take back thanks and praise that a phrase turns into blame, and remember that it was so."""
    turned = {i for phrase in phrases if _blames(phrase.meaning) for i in range(phrase.first, phrase.last + 1)}
    kept = [item for item in reading.cues if item.name not in _FRIENDLY or item.first not in turned]
    reading.ironic = len(kept) < len(reading.cues)
    reading.cues = kept


def _blames(meaning: Meaning) -> bool:
    return meaning.section == "valence" and meaning.weight <= _BLAME


def _covered(phrases: list[_Phrase], section: str) -> set[int]:
    """Return the positions inside phrases of a section: their words no longer count by themselves."""
    return {i for each in phrases if each.meaning.section == section for i in range(each.first, each.last + 1)}


_NONE: Final[set[int]] = set()


def _note(reading: Reading, first: int, last: int, meaning: Meaning) -> None:
    section = meaning.section
    if section == "valence":
        reading.valences.append(Found(first, last, meaning.weight))
    elif section == "cue":
        reading.cues.append(Found(first, last, meaning.weight, meaning.name))
    elif section == "threat":
        reading.threats.append(Found(first, last, meaning.weight, meaning.name))
    elif section == "kind":
        reading.kinds[meaning.name] = reading.kinds.get(meaning.name, 0.0) + meaning.weight


def _valence(valence: float, facts: list[WordFacts], i: int) -> float:
    """Return the valence at `i` after the boosters and negators in the three words before it."""
    for at in range(max(0, i - _REACH), i):
        before = facts[at].sense
        if before is not None and before.modifies:
            if before.boost:
                valence += before.boost if valence > 0 else -before.boost
            if before.negates:
                valence *= _FLIP
    return valence


def _weigh_around(contrast: int, valences: list[Found]) -> None:
    for item in valences:
        item.weight *= _BEFORE_BUT if item.first < contrast else _AFTER_BUT
