"""Every cause has its words, and every failure its cause."""

from datetime import UTC, datetime

import pytest

from monitor.domain.errors import (
    AuthExpired,
    BadPayload,
    Misconfigured,
    PermissionMissing,
    RateLimited,
    Rejected,
    Retryable,
)
from monitor.domain.gaps import LASTING, OUTAGES, WORDS, Cause, Gap, cause_of

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def test_every_cause_says_what_happened_and_what_comes_next():
    assert set(WORDS) == set(Cause)
    assert Gap(cause=Cause.NETWORK_COUNT, count=800).words.startswith("The network shows only the newest 800;")


def test_no_cause_both_passes_by_itself_and_lasts():
    assert not LASTING & OUTAGES
    assert Gap(cause=Cause.NETWORK_DAYS).lasting
    assert not Gap(cause=Cause.SERVICE_DOWN).lasting


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (RateLimited("wait", until=NOON), Cause.RATE_LIMITED),
        (AuthExpired("gone"), Cause.TOKEN_EXPIRED),
        (PermissionMissing("no"), Cause.PERMISSION_MISSING),
        (Misconfigured("no"), Cause.SETTINGS),
        (Rejected("no", rule="r"), Cause.SETTINGS),
        (BadPayload("half a page"), Cause.MALFORMED),
        (Retryable("later"), Cause.NO_ANSWER),
        (ValueError("surprise"), Cause.NO_ANSWER),
    ],
)
def test_a_failure_names_its_cause(error, cause):
    assert cause_of(error) is cause
