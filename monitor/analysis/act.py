"""What the writer is doing: complaining, asking, praising, proposing, selling, or none of these."""

from typing import Final

from monitor.analysis.reading import Reading
from monitor.analysis.rounding import rounded
from monitor.domain.assessments import Act, ActLabel, Complaint, Sentiment

_ACKNOWLEDGED: Final = frozenset(
    {"ok", "okay", "okey", "oki", "k", "yes", "fine", "sure"}
    | {"gerai", "aisku", "supratau", "taip"}
    | {"jasne", "dobrze", "rozumiem", "tak", "spoko"}
)
"""A post of nothing but such words says "heard", not "well done"."""
_WISHED: Final = 0.5
"""What is left of gladness in a wish: what "would be lovely" is not there yet."""
_LIKELY: Final = 0.3
"""Below it a text hardly complains, and the label must not say that it does."""


def recognised(reading: Reading, sentiment: Sentiment, complaint: Complaint) -> Act:
    """Return the act with the strongest signs."""
    cues = reading.counts
    calm = 1.0 - complaint.score
    asks = (0.55 if reading.questions else 0.0) + 0.12 * min(cues.get("ask", 0.0), 3.0)
    thanks = cues.get("praise", 0.0) + cues.get("thanks", 0.0)
    glad = max(0.0, sentiment.score) * 0.7 + 0.25 * min(thanks, 2.0)
    if _ACKNOWLEDGED.issuperset(reading.plain):
        glad = 0.0
    elif "idea" in cues:
        glad *= _WISHED
    scores: dict[ActLabel, float] = {
        "complaint": complaint.score if complaint.score >= _LIKELY else complaint.score / 2,
        "question": min(asks, 0.9) * calm,
        "praise": min(1.0, glad) * calm,
        "idea": min(0.8, 0.45 * cues.get("idea", 0.0)),
        "spam": min(0.95, 0.35 * cues.get("spam", 0.0)),
        "other": 0.25,
    }
    label = max(scores, key=scores.__getitem__)
    return Act(label, rounded(scores[label]))
