"""How long a text can wait: threats and safety first, then money, duration and repeated contact."""

from typing import Final, get_args

from monitor.analysis.reading import Found, Reading
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
_THREATS: Final = frozenset(get_args(Threat))


def threats(reading: Reading) -> list[Found]:
    """Return the findings that are threats, gravest first."""
    found = [item for item in reading.found if item.section == "threat" and item.name in _THREATS]
    order = {name: place for place, name in enumerate(GRAVITY)}
    return sorted(found, key=lambda item: (-item.weight, order[_threat(item.name)]))


def weighed(reading: Reading, complaint: Complaint) -> Urgency:
    """Return the level 0..3. A threat is an override: nothing else in the text lowers it."""
    gravest = threats(reading)
    if gravest:
        return Urgency(int(gravest[0].weight), _threat(gravest[0].name))
    if complaint.score < 0.5:
        return Urgency(0, None)
    cues = reading.weights("cue")
    pressing = sum(name in cues for name in ("wait", "repeat", "contact", "money"))
    return Urgency(2 if pressing >= 3 else 1, None)


def _threat(name: str) -> Threat:
    return next(threat for threat in GRAVITY if threat == name)
