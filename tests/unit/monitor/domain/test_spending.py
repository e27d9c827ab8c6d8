"""Money: sums, budgets, forecast, savings."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.spending import (
    DOLLAR,
    Budget,
    Cost,
    Lever,
    Saving,
    Spent,
    Tariff,
    dollars,
    exhausted,
    forecast,
    savings,
    spent_of,
    thrift,
)

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
TODAY = NOON.date()


def cost(amount: float, *, day: date = TODAY, purpose: str = "mentions", kind: str = "post_read") -> Cost:
    return Cost(account="ours", day=day, purpose=purpose, kind=kind, count=1, amount=round(amount * DOLLAR))


def test_the_day_and_the_month_are_summed():
    found = [cost(1), cost(2, day=TODAY - timedelta(days=3)), cost(4, day=date(2026, 10, 31))]
    assert spent_of(found, TODAY) == Spent(DOLLAR, 3 * DOLLAR)


@pytest.mark.parametrize(
    ("day", "month", "until"),
    [
        (DOLLAR - 1, 0, None),
        (DOLLAR, 0, datetime(2026, 11, 21, tzinfo=UTC)),
        (0, 9 * DOLLAR, datetime(2026, 12, 1, tzinfo=UTC)),
        (DOLLAR, 9 * DOLLAR, datetime(2026, 12, 1, tzinfo=UTC)),
    ],
)
def test_a_spent_budget_says_when_reading_goes_on(day, month, until):
    assert exhausted(Spent(day, month), Budget(DOLLAR, 9 * DOLLAR), NOON) == until
    assert exhausted(Spent(day, month), Budget(), NOON) is None


def test_the_months_budget_of_december_ends_with_the_year():
    new_year = datetime(2027, 1, 1, tzinfo=UTC)
    assert exhausted(Spent(0, DOLLAR), Budget(None, DOLLAR), datetime(2026, 12, 9, tzinfo=UTC)) == new_year


@given(st.integers(0, 2 * DOLLAR), st.integers(0, 2 * DOLLAR), st.floats(0, 24))
def test_the_more_is_spent_the_slower_it_goes(one, other, hour):
    now = datetime(2026, 11, 20, tzinfo=UTC) + timedelta(hours=hour)
    less, more = (thrift(Spent(day, 0), Budget(DOLLAR), now) for day in sorted((one, other)))
    assert 1 <= less <= more <= 10


def test_within_half_a_day_s_money_nothing_is_slowed():
    assert thrift(Spent(DOLLAR // 2, 0), Budget(DOLLAR), NOON - timedelta(hours=11)) == 1
    assert thrift(Spent(DOLLAR * 3 // 4, 0), Budget(DOLLAR), NOON) == pytest.approx(5.5)
    assert thrift(Spent(9 * DOLLAR, 0), Budget(), NOON) == 1


def test_an_even_month_is_forecast_to_the_cent():
    days = [cost(1, day=date(2026, 11, number)) for number in range(1, 20)]
    assert forecast([*days, cost(0.5)], NOON) == 30 * DOLLAR


def test_a_first_day_is_forecast_from_its_hours():
    assert forecast([cost(0.5)], NOON) == pytest.approx(11 * DOLLAR)
    assert forecast([], NOON) == 0


def test_last_month_teaches_but_does_not_count():
    second = datetime(2026, 12, 2, tzinfo=UTC)
    days = [cost(1, day=second.date() - timedelta(days=back)) for back in range(1, 10)]
    assert forecast(days, second) == 31 * DOLLAR


def test_settings_are_rated_by_what_they_would_have_saved():
    found = [
        cost(0.7, purpose="search:1"),
        cost(0.7, purpose="search:1", day=TODAY - timedelta(days=1)),
        cost(0.2, purpose="own"),
        cost(9.9, purpose="own", day=TODAY - timedelta(days=30)),
        cost(0.05, purpose="messages", kind="dm_read"),
    ]
    levers = [
        Lever("own_posts = false", "own"),
        Lever("drop search 1", "search:*"),
        Lever("message_page_size = 1", "messages", "dm_read", most=40_000),
        Lever("nothing", "messages", "post_read"),
    ]
    assert savings(found, levers, NOON) == [
        Saving("drop search 1", 700_000),
        Saving("own_posts = false", 100_000),
        Saving("message_page_size = 1", 25_000),
    ]


def test_what_has_no_price_is_not_free():
    tariff = Tariff(prices={"post_read": 5, "user_read": 10}, dated=TODAY, setting="x")
    assert (tariff.price("post_read"), tariff.price("new_kind")) == (5, 10)


@pytest.mark.parametrize(("amount", "text"), [(0, "0.00"), (65_000, "0.065"), (1_234_567, "1.23")])
def test_amounts_for_people(amount, text):
    assert dollars(amount) == text


def test_a_budget_without_an_end_limits_nothing():
    assert not Budget().limits
    assert Budget(day=1).limits
    assert Budget(month=0).limits
