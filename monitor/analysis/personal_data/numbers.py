"""Decide what each run of digits is: every number recogniser scores it, the surest wins.

Order of the recognisers settles ties: id before account before card before parcel before phone.
"""

from collections.abc import Callable, Iterator
from typing import Final

from monitor.analysis.personal_data import card, iban, national_id, parcel, phone
from monitor.analysis.personal_data.hits import Hit
from monitor.analysis.personal_data.runs import Run, runs_in
from monitor.domain.assessments import PersonalDataType
from monitor.domain.writing.folding import View

_SCORERS: Final[tuple[tuple[PersonalDataType, Callable[[Run], float]], ...]] = (
    (PersonalDataType.NATIONAL_ID, national_id.score),
    (PersonalDataType.IBAN, iban.score),
    (PersonalDataType.CARD, card.score),
    (PersonalDataType.PARCEL, parcel.score),
    (PersonalDataType.PHONE, phone.score),
)
_MOST_WINDOWS: Final = 300
_SHORTEST: Final = 7
_LONGEST: Final = 30


def recognise(view: View) -> Iterator[Hit]:
    """Find every number that is personal data."""
    budget = _MOST_WINDOWS
    for run in runs_in(view):
        for window in run.windows():
            budget -= 1
            if _SHORTEST <= len(window.digits) <= _LONGEST and (hit := _judge(window)):
                yield hit
                if window.groups == run.groups:
                    break  # the whole run explains itself
            if window.groups == run.groups and phone.is_hotline(run):
                break  # and so does a company's line
            if budget < 0 and len(run.groups) > 1:
                break


def _judge(run: Run) -> Hit | None:
    best = Hit(PersonalDataType.PHONE, run.start, run.end, 0.0)
    for kind, scorer in _SCORERS:
        score = scorer(run)
        if score > best.score:
            best = Hit(kind, run.reach, run.end, score)
    return best if best.score else None
