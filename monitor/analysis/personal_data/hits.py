"""What a recogniser returns, in offsets of the folded text."""

from typing import NamedTuple

from monitor.domain.assessments import PersonalDataType


class Hit(NamedTuple):
    """One find: `start` and `end` count characters of the folded text; `score` is 0..1."""

    type: PersonalDataType
    start: int
    end: int
    score: float
