import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors._graph.usage import Budget, Usage, rates_of, read_usage
from monitor.domain.errors import RateLimited
from monitor.domain.moves import MoveKind
from monitor.domain.pace import Rate

APP = "X-App-Usage"
BUSINESS = "X-Business-Use-Case-Usage"
WORDS = ["p1", "call_count", "type", "estimated_time_to_regain_access"]


def business(**ids: list[dict[str, object]]) -> dict[str, str]:
    return {BUSINESS: json.dumps(ids)}


def entry(kind: str, percent: float, regain: float = 0, **more: object) -> dict[str, object]:
    return {
        "type": kind,
        "call_count": percent,
        "total_cputime": 1,
        "total_time": 1,
        "estimated_time_to_regain_access": regain,
        **more,
    }


def test_the_fullest_of_the_three_percents_counts():
    assert read_usage({APP: '{"call_count":28,"total_time":80,"total_cputime":25}'}).percent == 80


def test_the_business_header_is_read_even_when_the_app_s_is_empty():
    headers = {APP: "{}", **business(p1=[entry("pages", 95, 19)])}
    usage = read_usage(headers)
    assert (usage.percent, usage.regain, usage.spent) == (95, timedelta(minutes=19), True)


def test_keys_nobody_has_heard_of_do_no_harm():
    assert (
        read_usage(business(p1=[entry("pages", 40, ads_api_access_tier="standard_access", new={"a": 1})])).percent == 40
    )


def test_another_account_s_throttle_does_not_stop_this_one():
    headers = business(p1=[entry("pages", 10)], p2=[entry("pages", 100, 60)])
    assert not read_usage(headers, ids=["p1"]).spent
    assert read_usage(headers, ids=["p2"]).spent


def test_throttled_messages_do_not_stop_comments():
    headers = business(p1=[entry("pages", 10), entry("messenger", 100, 60)])
    assert not read_usage(headers, ids=["p1"], kind="pages").spent
    assert read_usage(headers, ids=["p1"], kind="messenger").spent


def test_an_id_we_do_not_know_counts_when_it_stands_alone():
    assert read_usage(business(business_42=[entry("pages", 97)]), ids=["p1"]).spent


@pytest.mark.parametrize(
    ("percent", "pause"), [(0, None), (74.9, None), (75, 45.0), (85, 450.0), (95, 900.0), (250, 900.0)]
)
def test_polls_are_spread_out_before_the_limit(percent: float, pause: float | None):
    assert Usage(percent).pause == pause


def test_the_time_meta_names_is_the_pause():
    assert Usage(100, timedelta(minutes=3)).pause == 180


@given(
    st.dictionaries(
        st.sampled_from([APP, BUSINESS, "X-Page-Usage"]),
        st.one_of(
            st.text(max_size=30),
            st.recursive(
                st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
                lambda inner: (
                    st.lists(inner, max_size=3)
                    | st.dictionaries(
                        st.sampled_from(["p1", "call_count", "type", "estimated_time_to_regain_access"]), inner
                    )
                ),
                max_leaves=8,
            ).map(json.dumps),
        ),
    )
)
def test_headers_that_cannot_be_read_count_as_silence_or_as_numbers(headers: dict[str, str]):
    usage = read_usage(headers, ids=["p1"], kind="pages")
    assert usage.percent >= 0
    assert usage.regain >= timedelta()
    assert usage.pause is None or usage.pause > 0


def test_a_closed_budget_lets_nobody_ask_before_its_time():
    now, budget = datetime(2026, 11, 20, 12, tzinfo=UTC), Budget()
    budget.check(now)
    budget.close(now + timedelta(minutes=5))
    with pytest.raises(RateLimited) as waiting:
        budget.check(now + timedelta(minutes=4))
    assert waiting.value.until == now + timedelta(minutes=5)
    budget.check(now + timedelta(minutes=5))


def test_a_spent_budget_closes_reading_and_only_lost_access_closes_writing():
    [rate] = rates_of(Usage(96), "messenger")
    assert rate == Rate(kind="messenger", covers=("messages",), left=0, seconds=900)
    told = {rate.kind: rate for rate in rates_of(Usage(100, timedelta(minutes=19)), "pages")}
    assert {kind: rate.seconds for kind, rate in told.items()} == {"pages": 1140, "pages:writing": 1140}
    assert "comments" in told["pages"].covers
    assert "send:public_reply" in told["pages:writing"].covers


def test_an_open_budget_closes_nothing():
    assert list(rates_of(Usage(94), "pages")) == []


@pytest.mark.parametrize("move", MoveKind)
@pytest.mark.parametrize("verb", ["send", "look_up"])
def test_every_move_lives_on_one_budget_and_waits_while_access_to_it_is_lost(move: MoveKind, verb: str):
    lost = Usage(100, timedelta(minutes=19))
    told = [rate for kind in ("pages", "messenger") for rate in rates_of(lost, kind)]
    assert sum(f"{verb}:{move}" in rate.covers for rate in told) == 1
