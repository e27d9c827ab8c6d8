"""How log-in tries are slowed down."""

from datetime import timedelta

from monitor.web import throttle
from monitor.web.throttle import Throttle
from tests.support.fakes import START


def test_free_tries_then_pauses_that_double_up_to_a_minute():
    tries, now, pauses = Throttle(), START, []
    for _ in range(14):
        until = tries.attempt("ana", now)
        if until:
            pauses.append((until - now).total_seconds())
            now = until
            assert tries.attempt("ana", now) is None
    assert pauses == [2, 4, 8, 16, 32, 60, 60, 60, 60]


def test_a_waiting_name_is_not_pushed_further_away_by_more_tries():
    tries = Throttle()
    for _ in range(5):
        tries.attempt("ana", START)
    first = tries.attempt("ana", START)
    assert [tries.attempt("ana", START) for _ in range(100)] == [first] * 100


def test_the_right_password_and_an_hour_forget():
    tries = Throttle()
    for _ in range(5):
        tries.attempt("ana", START)
    tries.passed("ana")
    assert tries.attempt("ana", START) is None
    for _ in range(5):
        tries.attempt("ona", START)
    later = START + throttle.FORGOTTEN_AFTER + timedelta(seconds=1)
    assert [tries.attempt("ona", later) for _ in range(5)] == [None] * 5


def test_a_clock_put_back_locks_nobody_out():
    tries = Throttle()
    for _ in range(5):
        tries.attempt("ana", START)
    before = START - timedelta(hours=3)
    until = tries.attempt("ana", before)
    assert until is not None
    assert until - before <= throttle.LONGEST_PAUSE
    assert tries.attempt("ana", until) is None


def test_names_do_not_share_a_count_and_do_not_fill_memory(monkeypatch):
    monkeypatch.setattr(throttle, "MOST_NAMES", 3)
    tries = Throttle()
    for number in range(10):
        assert tries.attempt(f"name {number}", START) is None
    assert len(tries._tries) == 3
