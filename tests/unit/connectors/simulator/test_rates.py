from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from connectors.simulator.rates import SlidingWindow, Standing, count_in_all

START = datetime(2026, 11, 20, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_a_window_fills_and_slides():
    window = SlidingWindow(2, 15 * MINUTE)
    for minute in (0, 5):
        assert window.has_room(START + minute * MINUTE)
        window.count(START + minute * MINUTE)
    now = START + 6 * MINUTE
    assert not window.has_room(now)
    assert window.standing(now) == Standing(limit=2, remaining=0, reset=START + 15 * MINUTE)
    later = START + 15 * MINUTE
    assert window.has_room(later)
    assert window.standing(later) == Standing(limit=2, remaining=1, reset=START + 20 * MINUTE)


def test_an_empty_window_resets_a_whole_length_from_now():
    window = SlidingWindow(3, 15 * MINUTE)
    assert window.standing(START) == Standing(limit=3, remaining=3, reset=START + 15 * MINUTE)


def test_a_call_is_counted_everywhere_or_nowhere():
    narrow, wide = SlidingWindow(1, MINUTE), SlidingWindow(5, MINUTE)
    assert count_in_all([narrow, wide], START)
    assert not count_in_all([narrow, wide], START)
    assert wide.standing(START).remaining == 4


@given(st.lists(st.integers(0, 120), min_size=1, max_size=80), st.integers(1, 6))
def test_never_more_than_the_limit_in_any_stretch(minutes, limit):
    window = SlidingWindow(limit, 15 * MINUTE)
    moments = [START + minute * MINUTE for minute in sorted(minutes)]
    counted = [moment for moment in moments if count_in_all([window], moment)]
    for moment in counted:
        assert sum(moment <= other < moment + 15 * MINUTE for other in counted) <= limit
