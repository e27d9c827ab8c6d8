"""Whether a text complains, and what about: cues of waiting, failure, demand and chasing weigh more than mood."""

from math import exp
from typing import Final

from monitor.analysis.reading import Reading
from monitor.domain.assessments import Complaint, Sentiment

_BIAS: Final = -1.6
_WEIGHTS: Final = {
    "wait": 0.9,
    "failure": 1.1,
    "demand": 0.9,
    "chase": 0.7,
    "repeat": 0.7,
    "contact": 0.6,
    "unhelpful": 1.2,
    "money": 0.3,
    "insult": 1.0,
    "sarcasm": 0.8,
    "thanks": -0.9,
    "praise": -0.8,
    "ask": 0.1,
    "idea": -0.5,
    "spam": -1.5,
}
"""Log-odds for one cue, two at most of each; set by hand after the lifts known from public complaint tweets."""
_MOOD: Final = -2.2
_MOST: Final = 2.0


def judged(reading: Reading, sentiment: Sentiment) -> Complaint:
    """Return how likely the text is a complaint and its subject."""
    cues = reading.weights("cue")
    odds = _BIAS + _MOOD * sentiment.score
    odds += sum(weight * min(cues[name], _MOST) for name, weight in _WEIGHTS.items() if name in cues)
    kinds = reading.weights("kind")
    kind = max(kinds, key=lambda name: (kinds[name], name)) if kinds else None
    return Complaint(round(1.0 / (1.0 + exp(-odds)), 4), kind)
