"""What X's headers say of its limits."""

from datetime import UTC, datetime

import pytest

from connectors._http import Answer
from connectors.x.rates import kind_of, rates_of
from monitor.domain.pace import Rate
from monitor.ports import Toll, tolled

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
DATE = "Fri, 20 Nov 2026 12:00:00 GMT"
END = int(NOW.timestamp())


def rates(kind="search", **headers):
    told = {name.replace("_", "-"): str(value) for name, value in headers.items()}
    return list(rates_of(kind, Answer(200, {"Date": DATE, **told}, b""), now=NOW))


@pytest.mark.parametrize(
    ("method", "route", "kind"),
    [
        ("GET", "/2/users/1/mentions", "mentions"),
        ("GET", "/2/users/me", "me"),
        ("GET", "/2/users", "users"),
        ("GET", "/2/dm_conversations/with/2/dm_events", "dm_conversation"),
        ("POST", "/2/dm_conversations/with/2/messages", "message"),
        ("POST", "/2/tweets", "post"),
        ("PUT", "/2/tweets/9/hidden", "hide"),
        ("GET", "/2/something/new", "get"),
    ],
)
def test_a_call_is_named_by_its_route(method, route, kind):
    assert kind_of(method, route) == kind


def test_the_quarter_and_the_day_are_windows_of_their_own():
    found = rates(
        "message",
        x_rate_limit_limit=15,
        x_rate_limit_remaining=3,
        x_rate_limit_reset=END + 600,
        x_user_limit_24hour_remaining=0,
        x_user_limit_24hour_reset=END + 60_000,
        x_app_limit_24hour_remaining=9,
        x_app_limit_24hour_reset=END + 60_000,
    )
    covers = ("send:message",)
    assert found == [
        Rate(kind="message", covers=covers, left=3, seconds=601, limit=15),
        Rate(kind="message:day", covers=covers, left=0, seconds=60_001),
        Rate(kind="message:app-day", covers=covers, left=9, seconds=60_001, shared=True),
    ]


def test_x_s_own_clock_measures_the_wait():
    [rate] = rates_of(
        "own",
        Answer(200, {"Date": DATE, "x-rate-limit-remaining": "1", "x-rate-limit-reset": str(END + 60)}, b""),
        now=NOW.replace(hour=3),
    )
    assert rate.seconds == 61


@pytest.mark.parametrize("left", ["", "many", "-1", "1e9", "٣", "99999999999"])
def test_headers_that_cannot_be_read_are_silence(left):
    assert rates(x_rate_limit_remaining=left, x_rate_limit_reset=END + 60) == []
    assert rates(x_rate_limit_remaining=3) == []


async def test_every_answer_tells_also_a_refusal(script, scripted_connector):
    headers = {"x-rate-limit-limit": "300", "x-rate-limit-remaining": "0", "x-rate-limit-reset": str(END + 900)}
    script.says({"title": "Too Many Requests"}, status=429, headers=headers)
    toll = Toll()
    with tolled(toll), pytest.raises(Exception, match="wait"):
        await scripted_connector.source.fetch("own", None, now=script.now)
    assert toll.rates["search"].covers == ("search:*", "own", "look_up:public_reply", "look_up:invite")
    assert (toll.rates["search"].left, toll.rates["search"].seconds) == (0, 901)
