import hashlib
import hmac
import json

import pytest

from config.secret import Secret
from connectors._graph.settings import GraphNetworkSettings
from connectors._graph.webhook import MetaReceiver, receiver_of

SECRET = "an-app-secret"
RECEIVER = MetaReceiver(Secret(SECRET), Secret("agreed-wörd"))


def signed(body: bytes, secret: str = SECRET) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def test_the_challenge_is_echoed_as_plain_text():
    query = {"hub.mode": "subscribe", "hub.verify_token": "agreed-wörd", "hub.challenge": "<b>115</b>"}
    assert RECEIVER.challenge(query) == "<b>115</b>"


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"hub.mode": "subscribe", "hub.challenge": "1"},
        {"hub.mode": "subscribe", "hub.verify_token": "wrong", "hub.challenge": "1"},
        {"hub.mode": "unsubscribe", "hub.verify_token": "agreed-wörd", "hub.challenge": "1"},
    ],
)
def test_a_wrong_handshake_is_refused(query: dict[str, str]):
    assert RECEIVER.challenge(query) is None


def test_the_signature_is_of_the_bytes_as_meta_sent_them():
    body = json.dumps({"text": "Vėluoja siunta"}, ensure_ascii=True).encode()
    assert RECEIVER.verify({"X-Hub-Signature-256": signed(body)}, body)
    assert RECEIVER.verify({"x-hub-signature-256": signed(body)}, body)
    assert not RECEIVER.verify(
        {"X-Hub-Signature-256": signed(body)}, json.dumps(json.loads(body), ensure_ascii=False).encode()
    )


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Hub-Signature-256": ""},
        {"X-Hub-Signature-256": "sha256="},
        {"X-Hub-Signature-256": signed(b"{}", "other")},
        {"X-Hub-Signature-256": signed(b"{}").removeprefix("sha256=")},
        {"X-Hub-Signature": signed(b"{}")},
        {"X-Hub-Signature-256": "sha256=ąčę"},
    ],
)
def test_a_wrong_signature_is_refused(headers: dict[str, str]):
    assert not RECEIVER.verify(headers, b"{}")


def test_without_both_secrets_there_is_no_receiver():
    assert receiver_of(GraphNetworkSettings()) is None
    assert receiver_of(GraphNetworkSettings(app_secret=Secret("a"))) is None
    assert receiver_of(GraphNetworkSettings(app_secret=Secret("a"), verify_token=Secret("b"))) is not None
