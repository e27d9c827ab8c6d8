from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors._graph import walks
from connectors._graph.paging import EdgePage

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
NONE = timedelta()


def page(ids: str, after: str | None) -> EdgePage:
    return EdgePage(tuple({"id": id_} for id_ in ids), after, 10, {})


def start() -> walks.WalkCursor:
    return walks.begin(None, now=NOW, backfill_hours=24)


def ago(**delta: float) -> float:
    return (NOW - timedelta(**delta)).timestamp()


def test_the_first_walk_starts_at_the_backfill_bound():
    cursor = start()
    assert cursor.floor == cursor.since == int(ago(hours=24))
    assert cursor.walk is not None


@pytest.mark.parametrize("stored", ["", "{}", "[]", "null", "5", '{"floor": "x", "since": 1}', "not json"])
def test_a_cursor_that_cannot_be_read_starts_afresh(stored: str):
    assert walks.begin(stored, now=NOW, backfill_hours=24) == start()


def test_the_mark_moves_only_after_the_last_page():
    first = walks.turned(start(), page("12", "A"), [ago(hours=1)], overlap=NONE)
    assert first.since == start().since
    assert first.walk is not None
    assert first.walk.after == "A"
    last = walks.turned(first, page("34", None), [ago(hours=2)], overlap=NONE)
    assert last.walk is None
    assert last.since == int(NOW.timestamp())


def test_a_walk_goes_on_where_it_was_broken_off():
    stored = walks.encoded(walks.turned(start(), page("12", "A"), [ago(hours=1)], overlap=NONE))
    resumed = walks.begin(stored, now=NOW + timedelta(hours=1), backfill_hours=24)
    assert resumed.walk is not None
    assert (resumed.walk.after, resumed.walk.began) == ("A", int(NOW.timestamp()))


def test_a_page_wholly_behind_the_mark_ends_the_walk_and_the_overlap_is_walked_again():
    known = walks.WalkCursor(floor=0, since=int(ago(hours=1)), walk=walks.Progress(began=int(NOW.timestamp())))
    old = [ago(hours=1, minutes=5)]
    assert walks.turned(known, page("12", "A"), old, overlap=timedelta(minutes=10)).walk is not None
    assert walks.turned(known, page("12", "A"), old, overlap=NONE).walk is None


def test_an_empty_page_in_the_middle_does_not_end_the_walk():
    assert walks.turned(start(), page("", "A"), [], overlap=NONE).walk is not None


@pytest.mark.parametrize("second", [page("12", "B"), page("34", "A")], ids=["same-items", "same-cursor"])
def test_a_page_that_comes_again_ends_the_walk_without_moving_the_mark(second: EdgePage):
    first = walks.turned(start(), page("12", "A"), [ago(hours=1)], overlap=NONE)
    after = walks.turned(first, second, [ago(hours=1)], overlap=NONE)
    assert after.walk is None
    assert after.since == start().since


@given(st.lists(st.integers(0, 80), min_size=1, max_size=40), st.integers(1, 7), st.lists(st.booleans(), max_size=60))
def test_however_pages_are_cut_and_walks_broken_off_nothing_is_skipped(ages: list[int], size: int, breaks: list[bool]):
    """A list newest first; at each page the process may die and read its stored cursor again."""
    times = sorted((ago(hours=age) for age in ages), reverse=True)
    wanted = {index for index, time in enumerate(times) if time >= ago(hours=24)}
    stored, seen = None, set[int]()
    died = iter(breaks)
    for _ in range(200):
        cursor = walks.begin(stored, now=NOW, backfill_hours=24)
        assert cursor.walk is not None
        at = int(cursor.walk.after or 0)
        cut = list(range(at, min(at + size, len(times))))
        shown = EdgePage(
            tuple({"id": str(i)} for i in cut), str(at + size) if at + size < len(times) else None, size, {}
        )
        after = walks.turned(cursor, shown, [times[i] for i in cut], overlap=NONE)
        if next(died, False):
            continue  # the page was not stored
        seen |= set(cut)
        stored = walks.encoded(after)
        if after.walk is None:
            break
    assert wanted <= seen
