from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.x.cursor import SETTLE, Cursor, Run, begin, restarted, turned

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
OVERLAP, BACKFILL, REACH = timedelta(minutes=15), timedelta(hours=72), timedelta(days=7)


def start(cursor: Cursor, now: datetime = NOW, reach: timedelta | None = REACH) -> Run:
    return begin(cursor, now=now, overlap=OVERLAP, backfill=BACKFILL, reach=reach)


def test_the_first_run_reaches_back_by_the_backfill():
    assert start(Cursor()).since == NOW - BACKFILL


def test_the_next_run_reaches_back_over_the_overlap():
    cursor = Cursor().promoted(start(Cursor()))
    assert cursor.up_to == NOW - SETTLE
    assert start(cursor, NOW + timedelta(minutes=1)).since == NOW - SETTLE - OVERLAP


def test_after_a_long_outage_only_what_x_still_has_is_asked_for():
    stale = Cursor(up_to=NOW - timedelta(days=30))
    assert start(stale).since == NOW - REACH + timedelta(minutes=1)
    assert start(stale, reach=None).since == NOW - timedelta(days=30) - OVERLAP


def test_a_promise_never_shrinks():
    cursor = Cursor(up_to=NOW)
    assert cursor.promoted(Run(since=NOW, started=NOW - timedelta(hours=1))).up_to == NOW


def test_a_run_under_way_keeps_the_old_promise():
    cursor = Cursor(up_to=NOW)
    assert cursor.with_run(start(cursor)).up_to == NOW


def test_it_survives_the_store():
    cursor = Cursor.read(None, "question").with_run(turned(start(Cursor()), "t1", 10))
    assert Cursor.read(cursor.text(), "question") == cursor


@pytest.mark.parametrize("text", [None, "", "x", "[]", '{"up_to": "gestern"}', '{"up_to": 5}'])
def test_an_unreadable_cursor_starts_from_the_beginning(text):
    assert Cursor.read(text, "q") == Cursor.read(None, "q")


def test_another_question_starts_from_the_beginning():
    old = Cursor.read(None, "siuntukas").promoted(start(Cursor())).text()
    assert Cursor.read(old, "siuntukas").up_to is not None
    assert Cursor.read(old, "siuntukas OR paštas").up_to is None


def test_a_restart_keeps_its_bounds():
    run = turned(start(Cursor()), "t1", 10)
    again = restarted(run, now=NOW + timedelta(hours=1))
    assert (again.since, again.token, again.started) == (run.since, "", NOW + timedelta(hours=1))


@given(tail=st.integers(0, 40), circle=st.integers(1, 40))
def test_pages_that_go_in_a_circle_are_noticed(tail, circle):
    run, turns = start(Cursor()), 0
    tokens = [f"t{n}" for n in range(tail)]
    while run is not None:
        token = tokens[turns] if turns < tail else f"c{(turns - tail) % circle}"
        run = turned(run, token, 1)
        turns += 1
        assert turns < 6 * (tail + circle + 2)


@given(st.integers(1, 3000))
def test_pages_that_do_not_repeat_are_all_turned(pages):
    run = start(Cursor())
    for number in range(pages):
        run = turned(run, f"t{number}", 2)
        assert run is not None
    assert (run.pages, run.found) == (pages, 2 * pages)
    assert len(Cursor(run=run).text()) < 300
