"""Once in a while, also when the clock is put back."""

from datetime import UTC, datetime, timedelta

from monitor.services.rhythm import Rhythm

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_it_beats_at_first_and_then_once_in_a_while():
    rhythm = Rhythm(MINUTE)
    beats = [rhythm.beats(NOON + timedelta(seconds=seconds)) for seconds in (0, 1, 59, 60, 61, 119, 120)]
    assert beats == [True, False, False, True, False, False, True]


def test_a_clock_put_back_by_an_hour_is_no_hour_of_silence():
    rhythm = Rhythm(MINUTE)
    assert rhythm.beats(NOON)
    back = NOON - timedelta(hours=1)
    assert [rhythm.beats(back), rhythm.beats(back), rhythm.beats(back + MINUTE)] == [True, False, True]
