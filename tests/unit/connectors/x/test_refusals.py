import json
from datetime import UTC, datetime, timedelta

import pytest
from multidict import CIMultiDict

from connectors._http import Answer
from connectors.x.refusals import Problem, refusal
from monitor.domain.errors import (
    AccountLocked,
    AuthExpired,
    Gone,
    Misconfigured,
    OutcomeUnknown,
    PermissionMissing,
    RateLimited,
    Rejected,
    Retryable,
)

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
DATE = {"Date": "Fri, 20 Nov 2026 12:00:00 GMT"}
PROBLEM = "https://api.{}/2/problems/{}"


def answer(status: int, body=b"", **headers: str) -> Answer:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    told = CIMultiDict({**DATE, **{name.replace("_", "-"): value for name, value in headers.items()}})
    return Answer(status, told, raw)


def forbidden(detail: str) -> Answer:
    return answer(403, {"detail": detail, "type": "about:blank", "title": "Forbidden", "status": 403})


def code(number: int, status: int = 403) -> Answer:
    return answer(status, {"errors": [{"code": number, "message": "no"}]})


def epoch(seconds: int) -> str:
    return str(int(NOW.timestamp()) + seconds)


@pytest.mark.parametrize(
    ("given", "expected", "rule"),
    [
        (
            forbidden("Reply to this conversation is not allowed because you have not been mentioned"),
            Rejected,
            "not_summoned",
        ),
        (forbidden("You do not have permission to DM one or more participants."), Rejected, "messages_closed"),
        (forbidden("This operation is not permitted."), Rejected, "messages_closed"),
        (forbidden("You have been blocked from replying"), Rejected, "blocked"),
        (forbidden("This request looks like it might be automated."), Rejected, "looks_automated"),
        (forbidden("something nobody has seen yet"), Rejected, "forbidden"),
        (
            answer(400, {"errors": [{"message": "Your Tweet text is too long."}], "title": "Invalid Request"}),
            Rejected,
            "too_long",
        ),
        (
            answer(400, {"title": "Invalid Request", "type": PROBLEM.format("x.com", "invalid-request")}),
            Rejected,
            "invalid-request",
        ),
        (answer(400, b"<html>"), Rejected, "invalid_request"),
        (code(150), Rejected, "messages_closed"),
        (code(349), Rejected, "messages_closed"),
        (code(354), Rejected, "too_long"),
        (code(433), Rejected, "not_summoned"),
    ],
)
def test_a_refused_write_names_the_rule(given, expected, rule):
    error = refusal(given, write=True, now=NOW)
    assert type(error) is expected
    assert error.rule == rule


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (forbidden("You attempted to reply to a Tweet that is deleted or not visible to you."), Gone),
        (forbidden("User has been suspended: [5]."), Gone),
        (answer(404, {"title": "Not Found"}), Gone),
        (answer(401, {"title": "Unauthorized"}), AuthExpired),
        (forbidden("Your account is suspended and is not permitted to access this feature."), AccountLocked),
        (forbidden("To protect our users your account has been temporarily locked."), AccountLocked),
        (code(64), AccountLocked),
        (code(326), AccountLocked),
        (answer(403, {"errors": [{"type": PROBLEM.format("x.com", "unsupported-authentication")}]}), PermissionMissing),
        (answer(403, {"type": PROBLEM.format("twitter.com", "client-forbidden")}), PermissionMissing),
        (answer(500, b"<html>"), OutcomeUnknown),
        (answer(301, b""), Misconfigured),
        (forbidden("You are not allowed to create a Tweet with duplicate content."), OutcomeUnknown),
        (code(187), OutcomeUnknown),
        (code(151), OutcomeUnknown),
    ],
)
def test_other_refusals_of_a_write(given, expected):
    assert type(refusal(given, write=True, now=NOW)) is expected


def test_a_duplicate_after_a_look_in_vain_is_about_another_text():
    error = refusal(forbidden("duplicate content"), write=True, repeated=True, now=NOW)
    assert isinstance(error, Rejected)
    assert error.rule == "duplicate"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (answer(401), AuthExpired),
        (forbidden("whatever"), PermissionMissing),
        (answer(404), PermissionMissing),
        (answer(503, b"<html>"), Retryable),
        (answer(503), Retryable),
        (answer(400), Rejected),
    ],
)
def test_refusals_of_a_read(given, expected):
    assert type(refusal(given, write=False, now=NOW)) is expected


@pytest.mark.parametrize("host", ["x.com", "twitter.com"])
@pytest.mark.parametrize("kind", ["credits", "credits-depleted"])
def test_no_credits_left_stops_and_says_who_must_act(host, kind):
    error = refusal(
        answer(402, {"title": "CreditsDepleted", "type": PROBLEM.format(host, kind)}, x_rate_limit_remaining="299"),
        write=False,
        now=NOW,
    )
    assert isinstance(error, PermissionMissing)
    assert "credits" in error.next_step


@pytest.mark.parametrize("period", ["Monthly", "", "Daily"])
def test_a_usage_cap_is_not_waited_out_by_the_quarter_hour(period):
    body = {"title": "UsageCapExceeded", "period": period, "type": PROBLEM.format("x.com", "usage-capped")}
    error = refusal(answer(429, body, x_rate_limit_reset=epoch(600)), write=False, now=NOW)
    if period == "Daily":
        assert isinstance(error, RateLimited)
        assert error.until == datetime(2026, 11, 21, tzinfo=UTC)
    else:
        assert isinstance(error, PermissionMissing)
        assert "limit" in error.next_step


@pytest.mark.parametrize(
    "body", [{"title": "Too Many Requests"}, {"errors": [{"code": 88}]}, b"Rate limit exceeded", b""]
)
@pytest.mark.parametrize("write", [True, False])
def test_a_429_in_any_form_waits_for_the_reset(body, write):
    error = refusal(answer(429, body, x_rate_limit_remaining="0", x_rate_limit_reset=epoch(300)), write=write, now=NOW)
    assert isinstance(error, RateLimited)
    assert error.until == NOW + timedelta(seconds=300)


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({}, 900),
        ({"x_rate_limit_reset": epoch(-60)}, 900),
        ({"x_rate_limit_reset": "soon"}, 900),
        ({"x_rate_limit_remaining": "0", "x_rate_limit_reset": epoch(1)}, 5),
        ({"retry_after": "42"}, 42),
        ({"x_rate_limit_remaining": "14", "x_rate_limit_reset": epoch(77)}, 77),
        (
            {
                "x_rate_limit_remaining": "10",
                "x_rate_limit_reset": epoch(300),
                "x_user_limit_24hour_remaining": "0",
                "x_user_limit_24hour_reset": epoch(7200),
            },
            7200,
        ),
        (
            {
                "x_rate_limit_remaining": "0",
                "x_rate_limit_reset": epoch(300),
                "x_app_limit_24hour_remaining": "0",
                "x_app_limit_24hour_reset": epoch(36_000),
            },
            36_000,
        ),
    ],
)
def test_the_wait_is_the_longest_of_the_windows_used_up(headers, wait):
    error = refusal(answer(429, b"", **headers), write=False, now=NOW)
    assert error.until == NOW + timedelta(seconds=wait)


def test_no_word_of_an_answer_reaches_a_message():
    for status in (400, 401, 402, 403, 404, 429, 500):
        body = {"title": "kanarėlė", "detail": "kanarėlė", "type": "kanarėlė", "errors": [{"message": "kanarėlė"}]}
        error = refusal(answer(status, body), write=True, now=NOW)
        assert "kanarėlė" not in f"{error} {error.next_step} {getattr(error, 'rule', '')}"


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b'"x"', b'{"errors": 5}', b'{"errors": ["x"]}', b'{"type": null}']
)
def test_any_body_is_read(body):
    assert Problem.of(answer(400, body)).kind == ""
