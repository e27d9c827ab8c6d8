import json
from datetime import UTC, datetime

import pytest
from multidict import CIMultiDict

from connectors._http import Answer
from connectors.x.answers import StaleToken, pause, read, read_receipt
from monitor.domain.errors import BadPayload, OutcomeUnknown, PermissionMissing, RateLimited, Rejected

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
INVALID_TOKEN = {"errors": [{"message": "The `pagination_token` query parameter value [x] is not valid"}]}


def answer(body, status: int = 200, **headers: str) -> Answer:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    told = CIMultiDict({"Date": "Fri, 20 Nov 2026 12:00:00 GMT"})
    told.update({name.replace("_", "-"): value for name, value in headers.items()})
    return Answer(status, told, raw)


@pytest.mark.parametrize("body", [{"data": []}, {"meta": {"result_count": 0}}, {"data": [1], "errors": [{}]}, {}])
def test_a_payload_is_given_even_with_errors_beside_it(body):
    assert read(answer(body), now=NOW) == body


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"5", b""])
def test_what_is_no_object_is_a_bad_payload(body):
    with pytest.raises(BadPayload):
        read(answer(body), now=NOW)


def test_nothing_but_errors_means_the_account_cannot_be_seen():
    with pytest.raises(PermissionMissing):
        read(answer({"errors": [{"title": "Not Found Error"}]}), now=NOW)


def test_a_request_x_calls_invalid_is_ours_to_mend():
    with pytest.raises(BadPayload, match=r"networks\.x\.fields"):
        read(answer({"title": "Invalid Request"}, 400), now=NOW)


def test_a_page_token_that_x_forgot_is_told_apart_while_paging_only():
    with pytest.raises(StaleToken):
        read(answer(INVALID_TOKEN, 400), now=NOW, paging=True)
    with pytest.raises(BadPayload):
        read(answer(INVALID_TOKEN, 400), now=NOW)
    with pytest.raises(BadPayload):
        read(answer({"errors": [{"message": "start_time"}]}, 400), now=NOW, paging=True)


def test_a_write_gives_its_data():
    assert read_receipt(answer({"data": {"id": "1"}}, 201), repeated=False, now=NOW) == {"id": "1"}


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", {"data": None}, {"errors": [{}]}])
def test_a_write_that_names_nothing_is_unknown(body):
    with pytest.raises(OutcomeUnknown):
        read_receipt(answer(body, 201), repeated=False, now=NOW)


def test_refused_writes_raise_what_they_mean():
    with pytest.raises(RateLimited):
        read_receipt(answer(b"", 429), repeated=False, now=NOW)
    duplicate = answer({"detail": "duplicate content"}, 403)
    with pytest.raises(OutcomeUnknown):
        read_receipt(duplicate, repeated=False, now=NOW)
    with pytest.raises(Rejected):
        read_receipt(duplicate, repeated=True, now=NOW)


@pytest.mark.parametrize(
    ("left", "reset", "seconds"),
    [("14", 900, 900 / 14), ("1", 60, 60), ("0", 60, 60), ("x", 60, None), ("300", -5, 0)],
)
def test_calls_are_spread_over_what_the_window_still_allows(left, reset, seconds):
    headers = {"x_rate_limit_remaining": left, "x_rate_limit_reset": str(int(NOW.timestamp()) + reset)}
    assert pause(answer({}, **headers), now=NOW) == seconds


def test_without_headers_no_pause_is_wished():
    assert pause(answer({}), now=NOW) is None
    assert pause(answer({}, x_rate_limit_remaining="5"), now=NOW) is None
