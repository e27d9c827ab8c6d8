"""What other weights would have made of the last week: who would have ranked where; nothing is changed. Pure.

All cases of the week are put into one list, as if they waited together; each stands where its words put it then.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from monitor.domain.priority import Priority

WEEK = timedelta(days=7)
TOP = 20
"""Cases an agent sees first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """A case under the weights in use and under the others; `complaint` as assessed, or as a person corrected it."""

    case_id: int
    before: Priority
    after: Priority
    complaint: bool
    corrected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where a case stood and would have stood; 1 is the top."""

    case_id: int
    place_before: int
    place_after: int
    points_before: int
    points_after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """`shown`: the top of either list and what moved furthest. Medians are None where there is no such case."""

    cases: int
    top: int
    into_top: tuple[int, ...] = ()
    out_of_top: tuple[int, ...] = ()
    moved: int = 0
    complaints: int = 0
    complaints_before: float | None = None
    complaints_after: float | None = None
    corrected: int = 0
    corrected_before: float | None = None
    corrected_after: float | None = None
    shown: tuple[Placed, ...] = ()


def compare(replayed: Sequence[Replayed], *, top: int = TOP, shown: int = 60) -> Comparison:
    """Put the cases in both orders and say what differs."""
    before = _places([(each.before, each.case_id) for each in replayed])
    after = _places([(each.after, each.case_id) for each in replayed])
    placed = [
        Placed(
            case_id=each.case_id,
            place_before=before[each.case_id],
            place_after=after[each.case_id],
            points_before=each.before.points,
            points_after=each.after.points,
        )
        for each in replayed
    ]
    complaints = [each for each in replayed if each.complaint]
    corrected = [each for each in replayed if each.corrected]
    return Comparison(
        cases=len(replayed),
        top=top,
        into_top=tuple(each.case_id for each in _by_place(placed) if each.place_after <= top < each.place_before),
        out_of_top=tuple(each.case_id for each in _by_place(placed) if each.place_before <= top < each.place_after),
        moved=sum(each.place_before != each.place_after for each in placed),
        complaints=len(complaints),
        complaints_before=_median(complaints, before),
        complaints_after=_median(complaints, after),
        corrected=len(corrected),
        corrected_before=_median(corrected, before),
        corrected_after=_median(corrected, after),
        shown=tuple(_telling(placed, top, shown)),
    )


def _places(ranked: Sequence[tuple[Priority, int]]) -> dict[int, int]:
    ordered = sorted(ranked, key=lambda each: (each[0].rank_at, each[1]))
    return {case_id: place for place, (_, case_id) in enumerate(ordered, 1)}


def _by_place(placed: Sequence[Placed]) -> list[Placed]:
    return sorted(placed, key=lambda each: each.place_after)


def _telling(placed: Sequence[Placed], top: int, shown: int) -> list[Placed]:
    """The top of either list, then what moved furthest."""
    first = [each for each in placed if min(each.place_before, each.place_after) <= top]
    rest = [each for each in placed if min(each.place_before, each.place_after) > top]
    rest.sort(key=lambda each: (-abs(each.place_after - each.place_before), each.place_after))
    return _by_place(first + [each for each in rest if each.place_after != each.place_before][: shown - len(first)])


def _median(some: Sequence[Replayed], places: dict[int, int]) -> float | None:
    return float(median(places[each.case_id] for each in some)) if some else None
