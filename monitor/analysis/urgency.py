"""How long a text can wait: threats and safety first, then money, duration and repeated contact."""

from typing import Final

from monitor.analysis.reading import Reading
from monitor.domain.assessments import Complaint, Threat, Urgency

GRAVITY: Final[tuple[Threat, ...]] = (
    "self_harm",
    "safety",
    "abuse",
    "fraud",
    "legal",
    "regulator",
    "media",
    "churn",
)
"""Which threat is named when a text holds several of one level."""
_ORDER: Final[dict[str, int]] = {name: place for place, name in enumerate(GRAVITY)}


def weighed(reading: Reading, complaint: Complaint) -> Urgency:
    """Return the level 0..3. A threat is an override: nothing else in the text lowers it."""
    if reading.threats:
        gravest = min(reading.threats, key=lambda item: (-item.weight, _ORDER[item.name]))
        return Urgency(int(gravest.weight), GRAVITY[_ORDER[gravest.name]])
    if complaint.score < 0.5:
        return _CALM
    pressing = sum([name in reading.counts for name in _PRESSING])
    return _PRESSED if pressing >= 3 else _OPEN


_PRESSING: Final = ("wait", "repeat", "contact", "money")
_CALM: Final = Urgency(0, None)
_OPEN: Final = Urgency(1, None)
_PRESSED: Final = Urgency(2, None)
