"""Threats in words nobody listed: a small linear model over words, pairs of words, concepts and what the rules found.

Rules (`threat_rules`) know which words make a threat near which; people find others. The model learnt from posts
written to teach it (`training/threats.py`) weighs all words of a passage at once. It hears threats the rules do not
know, and takes back what they hear in harmless company ("court shoes"). A long post is judged passage by passage, so
that a threat in its middle is not drowned by the story around it.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache, reduce
from math import exp, log, sqrt
from operator import or_
from typing import Final, final

from mypy_extensions import i64, mypyc_attr

from monitor.analysis.packed import FIGURE, PRECISION, PackedModel, above, lane, steps, unpack
from monitor.analysis.pairs import Pairs
from monitor.analysis.piece_rows import chosen
from monitor.analysis.reading import Found, Reading
from monitor.analysis.sentiment import is_figure
from monitor.analysis.threat_rules import ThreatRules, single, together
from monitor.analysis.urgency import GRAVITY
from monitor.analysis.word_facts import THREAT_LANE, ThreatFacts, WordFacts

CLASSES: Final = GRAVITY
"""Order of the weights in a model's rows, gravest first; the last weight of a row is its heat."""
LANES: Final = len(CLASSES) + 1
LEVELS: Final = {**dict.fromkeys(CLASSES, 3.0), "media": 2.0, "churn": 2.0}
"""Urgency of a threat, 0 to 3."""
LIKELY: Final = "likely"
"""A model's note: the probability from which a threat is heard that no rule names."""
BACKED: Final = "backed"
"""A model's note: the probability from which a threat is believed that a rule names."""
HOT: Final = "hot"
"""A model's note: the heat from which a passage is judged at all. Heat is a coarse sum over words, quickly taken."""
HEAT: Final = 0.1
"""What one piece of a word adds to heat, beside 1 for a concept."""
LONGEST_PASSAGE: Final = 16
"""Words of a text that is judged at once."""
_PASSAGE: Final = 12
_STEP: Final = 5
_MOST_JUDGED: Final = 400
"""Passages that are judged of one text: those with names, then the hottest; no post of a network has as many."""
CONCEPT: Final = 0.5
"""What the presence of a concept counts beside a rule's 1."""
PAIR: Final = 4
"""What two words in a row count beside one piece of a word: whole, so that their packed weights can be multiplied."""
_PIECE: Final = 0.25
_SHARED: Final = 0.1
"""Probability below which a named threat is not kept beside a likelier one."""
_TOLD_BY: Final = 3
_MEETINGS: Final = 2_000
"""Concepts that meet in a passage, remembered with what they weigh together."""
_CERTAIN: Final = 30.0


Passage = tuple[int, int]
"""Words of a text from the first up to, not including, the second."""


@mypyc_attr(acyclic=True)
@final
class _Judged:
    """How much a passage threatens, and which threat how much."""

    __slots__ = ("passage", "probability", "shares")

    def __init__(self, probability: float, passage: Passage, shares: list[float]) -> None:
        self.probability = probability
        self.passage = passage
        self.shares = shares


_CALM: Final = _Judged(0.0, (0, 0), [])


@lru_cache(maxsize=512)
def passages(length: int) -> tuple[Passage, ...]:
    """Return the passages in which a text of so many words is judged; they overlap by more than half."""
    if length <= LONGEST_PASSAGE:
        return ((0, length),) if length else ()
    starts = range(0, length - _PASSAGE + _STEP, _STEP)
    return tuple([(start, min(start + _PASSAGE, length)) for start in starts])


def share(length: int) -> float:
    """Return what one piece of a word counts in a passage: less in a longer one."""
    return _PIECE / sqrt(max(1, length))


def concept(name: str) -> str:
    """Return the name under which a concept of the rules stands in a model."""
    return f"{FIGURE}concept {name}"


def ruled(name: str) -> str:
    """Return the name under which "a rule or a phrase names this threat" stands in a model."""
    return f"{FIGURE}rule {name}"


class _Concepts(dict[int, list[float]]):
    """Bits of concepts → the scores of a passage that holds them, before its words count."""

    def __init__(self, rows: Mapping[int, list[float]], intercepts: Sequence[float]) -> None:
        super().__init__()
        self._rows = rows
        self._intercepts = list(intercepts)
        self._known = reduce(or_, rows, 0)

    def of(self, bits: int) -> list[float]:
        """Return the scores; bits that mean nothing to the model do not matter."""
        return self[bits & self._known]

    def __missing__(self, bits: int) -> list[float]:
        scores = self._intercepts.copy()
        for bit in single(bits):
            for at, weight in enumerate(self._rows[bit]):
                scores[at] += weight
        if len(self) < _MEETINGS:
            self[bits] = scores
        return scores


class ThreatJudge:
    """One language's rules and model. Safe to share between threads: it only remembers which concepts meet."""

    def __init__(self, rules: ThreatRules, model: PackedModel) -> None:
        self._rules = rules
        figures = chosen(model.rows, is_figure)
        known = {bit: figures.get(concept(name), 0) for name, bit in rules.bits.items()}
        self._met = _Concepts(
            {bit: [weight * CONCEPT for weight in _weights(row)] for bit, row in known.items() if row}, model.intercepts
        )
        self._heats = {bit: _heat(row) for bit, row in known.items() if row}
        self._hot_bits = reduce(or_, self._heats, 0)
        self._ruled: dict[str, list[float]] = {name: _weights(figures.get(ruled(name), 0)) for name in CLASSES}
        self._likely = float(model.notes[LIKELY])
        self._backed = float(model.notes[BACKED])
        self._hot = float(model.notes[HOT])

    def facts(self, word: str, weight: int) -> ThreatFacts:
        """Return what a plain word of this packed weight says; its heat is that of its pieces and its concepts."""
        named = self._rules.concepts.worked_out(word)
        heat = sum([self._heats[bit] for bit in single(named.bits & self._hot_bits)])
        return ThreatFacts(named, HEAT * lane(weight, THREAT_LANE + LANES - 1) + heat)

    def heard(self, reading: Reading, told: list[WordFacts], pairs: Pairs) -> list[Found]:
        """Return the threats of a text, given what its words and the phrases of the word list say."""
        plain, phrased = reading.plain, reading.threats
        begun = [at for at in range(len(told) - 1) if told[at].threat_follow & told[at + 1].threat_near]
        bits = self._rules.concepts.with_phrases(plain, [each.bits for each in told], begun)
        named = [*phrased, *self._rules.of(bits)]
        places = _places(named, len(plain))
        worth = self._worth_judging(told, _marks(places))
        if not worth:
            return []
        enough = self._backed if named else self._likely
        floor = log(enough / (1.0 - enough) / len(CLASSES))
        likeliest = _CALM
        for passage in worth:
            found = self._judged(passage, _row_of(told, pairs, passage), bits, places, floor)
            if found.probability >= likeliest.probability:
                likeliest = found
        if likeliest.probability < enough:
            return []
        best = max(range(len(CLASSES)), key=likeliest.shares.__getitem__)
        enough = min(_SHARED, likeliest.shares[best])
        kept = [item for item in named if likeliest.shares[CLASSES.index(item.name)] >= enough]
        if CLASSES[best] not in {item.name for item in kept}:
            kept += _telling(told, likeliest.passage, best)
        return kept

    def _worth_judging(self, told: list[WordFacts], marks: bytes) -> list[Passage]:
        """Return the passages that are hot or in which something is named, most often none."""
        worth = []
        for start, end in passages(len(told)):
            if _heat_of(told, start, end) >= self._hot or (marks and 1 in marks[start:end]):
                worth.append((start, end))
        if len(worth) > _MOST_JUDGED:
            worth.sort(key=lambda each: (1 in marks[each[0] : each[1]], _heat_of(told, *each)), reverse=True)
        return worth[:_MOST_JUDGED]

    def _judged(
        self, passage: Passage, row: int, bits: list[int], places: Mapping[str, bytearray], floor: float
    ) -> _Judged:
        """Return how much a passage threatens; nothing if no score reaches the floor, as then all together do not."""
        start, end = passage
        scale = share(end - start) / PRECISION
        base = self._met.of(together(bits, start, end))
        scores = [base[at] + step * scale for at, step in enumerate(steps(row, len(CLASSES)))]
        for name, marks in places.items():
            if 1 in marks[start:end]:
                by_rule = self._ruled[name]
                scores = [score + by_rule[at] for at, score in enumerate(scores)]
        if max(scores) < floor:
            return _CALM
        odds = [exp(min(score, _CERTAIN)) for score in scores]
        total = 0.0
        for each in odds:  # one by one: the same sum in every Python
            total += each
        total += 1.0
        return _Judged(1.0 - 1.0 / total, passage, [each / total for each in odds])


def _telling(told: Sequence[WordFacts], passage: Passage, best: int) -> list[Found]:
    """Return the words of a passage that speak most for a threat."""
    weights = [(_weights(above(told[i].weight, THREAT_LANE))[best], i) for i in range(*passage)]
    chosen = sorted(weights, reverse=True)[:_TOLD_BY]
    name = CLASSES[best]
    telling = sorted(i for weight, i in chosen if weight > 0) or [chosen[0][1]]
    return [Found(i, i, LEVELS[name], name) for i in telling]


def _places(named: Sequence[Found], length: int) -> dict[str, bytearray]:
    """Return for each threat that is named the words it is named by, marked with 1."""
    places: dict[str, bytearray] = {}
    for item in named:
        marks = b"\1" * (item.last + 1 - item.first)
        places.setdefault(item.name, bytearray(length))[item.first : item.last + 1] = marks
    return places


def _marks(places: Mapping[str, bytearray]) -> bytes:
    """Return the words anything is named by, marked with 1."""
    return bytes(map(max, zip(*places.values(), strict=True))) if places else b""


def _row_of(told: list[WordFacts], pairs: Pairs, passage: Passage) -> int:
    """Return the sum of the packed weights of the words of a passage and of the pairs they make."""
    total = 0
    before: i64 = 0
    for at in range(passage[0], passage[1]):
        each = told[at]
        total += each.weight
        if before and each.second:
            total += pairs.row(before, each.second)
        before = each.first
    return above(total, THREAT_LANE)


def _heat_of(told: list[WordFacts], start: int, end: int) -> float:
    """Return the heat of words together, added up one by one: the same sum in every Python."""
    heat = 0.0
    for at in range(start, end):
        heat += told[at].heat
    return heat


def _weights(row: int) -> list[float]:
    return unpack(row, len(CLASSES))


def _heat(row: int) -> float:
    return lane(row, LANES - 1)
