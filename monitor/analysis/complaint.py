"""Whether a text complains, and what about: cues of waiting, failure, demand and chasing weigh more than mood.

Two judges share the odds. One weighs cues and moods by hand, after the lifts published for complaint tweets; its
weights hold for every language, because the cues do. The other is learnt from posts written to teach it and from texts
that complain to nobody (`training/complaint.py`): it knows the words of orders, queues and accounts, and what a post
looks like that speaks to a company (`surface`). Its share is the larger, the more there was to learn from.
"""

from collections.abc import Mapping, Sequence
from math import exp, sqrt
from typing import Final

from monitor.analysis.packed import PackedModel, lane, total_of, unpack
from monitor.analysis.pairs import NO_PAIRS, Pairs, is_pair
from monitor.analysis.piece_rows import chosen
from monitor.analysis.reading import Reading
from monitor.analysis.rounding import rounded
from monitor.analysis.sentiment import Moods, is_figure, pieces
from monitor.analysis.word_facts import COMPLAINT_LANE, THREAT_LANE
from monitor.domain.assessments import Complaint

_BIAS: Final = -2.2
_WEIGHTS: Final = {
    "wait": 0.9,
    "failure": 1.1,
    "demand": 0.8,
    "chase": 0.7,
    "repeat": 0.5,
    "contact": 0.6,
    "unhelpful": 1.2,
    "money": 0.3,
    "insult": 0.6,
    "sarcasm": 0.6,
    "mismatch": 2.0,
    "thanks": -0.8,
    "praise": -0.8,
    "ask": 0.1,
    "idea": -0.5,
    "spam": -1.5,
    "smalltalk": -1.5,
}
"""Log-odds for one cue, two at most of each."""
_NEGATIVE: Final = 2.4
_POSITIVE: Final = -1.6
_IRONIC: Final = 1.0
_MOST: Final = 2.0
_MOST_FELT: Final = 3.0
"""Words of blame, or of praise, that are counted."""
LEARNT_SHARE: Final = "learnt share"
"""A model's note: its share of the odds beside the judge by hand."""
_HALF: Final = 0.5
_PIECE: Final = 0.6
PAIR: Final = 5
"""What two words in a row count beside one piece of a word."""
_THREATS: Final = {"churn": 1.0, "legal": 1.0, "regulator": 1.0, "media": 1.0, "safety": 0.5, "fraud": 0.5}
"""Log-odds for threats: those made to a company; a danger or a fraud may be told of anybody else too."""
_CERTAIN_KINDS: Final = frozenset({"fraud", "safety"})
_WIDEST: Final = "service"
"""The subject that letters, calls and waiting about any other are about too."""


def seen_beside_words(reading: Reading, moods: Moods, shown: Sequence[str]) -> dict[str, float]:
    """Return what the learnt judge sees beside words, 1 at most: moods, cues, subjects, irony, what the post shows."""
    found = {"negative": moods.negative, "positive": moods.positive}
    found |= {f"cue {name}": min(times, _MOST) / _MOST for name, times in reading.counts.items()}
    if reading.kinds:
        found["subject"] = min(sum(reading.kinds.values()), _MOST) / _MOST
    blame = sum([item.weight < 0 for item in reading.valences])
    found["blame"] = min(blame, _MOST_FELT) / _MOST_FELT
    found["praise"] = min(len(reading.valences) - blame, _MOST_FELT) / _MOST_FELT
    if reading.ironic:
        found["ironic"] = 1.0
    for name in shown:
        found[name] = 1.0
    return found


def share(reading: Reading) -> float:
    """Return what one piece of a word counts in a text: less in a longer one."""
    return _PIECE / sqrt(max(1, len(reading.plain)))


class ComplaintModel:
    """One language's learnt judge: what words and figures add to the odds."""

    def __init__(self, model: PackedModel, *, counted: bool = False) -> None:
        """Take a model; `counted` says that readings bring its words' and pairs' weights with them."""
        self._words: Mapping[str, int] | None = None if counted else model.rows
        self._intercept = model.intercepts[0]
        self.share = float(model.notes.get(LEARNT_SHARE, _HALF))
        self._figures = {name[1:]: unpack(row, 1)[0] for name, row in chosen(model.rows, is_figure).items()}
        self._pairs = NO_PAIRS if counted else Pairs(chosen(model.rows, is_pair))

    def odds(self, reading: Reading, moods: Moods, shown: Sequence[str] = ()) -> float:
        """Return the log-odds that a text complains; `shown` is the post's `surface`."""
        odds = self._intercept + self._weight(reading) * share(reading)
        known = self._figures
        for name, value in seen_beside_words(reading, moods, shown).items():
            odds += known.get(name, 0.0) * value
        return odds

    def _weight(self, reading: Reading) -> float:
        if self._words is None:
            return unpack(reading.weight, THREAT_LANE)[COMPLAINT_LANE]
        words = sum([unpack(total_of(self._words, pieces(word)), 1)[0] for word in reading.plain])
        return words + PAIR * lane(self._pairs.total(reading.plain), 0)


def judged(reading: Reading, moods: Moods, model: ComplaintModel | None = None, shown: Sequence[str] = ()) -> Complaint:
    """Return how likely the text is a complaint and its subject, given moods, a learnt judge and the `surface`."""
    odds = _by_hand(reading, moods)
    if model is not None:
        odds += model.share * (model.odds(reading, moods, shown) - odds)
    if reading.threats:
        odds += max([_THREATS.get(item.name, 0.0) for item in reading.threats])
    return Complaint(rounded(1.0 / (1.0 + exp(-max(odds, -30.0)))), _kind(reading))


def _by_hand(reading: Reading, moods: Moods) -> float:
    odds = _BIAS + _NEGATIVE * moods.negative + _POSITIVE * moods.positive
    for name, times in reading.counts.items():
        weight = _WEIGHTS.get(name)
        if weight is not None:
            odds += weight * min(times, _MOST)
    return odds + _IRONIC if reading.ironic else odds


def _kind(reading: Reading) -> str | None:
    """Return the subject found most often, of two found as often the narrower; safety and fraud name themselves."""
    for item in reading.threats:
        if item.name in _CERTAIN_KINDS:
            return item.name
    kinds = reading.kinds
    return max(kinds, key=lambda name: (kinds[name], name != _WIDEST, name)) if kinds else None
