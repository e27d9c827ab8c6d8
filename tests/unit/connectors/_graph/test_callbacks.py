"""Signed requests: only what Meta signed is read, whatever else comes is refused plainly."""

import base64
import hashlib
import hmac
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.secret import Secret
from connectors._graph.callbacks import signed_user
from connectors.simulator.graph.control_knobs import signed_request
from connectors.simulator.identities import META_APP_SECRET
from monitor.domain.errors import BadPayload

SECRET = Secret(META_APP_SECRET)
TOLD = {"algorithm": "HMAC-SHA256", "issued_at": 1, "user_id": "218471"}


def signed(payload: bytes) -> str:
    body = base64.urlsafe_b64encode(payload).rstrip(b"=")
    signature = hmac.new(META_APP_SECRET.encode(), body, hashlib.sha256).digest()
    return f"{base64.urlsafe_b64encode(signature).decode().rstrip('=')}.{body.decode()}"


@pytest.mark.parametrize("user", ["218471", 218471])
def test_the_person_is_read(user):
    assert signed_user(signed_request(TOLD | {"user_id": user}), SECRET) == "218471"


@pytest.mark.parametrize(
    "given",
    [
        "",
        ".",
        "..",
        "no dot",
        "ąčę.ąčę",
        signed_request(TOLD) + "x",
        "x" + signed_request(TOLD),
        signed_request(TOLD).replace(".", ""),
        signed_request(TOLD).partition(".")[0] + ".",
        signed(b"not json"),
        signed(b"\xff\xfe"),
        signed(b"[]"),
        signed(b"null"),
        signed(json.dumps({"algorithm": "HMAC-SHA256"}).encode()),
        signed(json.dumps(TOLD | {"algorithm": "none"}).encode()),
        signed(json.dumps(TOLD | {"user_id": {"a": 1}}).encode()),
    ],
)
def test_everything_else_is_refused(given):
    with pytest.raises(BadPayload):
        signed_user(given, SECRET)


def test_another_app_s_signature_is_refused():
    with pytest.raises(BadPayload):
        signed_user(signed_request(TOLD), Secret("another"))


@given(st.text())
def test_nothing_but_bad_payload_comes_of_any_text(text):
    with pytest.raises(BadPayload):
        signed_user(text, SECRET)
