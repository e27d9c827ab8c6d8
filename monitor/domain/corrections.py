"""What a person says an assessment should have been, and how that changes it; pure.

A correction is kept beside what the analyser had said, with its version: it is put into effect at once, and the
brand's model learns from it. One whose value is what the analyser had said is a confirmation: it teaches as much.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, get_args

from msgspec.structs import replace

from monitor.domain.assessments import (
    Act,
    ActLabel,
    Assessment,
    Complaint,
    Language,
    Sentiment,
    SentimentLabel,
    Urgency,
)
from monitor.domain.errors import Rejected


class Verdict(StrEnum):
    """What of an assessment a person can correct; the values are the names in the API and in forms."""

    SENTIMENT = "sentiment"
    ACT = "act"
    KIND = "kind"
    URGENCY = "urgency"
    LANGUAGE = "language"
    ABOUT_US = "about_us"


NO_KIND: Final = "none"
MOODS: Final[dict[str, tuple[SentimentLabel, float]]] = {
    "negative": ("negative", -0.8),
    "neutral": ("neutral", 0.0),
    "positive": ("positive", 0.8),
}
"""Mood → label and score, where the analyser's own score does not agree with the label."""
VALUES: Final[dict[Verdict, frozenset[str]]] = {
    Verdict.SENTIMENT: frozenset(MOODS),
    Verdict.ACT: frozenset(get_args(ActLabel)),
    Verdict.URGENCY: frozenset("0123"),
    Verdict.ABOUT_US: frozenset({"yes", "no"}),
}
"""What each may be; a kind and a language are words of their own (see `checked`)."""
_LONGEST: Final = 30
_HARMLESS: Final = 1
"""Up to this level of urgency nothing is a threat any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One verdict of one person about one text, as it stood at `revision`.

    `was` is what the analyser had said. `text` is the text itself, masked by nothing: it is erased with its mention.
    `language` is the language the text was taken to be in, for figures. Times are UTC.
    """

    id: int = 0
    mention_id: int
    case_id: int
    brand: str
    revision: int
    verdict: Verdict
    value: str
    was: str
    analyser: str
    language: str
    text: str
    actor: str
    at: datetime
    withdrawn_at: datetime | None = None

    @property
    def confirms(self) -> bool:
        """Whether the person agreed with the analyser."""
        return self.value == self.was


def checked(verdict: Verdict, value: str) -> str:
    """Return the value if the verdict can have it.

    Raises Rejected.
    """
    allowed = VALUES.get(verdict)
    if allowed is not None:
        known = value in allowed
    elif verdict is Verdict.LANGUAGE:
        known = len(value) == 2 and value.isascii() and value.islower()
    else:
        known = 0 < len(value) <= _LONGEST and value.isascii() and value.replace("_", "").isalpha() and value.islower()
    if not known:
        raise Rejected(f"{verdict} cannot be corrected to that value", rule="bad_correction")
    return value


def said(found: Assessment, verdict: Verdict) -> str:
    """Return what an assessment says, in the words a correction uses."""
    return {
        Verdict.SENTIMENT: found.sentiment.label,
        Verdict.ACT: found.act.label,
        Verdict.KIND: found.complaint.kind or NO_KIND,
        Verdict.URGENCY: str(found.urgency.level),
        Verdict.LANGUAGE: found.language.code,
        Verdict.ABOUT_US: "yes" if found.about_us else "no",
    }[verdict]


def corrected(found: Assessment, corrections: Iterable[Correction]) -> Assessment:
    """Return the analyser's assessment as people want it; `corrected` of the result names what they changed."""
    changed: list[str] = []
    for each in corrections:
        if each.value != said(found, each.verdict):
            changed.append(each.verdict.value)
            found = _applied(found, each)
    return replace(found, corrected=tuple(dict.fromkeys(changed)))


def _applied(found: Assessment, correction: Correction) -> Assessment:
    value = correction.value
    match correction.verdict:
        case Verdict.SENTIMENT:
            return replace(found, sentiment=_mood(found.sentiment, value))
        case Verdict.ACT:
            score = 1.0 if value == "complaint" else 0.0
            kind = found.complaint.kind
            label: ActLabel = next(each for each in get_args(ActLabel) if each == value)
            return replace(found, act=Act(label, 1.0), complaint=Complaint(score, kind))
        case Verdict.KIND:
            return replace(found, complaint=Complaint(found.complaint.score, None if value == NO_KIND else value))
        case Verdict.URGENCY:
            threat = found.urgency.threat if int(value) > _HARMLESS else None
            return replace(found, urgency=Urgency(int(value), threat))
        case Verdict.LANGUAGE:
            return replace(found, language=Language(value, 1.0, "person"))
        case Verdict.ABOUT_US:
            return replace(found, about_us=value == "yes")


def _mood(had: Sentiment, value: str) -> Sentiment:
    label, score = MOODS[value]
    return had if had.label == label else Sentiment(label, score)


def standing(corrections: Sequence[Correction], *, revision: int) -> list[Correction]:
    """Return the corrections in effect for a text: the newest of each verdict, of this very text, not withdrawn."""
    newest: dict[Verdict, Correction] = {}
    for each in sorted(corrections, key=lambda each: each.id):
        if each.withdrawn_at is None and each.revision == revision:
            newest[each.verdict] = each
    return [newest[verdict] for verdict in Verdict if verdict in newest]


def last_of(corrections: Sequence[Correction]) -> list[Correction]:
    """Return those that were made together last: what "undo" takes back."""
    if not corrections:
        return []
    last = max(corrections, key=lambda each: each.id)
    return [each for each in corrections if (each.at, each.actor) == (last.at, last.actor)]
