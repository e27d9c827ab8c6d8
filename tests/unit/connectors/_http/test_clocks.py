from datetime import UTC, datetime, timedelta

import pytest

from connectors._http import seconds_until_epoch, server_time, wait_asked_for

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
DATE = {"Date": "Fri, 20 Nov 2026 12:00:00 GMT"}


def epoch(seconds: float) -> str:
    return str(int((NOW + timedelta(seconds=seconds)).timestamp()))


def test_the_server_s_clock_is_read_in_utc():
    assert server_time(DATE) == NOW
    assert server_time({"Date": "Fri, 20 Nov 2026 14:00:00 +0200"}) == NOW
    assert server_time({"Date": "Fri, 20 Nov 2026 12:00:00 UTC"}) == NOW  # as X writes it


@pytest.mark.parametrize("headers", [{}, {"Date": ""}, {"Date": "gestern"}])
def test_an_unreadable_date_is_none(headers):
    assert server_time(headers) is None


@pytest.mark.parametrize("skew", [timedelta(0), timedelta(hours=3), timedelta(days=-1)])
def test_a_skewed_clock_of_ours_changes_no_wait(skew):
    assert seconds_until_epoch({**DATE, "reset": epoch(90)}, "reset", now=NOW + skew) == 90


def test_without_a_date_our_clock_serves():
    assert seconds_until_epoch({"reset": epoch(90)}, "reset", now=NOW) == 90


@pytest.mark.parametrize(("value", "wait"), [(epoch(-50), 0), ("soon", None), ("", None), ("nan", None), ("inf", None)])
def test_a_reset_behind_us_or_unreadable(value, wait):
    assert seconds_until_epoch({**DATE, "reset": value}, "reset", now=NOW) == wait


def test_a_missing_reset_is_none():
    assert seconds_until_epoch(DATE, "reset", now=NOW) is None


@pytest.mark.parametrize(
    ("value", "wait"),
    [("120", 120), ("-4", 0), ("Fri, 20 Nov 2026 12:01:00 GMT", 60), ("Fri, 20 Nov 2026 11:00:00 GMT", 0), ("x", None)],
)
def test_retry_after_is_seconds_or_a_date(value, wait):
    assert wait_asked_for({**DATE, "Retry-After": value}, now=NOW + timedelta(days=3)) == wait
