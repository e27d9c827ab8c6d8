"""Whether a text complains, and what about: cues of waiting, failure, demand and chasing weigh more than mood.

No complaint labels may be learnt from, so the weights are set by hand after the lifts published for complaint
tweets; they hold for every language, because the cues do.
"""

from math import exp
from typing import Final

from monitor.analysis.reading import Reading
from monitor.analysis.sentiment import Moods
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
_THREAT: Final = 1.0
_IRONIC: Final = 1.0
_MOST: Final = 2.0
_CERTAIN_KINDS: Final = frozenset({"fraud", "safety"})


def judged(reading: Reading, moods: Moods) -> Complaint:
    """Return how likely the text is a complaint, given its moods, and its subject."""
    odds = _BIAS + _NEGATIVE * moods.negative + _POSITIVE * moods.positive
    for name, times in reading.counts.items():
        weight = _WEIGHTS.get(name)
        if weight is not None:
            odds += weight * min(times, _MOST)
    if reading.ironic:
        odds += _IRONIC
    if reading.threats:
        odds += _THREAT
    return Complaint(round(1.0 / (1.0 + exp(-max(odds, -30.0))), 4), _kind(reading))


def _kind(reading: Reading) -> str | None:
    """Return the subject found most often; a threat to safety or a fraud names itself."""
    for item in reading.threats:
        if item.name in _CERTAIN_KINDS:
            return item.name
    kinds = reading.kinds
    return max(kinds, key=lambda name: (kinds[name], name)) if kinds else None
