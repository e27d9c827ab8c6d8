"""The ledger's rules: what is promised, what opens a gap, what closes it and what never does."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.completeness import Alone, Ledger, compared, failed, polled, pushed
from monitor.domain.gaps import OUTAGES, Cause, Gap
from monitor.domain.streams import Page, StreamRef

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
EMPTY = Ledger(ref=StreamRef("siuntos-x", "mentions"))


def at(minutes: float) -> datetime:
    return NOON + minutes * MINUTE


def page(up_to: datetime | None = None, *gaps: Gap) -> Page:
    return Page((), "c", up_to=up_to, gaps=gaps)


def read(ledger: Ledger, minute: float, *gaps: Gap, quarantined: int = 0) -> Ledger:
    """A good poll a minute later than promised."""
    now = at(minute)
    return polled(ledger, page(now - MINUTE, *gaps), now=now, due_at=now + MINUTE, quarantined=quarantined)


def broken(ledger: Ledger, cause: Cause, minute: float) -> Ledger:
    return failed(ledger, cause, now=at(minute), due_at=at(minute + 1))


def causes(gaps: tuple[Gap, ...]) -> list[Cause]:
    return [gap.cause for gap in gaps]


def test_a_stream_never_read_promises_nothing():
    assert EMPTY.seconds_behind(NOON) is None


def test_a_promise_is_as_old_as_its_moment():
    assert read(EMPTY, 0).seconds_behind(at(1)) == 120


def test_a_page_in_the_middle_of_a_round_keeps_the_promise():
    ledger = polled(read(EMPTY, 0), page(None), now=at(1), due_at=at(1))
    assert ledger.up_to == at(-1)


def test_a_promise_is_never_taken_back():
    ledger = polled(read(EMPTY, 0), page(at(-30)), now=at(1), due_at=at(2))
    assert ledger.up_to == at(-1)


def test_an_outage_is_open_from_the_last_promise_on():
    ledger = broken(broken(read(EMPTY, 0), Cause.RATE_LIMITED, 1), Cause.RATE_LIMITED, 2)
    assert ledger.open == (Gap(cause=Cause.RATE_LIMITED, start=at(-1), noticed_at=at(1)),)
    assert ledger.up_to == at(-1)


def test_one_outage_gives_way_to_another():
    ledger = broken(broken(read(EMPTY, 0), Cause.RATE_LIMITED, 1), Cause.TOKEN_EXPIRED, 3)
    assert [(gap.cause, gap.end) for gap in ledger.open] == [(Cause.RATE_LIMITED, at(3)), (Cause.TOKEN_EXPIRED, None)]


def test_an_outage_ends_with_the_next_page_and_closes_when_that_time_was_read():
    ledger = broken(read(EMPTY, 0), Cause.TOKEN_EXPIRED, 1)
    for minute in range(2, 20):
        ledger = broken(ledger, Cause.TOKEN_EXPIRED, minute)
    back = read(ledger, 20)
    assert [(gap.cause, gap.end) for gap in back.open] == [(Cause.TOKEN_EXPIRED, at(20))]
    whole = read(back, 21)
    assert whole.open == ()
    [gap] = whole.closed
    assert (gap.start, gap.end, gap.filled_at, gap.filled_by) == (at(-1), at(20), at(21), "poll")


def test_a_hiccup_leaves_no_trace():
    ledger = read(read(broken(read(EMPTY, 0), Cause.NO_ANSWER, 1), 2), 3)
    assert (ledger.open, ledger.closed) == ((), ())


def test_time_when_nobody_looked_is_named_and_filled():
    late = read(read(EMPTY, 0), 120)
    assert [(gap.cause, gap.start, gap.end) for gap in late.open] == [(Cause.SERVICE_DOWN, at(-1), at(120))]
    assert causes(read(late, 121).closed) == [Cause.SERVICE_DOWN]


def test_a_failure_after_nobody_looked_names_both():
    assert causes(broken(read(EMPTY, 0), Cause.NO_ANSWER, 120).open) == [Cause.SERVICE_DOWN, Cause.NO_ANSWER]


def test_waiting_as_the_network_asked_is_not_a_service_that_is_down():
    waiting = failed(read(EMPTY, 0), Cause.RATE_LIMITED, now=at(1), due_at=at(61))
    assert causes(read(waiting, 61).open) == [Cause.RATE_LIMITED]


def test_what_the_network_no_longer_shows_stays_for_ever():
    beyond = Gap(cause=Cause.NETWORK_DAYS, start=at(-9000), end=at(-5000), count=7)
    ledger = read(EMPTY, 0, beyond)
    for minute in range(1, 9):
        ledger = read(ledger, minute)
    assert ledger.open == (replace(beyond, noticed_at=NOON),)


def test_what_lies_behind_the_first_poll_stays_named_once():
    behind = Gap(cause=Cause.BACKFILL, end=at(-4320))
    ledger = read(read(EMPTY, 0, behind), 1, replace(behind, end=at(-4319)))
    assert causes(ledger.open) == [Cause.BACKFILL]
    assert ledger.open[0].end == at(-4320)


def test_a_cursor_begun_anew_loses_only_what_was_not_read_before():
    """A lost cursor starts at the backfill bound again; what was read before that is still here."""
    ledger = polled(
        replace(EMPTY, up_to=at(-9000)), page(None, Gap(cause=Cause.BACKFILL, end=NOON)), now=NOON, due_at=NOON
    )
    assert [(gap.start, gap.end) for gap in ledger.open] == [(at(-9000), NOON)]


def test_records_that_cannot_be_read_are_counted_in_one_gap():
    ledger = read(read(read(EMPTY, 0), 1, quarantined=2), 2, quarantined=1)
    assert [(gap.cause, gap.count, gap.end) for gap in ledger.open] == [(Cause.QUARANTINED, 3, at(2))]
    assert causes(read(ledger, 3).open) == [Cause.QUARANTINED]


def test_what_only_a_webhook_told_is_open_until_polling_shows_it():
    told = Alone(2, at(0), at(3))
    ledger = compared(pushed(EMPTY, now=NOON), by_webhook=told, by_poll=Alone(), now=at(70))
    ledger = compared(ledger, by_webhook=told, by_poll=Alone(), now=at(75))
    assert ledger.open == (Gap(cause=Cause.WEBHOOK_UNCONFIRMED, start=at(0), count=2, noticed_at=at(70)),)
    shown = compared(ledger, by_webhook=Alone(), by_poll=Alone(), now=at(80))
    assert shown.open == ()
    assert [(gap.cause, gap.end, gap.filled_by) for gap in shown.closed] == [
        (Cause.WEBHOOK_UNCONFIRMED, at(80), "poll")
    ]


def test_what_webhooks_kept_back_is_told_once_a_day_and_is_no_open_gap():
    ledger = compared(EMPTY, by_webhook=Alone(), by_poll=Alone(1, at(0), at(0)), now=at(70))
    ledger = compared(ledger, by_webhook=Alone(), by_poll=Alone(3, at(0), at(9)), now=at(80))
    assert ledger.open == ()
    assert [(gap.cause, gap.count, gap.end) for gap in ledger.closed] == [(Cause.WEBHOOK_MISSED, 3, at(9))]
    assert compared(ledger, by_webhook=Alone(), by_poll=Alone(3, at(0), at(9)), now=at(90)) == ledger


def test_a_webhook_shows_that_webhooks_are_on_and_promises_nothing():
    ledger = pushed(pushed(read(EMPTY, 0), now=at(1)), now=at(2))
    assert (ledger.pushed_since, ledger.pushed_at, ledger.up_to) == (at(1), at(2), at(-1))


WHAT = ["page", "round", "gap", "quarantine", *sorted(OUTAGES)]
STEPS = st.lists(st.tuples(st.sampled_from(WHAT), st.integers(0, 30)), max_size=40)


@given(STEPS)
def test_whatever_happens_the_ledger_stays_true(steps):
    """Promises only grow, open gaps are not behind the promise unless they last, and a quiet hour closes the rest."""
    ledger, minute = EMPTY, 0
    for step, pause in steps:
        minute += pause
        before = ledger.up_to
        match step:
            case "page":
                ledger = polled(ledger, page(None), now=at(minute), due_at=at(minute + 1))
            case "round":
                ledger = read(ledger, minute)
            case "gap":
                ledger = read(ledger, minute, Gap(cause=Cause.NETWORK_COUNT, start=at(minute - 9), end=at(minute - 3)))
            case "quarantine":
                ledger = read(ledger, minute, quarantined=1)
            case _:
                ledger = broken(ledger, step, minute)
        assert before is None or ledger.up_to >= before
        for gap in ledger.open:
            assert gap.lasting or gap.end is None or ledger.up_to is None or gap.end > ledger.up_to
            assert gap.noticed_at is not None
        assert len(ledger.open) <= 50
    lasting = [gap for gap in ledger.open if gap.lasting]
    for later in (1, 2, 3):
        ledger = read(ledger, minute + later)
    assert list(ledger.open) == lasting
