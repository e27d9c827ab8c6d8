"""The pause between polls: bounded, monotone, and always with its reason."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from config.settings import PaceSettings
from monitor.domain import pace as rules
from monitor.domain.pace import Pace, Pulse, Rate, Why, Window

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
POLICY = PaceSettings()
BASES = st.floats(1, 3600)
MOMENTS = st.none() | st.timedeltas(timedelta(), timedelta(days=5)).map(lambda age: NOON - age)
PULSES = st.builds(Pulse, warmth=st.floats(0, 100), at=MOMENTS, news_at=MOMENTS, pushed_at=MOMENTS, since=MOMENTS)
NOWS = st.timedeltas(timedelta(), timedelta(days=2)).map(lambda later: NOON + later)


def window(**changes) -> Window:
    made = {"kind": "search", "covers": ("search:*", "own"), "left": 100, "limit": 300, "until": NOON + HOUR}
    return Window(**(made | changes))


def wish(base=60.0, pulse=None, *, talking=False, now=NOON) -> Pace:
    return rules.wished(base, pulse or Pulse(), talking=talking, now=now, policy=POLICY)


@given(BASES, PULSES, st.booleans(), NOWS)
def test_a_pause_has_bounds(base, pulse, talking, now):
    found = wish(base, pulse, talking=talking, now=now).seconds
    assert min(base, POLICY.shortest_seconds) <= found <= max(base, POLICY.longest_seconds)


@given(BASES, PULSES, st.floats(0, 50), NOWS)
def test_more_going_on_never_means_a_longer_pause(base, pulse, more, now):
    hotter = rules.warmed(pulse, more, now)
    assert wish(base, hotter, now=now).seconds <= wish(base, pulse, now=now).seconds + 1e-6


@given(BASES, PULSES, st.integers(1, 300))
def test_the_longer_nothing_comes_the_longer_the_pause(base, pulse, minutes):
    """By day; in the evening of a quiet day pauses grow, in the morning they shrink."""
    later = NOON + timedelta(minutes=minutes)
    if pulse.is_pushed(NOON) == pulse.is_pushed(later):
        assert wish(base, pulse, now=later).seconds >= wish(base, pulse).seconds - 1e-6


@given(BASES, PULSES, NOWS)
def test_a_conversation_never_waits_longer(base, pulse, now):
    assert wish(base, pulse, talking=True, now=now).seconds <= wish(base, pulse, now=now).seconds


@given(st.integers(0, 300), st.integers(0, 300), st.floats(1, 86_400))
def test_fewer_calls_left_never_mean_a_shorter_pause(one, other, seconds):
    until = NOON + timedelta(seconds=seconds)
    few, many = (rules.spread([window(left=left, until=until)], "own", ["own"], NOON) for left in sorted((one, other)))
    assert few >= many > 0


@given(st.integers(20, 300), st.integers(1, 10), st.floats(60, 86_400))
def test_what_is_left_lasts_until_the_window_ends(left, sharers, seconds):
    until = NOON + timedelta(seconds=seconds)
    streams = [f"search:{number}" for number in range(sharers)]
    pause = rules.spread([window(left=left, until=until)], "search:0", streams, NOON)
    calls = sharers * seconds / pause
    assert calls <= max(1, left - 15) + 1e-6


def test_a_stream_that_is_hot_is_polled_faster_and_cools_down():
    hot = rules.polled(Pulse(), 3, NOON)
    assert wish(pulse=hot) == Pace(15.0, Why.HOT)
    assert wish(pulse=hot, now=NOON + timedelta(minutes=30)).why is Why.HOT
    assert wish(pulse=hot, now=NOON + HOUR).why is Why.QUIET


def test_a_new_stream_has_its_usual_pause():
    assert wish() == Pace(60.0, Why.USUAL)


def test_quiet_and_night_lengthen_it():
    quiet = Pulse(since=NOON - 9 * HOUR)
    assert wish(pulse=quiet) == Pace(300.0, Why.QUIET)
    assert wish(pulse=quiet, now=NOON + 11 * HOUR) == Pace(600.0, Why.NIGHT)  # one o'clock in Vilnius
    assert wish(pulse=quiet, talking=True, now=NOON + 11 * HOUR) == Pace(60.0, Why.TALKING)


def test_nights_may_lie_within_one_day_or_not_exist():
    assert rules.is_night(NOON, PaceSettings(night_from=13, night_until=15))  # 14 o'clock in Vilnius
    assert not rules.is_night(NOON, PaceSettings(night_from=14, night_until=14))


def test_working_pushes_make_polling_a_check():
    told = rules.pushed(Pulse(), 1, NOON)
    assert wish(pulse=told) == Pace(600.0, Why.PUSHES)
    assert wish(pulse=rules.polled(told, 0, NOON + HOUR), now=NOON + HOUR).why is Why.PUSHES


def test_a_poll_that_finds_what_no_push_brought_ends_the_trust():
    told = rules.pushed(Pulse(), 1, NOON)
    assert wish(pulse=rules.polled(told, 1, NOON + HOUR), now=NOON + HOUR).why is Why.HOT
    assert not told.is_pushed(NOON + timedelta(days=3))


def test_a_window_closes_to_polls_before_it_closes_to_answers():
    few = window(left=15)
    assert rules.closed_until([few], "own", NOON, polling=True) == few.until
    assert rules.closed_until([few], "own", NOON, polling=False) is None
    assert rules.closed_until([window(left=0)], "look_up:message", NOON, polling=False) is None
    assert rules.closed_until([window(left=0)], "own", NOON + HOUR, polling=True) is None


def test_the_window_that_ends_last_counts():
    day = window(kind="search:day", left=0, until=NOON + 20 * HOUR)
    assert rules.closed_until([window(left=0), day], "search:1", NOON, polling=True) == day.until


def test_headers_from_another_world_are_bounded():
    told = rules.window_of(Rate(kind="k", covers=("a",), left=-3, seconds=1e12, limit=-1), NOON)
    assert (told.left, told.limit) == (0, 0)
    assert told.until < NOON + timedelta(days=40)


def test_the_longest_reason_names_the_pause():
    found = rules.paced(Pace(60, Why.USUAL), Pace(90, Why.CALLS), Pace(0, Why.ASKED))
    assert found == Pace(90, Why.CALLS)
