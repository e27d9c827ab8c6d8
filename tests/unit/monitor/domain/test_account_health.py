"""The breaker of an account, family by family."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.domain import account_health as rules
from monitor.domain.account_health import AccountHealth, Breaker, Family
from monitor.domain.errors import (
    AccountBlocked,
    AccountLocked,
    AuthExpired,
    BadPayload,
    Gone,
    Misconfigured,
    OutcomeUnknown,
    PermissionMissing,
    RateLimited,
    Rejected,
    Retryable,
)

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
NEW = AccountHealth(account="page", next_probe_at=NOW + timedelta(hours=20))
DEAD = AuthExpired("the token has expired")
BLOCK = AccountBlocked("Meta has restricted this account")


def struck(times, error=DEAD, health=NEW):
    for _ in range(times):
        health = rules.struck(health, error, now=NOW)
    return health


def well(health, now=NOW, expires_at=None, missing=()):
    return rules.found_well(health, expires_at=expires_at, data_access_expires_at=None, missing=missing, now=now)


@pytest.mark.parametrize(
    ("error", "family"),
    [
        (RateLimited("x", until=NOW), Family.WAIT),
        (Retryable("x"), Family.RETRY),
        (AuthExpired("x"), Family.REAUTHORISE),
        (AccountBlocked("x"), Family.POLICY),
        (AccountLocked("x"), Family.LOCKED),
        (PermissionMissing("x"), Family.PERMISSION),
        (Gone("x"), Family.GONE),
        (OutcomeUnknown("x"), Family.UNKNOWN),
        (BadPayload("x"), Family.BAD_PAYLOAD),
        (Misconfigured("x"), Family.SETTING),
        (Rejected("x", rule="y"), Family.REFUSED),
        (KeyError("x"), Family.RETRY),
    ],
)
def test_every_error_has_a_family_and_few_stop_the_account(error, family):
    assert rules.family_of(error) is family
    assert rules.stops_account(error) == (family in {Family.REAUTHORISE, Family.POLICY, Family.LOCKED})


def test_three_failures_in_a_row_open_the_breaker_and_ask_for_a_probe():
    assert [struck(times).breaker for times in (1, 2, 3)] == [Breaker.CLOSED, Breaker.CLOSED, Breaker.OPEN]
    opened = struck(3)
    assert (opened.family, opened.reason, opened.next_step) == (Family.REAUTHORISE, str(DEAD), DEAD.next_step)
    assert (opened.opened_at, opened.next_probe_at) == (NOW, NOW)


def test_the_first_failure_already_asks_for_a_probe():
    assert struck(1).next_probe_at == NOW


def test_a_call_that_works_ends_the_count():
    again = struck(2, health=rules.worked(struck(2), sent=False))
    assert again.breaker is Breaker.CLOSED
    assert rules.worked(struck(2), sent=False).reason == ""


def test_an_open_breaker_is_closed_by_a_probe_only():
    opened = struck(3)
    assert rules.worked(opened, sent=True) == opened
    half = rules.begun(opened, now=NOW)
    assert (half.breaker, half.held) == (Breaker.HALF_OPEN, True)
    closed = well(half)
    assert (closed.breaker, closed.strikes, closed.reason, closed.family) == (Breaker.CLOSED, 0, "", None)
    assert closed.next_probe_at == NOW + rules.DAILY


def test_a_probe_that_fails_keeps_it_open_and_one_without_an_answer_decides_nothing():
    half = rules.begun(struck(3), now=NOW)
    again = rules.found_ill(half, DEAD, now=NOW)
    assert (again.breaker, again.next_probe_at) == (Breaker.OPEN, NOW + rules.REPAIR)
    unknown = rules.found_ill(half, Retryable("no answer"), now=NOW)
    assert (unknown.breaker, unknown.reason) == (Breaker.OPEN, str(DEAD))
    fine = rules.found_ill(NEW, Retryable("no answer"), now=NOW)
    assert (fine.held, fine.reason) == (False, "")


def test_a_probe_that_finds_the_token_dead_opens_the_breaker_at_once():
    assert rules.found_ill(NEW, DEAD, now=NOW).breaker is Breaker.OPEN


@pytest.mark.parametrize("error", [PermissionMissing("p"), Misconfigured("m")])
def test_a_probe_may_tell_of_trouble_that_stops_nothing(error):
    told = rules.found_ill(NEW, error, now=NOW)
    assert (told.held, told.reason) == (False, str(error))


def test_a_probe_begun_by_a_process_that_died_is_begun_again():
    assert rules.begun(NEW, now=NOW).next_probe_at == NOW + rules.PROBE_LASTS


def test_a_probe_cannot_see_a_block_by_the_network():
    assert struck(3, BLOCK).next_probe_at == NOW + rules.BLOCKED
    seen_well = well(struck(2, BLOCK))
    assert struck(1, BLOCK, seen_well).breaker is Breaker.OPEN
    let_go = well(rules.begun(struck(3, BLOCK), now=NOW))
    assert let_go.breaker is Breaker.CLOSED
    assert struck(1, BLOCK, let_go).breaker is Breaker.OPEN


def test_reading_is_no_proof_that_a_block_is_over_but_sending_is():
    once = struck(1, BLOCK)
    assert rules.worked(once, sent=False) == once
    assert rules.worked(once, sent=True).strikes == 0


def test_what_is_missing_is_told_apart():
    told = well(NEW, missing=("pages_messaging", "webhook field feed"))
    assert (told.permissions, told.webhook_fields) == (("pages_messaging",), ("feed",))
    assert (told.family, told.held) == (Family.PERMISSION, False)
    assert well(NEW, missing=("webhook field feed",)).family is None


@pytest.mark.parametrize(("hours", "days"), [(9 * 24 + 5, 9), (23, 0), (-5, 0)])
def test_days_left_are_whole_days(hours, days):
    health = replace(NEW, expires_at=NOW + timedelta(hours=hours))
    assert health.days_left(NOW) == days


def test_the_end_of_a_token_is_said_once_for_each_mark():
    end, health, said = NOW + timedelta(days=40), NEW, []
    for day in range(42):
        now = NOW + timedelta(days=day)
        seen = well(health, now=now, expires_at=end)
        said += [rules.warning_of(health, seen, now=now)]
        health = seen
    assert [days for days in said if days is not None] == [30, 14, 7, 3, 1, 0]


def test_a_service_that_slept_says_it_late_and_a_new_token_says_nothing():
    seen = replace(NEW, probed_at=NOW - timedelta(days=20), expires_at=NOW + timedelta(days=9, hours=1))
    later = well(seen, expires_at=seen.expires_at)
    assert rules.warning_of(seen, later, now=NOW) == 9
    renewed = well(later, expires_at=NOW + timedelta(days=60))
    assert rules.warning_of(later, renewed, now=NOW) is None
    assert rules.warning_of(NEW, well(NEW), now=NOW) is None


def test_a_locked_account_is_probed_soon_and_works_again_once_its_owner_unlocked_it():
    locked = AccountLocked("X has locked the account")
    held = struck(rules.STRIKES, locked)
    assert (held.held, held.family, held.next_probe_at) == (True, Family.LOCKED, NOW)
    assert "unlock" in held.next_step
    still = rules.found_ill(held, locked, now=NOW)
    assert (still.held, still.next_probe_at) == (True, NOW + rules.REPAIR)
    free = well(still)
    assert (free.held, free.family, free.strikes) == (False, None, 0)
