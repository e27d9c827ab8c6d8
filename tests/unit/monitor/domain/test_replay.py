"""Two orders of the same cases, compared."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.priority import Priority
from monitor.domain.replay import Replayed, compare
from tests.support.records import NOW


def at(hours, points=0):
    return Priority(points, (), NOW + timedelta(hours=hours), NOW + timedelta(hours=hours))


def replayed(case_id, before, after, **fields):
    template = {"complaint": False, "corrected": False}
    return Replayed(case_id=case_id, before=at(before), after=at(after), **(template | fields))


def test_equal_weights_move_nothing():
    same = compare([replayed(case_id, case_id, case_id, complaint=case_id < 3) for case_id in range(1, 9)], top=3)
    assert (same.moved, same.into_top, same.out_of_top, same.cases) == (0, (), (), 8)
    assert same.complaints_before == same.complaints_after == 1.5
    assert (same.corrected, same.corrected_before) == (0, None)


def test_who_goes_into_the_top_and_out_of_it():
    found = compare([replayed(1, 1, 9), replayed(2, 2, 2), replayed(3, 3, 3, corrected=True)], top=2)
    assert (found.into_top, found.out_of_top, found.moved) == ((3,), (1,), 3)
    assert (found.corrected_before, found.corrected_after) == (3.0, 2.0)
    assert [(each.case_id, each.place_before, each.place_after) for each in found.shown] == [
        (2, 2, 1),
        (3, 3, 2),
        (1, 1, 3),
    ]


def test_beyond_the_top_only_what_moved_furthest_is_shown():
    cases = [replayed(case_id, case_id, -case_id if case_id == 40 else case_id) for case_id in range(1, 51)]
    assert [each.case_id for each in compare(cases, top=2, shown=4).shown] == [40, 1, 2, 3]
    assert compare([], top=2).shown == ()


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99), st.booleans()), max_size=40))
def test_as_many_come_in_as_go_out(rows):
    cases = [
        replace(replayed(case_id, before, after), complaint=complains)
        for case_id, (before, after, complains) in enumerate(rows, 1)
    ]
    found = compare(cases, top=5)
    assert len(found.into_top) == len(found.out_of_top)
    assert found.complaints == sum(complains for _, _, complains in rows)
