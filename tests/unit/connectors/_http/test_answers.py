import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors._http import Answer
from monitor.domain.errors import BadPayload


def answer(body: bytes, status: int = 200) -> Answer:
    return Answer(status, {}, body)


def test_an_empty_body_is_nothing():
    assert answer(b" \n").json() is None


@pytest.mark.parametrize("body", [b"<html></html>", b"{", b"\xff\xfe", b'{"a": NaN}', b"[" * 100_000, b"1" * 5000])
def test_what_is_not_json_is_a_bad_payload_that_quotes_nothing(body):
    with pytest.raises(BadPayload) as error:
        answer(body, 503).json()
    assert str(error.value) == "the answer (HTTP 503) is not JSON"
    assert error.value.__suppress_context__


def test_an_object_is_asked_for_by_name():
    assert answer(b'{"a": 1}').json_object() == {"a": 1}
    with pytest.raises(BadPayload):
        answer(b"[1]").json_object()


def test_big_ids_stay_whole():
    assert answer(b'{"id": 1999999999999999999}').json() == {"id": 1999999999999999999}


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8))
def test_every_text_can_be_stored(value):
    body = json.dumps({"x": value}).encode()
    parsed = answer(body).json()
    assert "\x00" not in str(parsed)
    json.dumps(parsed, ensure_ascii=False).encode("utf-8")


def test_nul_and_stray_surrogates_are_replaced_wherever_they_stand():
    body = rb'{"a\u0000": ["\ud800x", {"b": "ok \ud83d\ude00"}]}'
    assert answer(body).json() == {"a�": ["�x", {"b": "ok 😀"}]}


@pytest.mark.parametrize(("status", "ok"), [(199, False), (200, True), (204, True), (299, True), (301, False)])
def test_ok_is_2xx(status, ok):
    assert Answer(status, {}, b"").ok is ok
