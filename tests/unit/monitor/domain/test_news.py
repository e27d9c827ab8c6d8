"""Old news is known for what it is, in doubt the webhook counts."""

from datetime import UTC, datetime, timedelta

import pytest

from monitor.domain.news import IN_FLIGHT, SKEW, is_old_page, is_old_webhook

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("polled", "pushed", "old"),
    [
        (None, None, False),
        (None, NOON, False),
        (None, NOON + SECOND, True),
        (NOON + SKEW, None, False),
        (NOON + SKEW + SECOND, None, True),
        (NOON + SKEW, NOON + SECOND, True),
    ],
)
def test_a_webhook_is_old_beside_a_newer_webhook_or_a_page_beyond_doubt(polled, pushed, old):
    assert is_old_webhook(NOON, polled=polled, pushed=pushed) is old


@pytest.mark.parametrize(
    ("pushed", "old"),
    [
        (None, False),
        (NOON - SECOND, False),
        (NOON, False),
        (NOON + SECOND, True),
        (NOON + IN_FLIGHT, True),
        (NOON + IN_FLIGHT + SECOND, False),
    ],
)
def test_a_page_is_old_where_a_webhook_overtook_it(pushed, old):
    assert is_old_page(NOON, pushed=pushed) is old
