import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.settings import AccountSettings
from connectors.x.rereading import reread
from connectors.x.webhook import XReceiver, read_webhook
from monitor.domain.mentions import Direction
from monitor.domain.streams import Removed, Seen, Unreadable

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ME = "700000000000000001"
ACCOUNT = AccountSettings(name="ours", network="x", brand="B", remote_id=ME, handle="siuntukas")
OTHER = msgspec.structs.replace(ACCOUNT, name="other", remote_id="700000000000000002")
POST = {
    "id": "10",
    "author_id": "2",
    "text": "@siuntukas kur siunta?",
    "created_at": "2026-11-20T11:00:00.000Z",
    "conversation_id": "10",
    "edit_history_tweet_ids": ["10"],
    "entities": {"mentions": [{"start": 0, "start_str": "0", "username": "siuntukas", "id": ME}]},
}
OLD = {
    "type": "message_create",
    "id": "500",
    "created_timestamp": "1784928224372",
    "message_create": {
        "target": {"recipient_id": ME},
        "sender_id": "2",
        "message_data": {"text": "labas &amp; viso"},
    },
}
RECEIVER = XReceiver("consumer-secret")


def signed(body: bytes) -> str:
    digest = hmac.new(b"consumer-secret", body, hashlib.sha256).digest()
    return "sha256=" + base64.b64encode(digest).decode()


def event(kind: str, payload, *, user: str = ME, **more) -> bytes:
    return json.dumps({"data": {"event_type": kind, "filter": {"user_id": user}, "payload": payload, **more}}).encode()


def test_the_challenge_is_answered_with_its_hmac():
    assert RECEIVER.challenge({"crc_token": "abc"}) == {"response_token": signed(b"abc")}
    assert RECEIVER.challenge({"other": "x"}) is None
    assert RECEIVER.challenge({"crc_token": ""}) is None


@pytest.mark.parametrize("name", ["x-twitter-webhooks-signature", "X-Twitter-Webhooks-Signature"])
def test_the_signature_covers_the_raw_bytes(name):
    body = b'{"a":  1}'
    assert RECEIVER.verify({name: signed(body)}, body)
    assert not RECEIVER.verify({name: signed(body)}, b'{"a": 1}')


@pytest.mark.parametrize("headers", [{}, {"x-twitter-webhooks-signature": ""}, {"x-twitter-webhooks-signature": "ą"}])
def test_without_the_right_signature_nothing_is_believed(headers):
    assert not RECEIVER.verify(headers, b"{}")


@pytest.mark.parametrize("kind", ["post.mention.create", "post.reply.create", "post.quote.create"])
def test_a_post_is_read_with_its_author(kind):
    includes = {"users": [{"data": {"id": "2", "username": "rugile_k"}}]}
    (record,) = read_webhook(event(kind, POST, includes=includes), [OTHER, ACCOUNT])
    assert isinstance(record, Seen)
    assert (record.mention.account, record.mention.author.handle, record.mention.stream) == (
        "ours",
        "rugile_k",
        "mentions",
    )
    assert record.mention.abilities.reply is True
    assert record.raw == POST


def test_a_post_of_ours_is_ours():
    (record,) = read_webhook(event("post.create", {**POST, "author_id": ME}), [ACCOUNT])
    assert record.mention.direction is Direction.OUTBOUND
    assert record.mention.stream == "own"


@pytest.mark.parametrize(
    "users", [{"2": {"data": {"id": "2", "username": "rugile_k"}}}, {"2": {"id": "2", "username": "rugile_k"}}]
)
def test_a_message_in_the_old_form_is_read(users):
    (record,) = read_webhook(event("dm.received", {"direct_message_events": [OLD], "users": users}), [ACCOUNT])
    mention = record.mention
    assert (mention.remote_id, mention.text) == ("500", "labas & viso")
    assert mention.conversation_id == "2-700000000000000001"
    assert mention.author.handle == "rugile_k"
    assert mention.created_at.isoformat() == "2026-07-24T21:23:44.372000+00:00"


def test_a_message_in_the_new_form_is_read_too():
    new = {
        "id": "500",
        "event_type": "MessageCreate",
        "sender_id": ME,
        "dm_conversation_id": "2-700000000000000001",
        "text": "labas",
        "created_at": "2026-07-20T01:51:31Z",
    }
    (record,) = read_webhook(event("dm.sent", new), [ACCOUNT])
    assert record.mention.direction is Direction.OUTBOUND


def test_several_messages_come_in_one_push():
    broken = {**OLD, "created_timestamp": "x"}
    records = read_webhook(event("dm.received", {"direct_message_events": [OLD, broken, 5]}), [ACCOUNT])
    assert [type(record) for record in records] == [Seen, Unreadable, Unreadable]


def test_a_deletion_is_told():
    (record,) = read_webhook(event("post.delete", {"id": "10", "author_id": ME}), [ACCOUNT])
    assert isinstance(record, Removed)
    assert (record.account, record.remote_id) == ("ours", "10")
    assert read_webhook(event("post.delete", {"id": "x"}), [ACCOUNT]) == ()


def test_an_encrypted_message_is_seen_although_it_cannot_be_read():
    (record,) = read_webhook(event("chat.received", {"id": "u-1", "encoded_event": "CwABAAAA"}), [ACCOUNT])
    assert isinstance(record, Unreadable)
    assert "encrypted" in record.reason
    assert "CwABAAAA" not in record.raw
    assert "u-1" in record.raw


@pytest.mark.parametrize("kind", ["like.create", "follow.follow", "profile.update.bio", "chat.sent"])
def test_events_of_other_kinds_are_nothing(kind):
    assert read_webhook(event(kind, {"id": "1"}), [ACCOUNT]) == ()


def test_events_of_other_accounts_are_nothing():
    assert read_webhook(event("post.mention.create", POST, user="999"), [ACCOUNT]) == ()


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"data": 5}', b'{"data": {}}', b"\xff", b"[" * 100_000])
def test_what_is_no_event_is_kept_for_a_person_to_see(body):
    (record,) = read_webhook(body, [ACCOUNT, OTHER])
    assert isinstance(record, Unreadable)
    assert read_webhook(body, []) == ()


@given(
    st.sampled_from(["post.mention.create", "dm.received", "post.delete", "chat.received"]),
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from([*POST, *OLD, "direct_message_events", "users"]), inner, max_size=5)
        ),
        max_leaves=12,
    ),
)
def test_any_signed_body_gives_records_and_nothing_else(kind, payload):
    for record in read_webhook(event(kind, payload, includes=payload), [ACCOUNT]):
        assert isinstance(record, (Seen, Removed, Unreadable))


@pytest.mark.parametrize(
    ("kind", "payload", "spoilt", "stream"),
    [
        ("post.mention.create", POST, "created_at", "mentions"),
        ("post.create", POST | {"author_id": ME}, "created_at", "own"),
        ("dm.received", OLD, "created_timestamp", "messages"),
    ],
)
def test_what_is_kept_unread_still_says_which_stream_it_came_in(kind, payload, spoilt, stream):
    (kept,) = read_webhook(event(kind, payload | {spoilt: "soon"}), [ACCOUNT])
    assert isinstance(kept, Unreadable)
    readable = kept.raw.replace('"soon"', json.dumps(payload[spoilt]))
    (again,) = reread(readable, ACCOUNT, at=NOW)
    assert again.mention.stream == stream


def test_what_an_older_version_kept_alone_is_told_by_its_shape():
    assert [each.mention.stream for each in reread(json.dumps(POST), ACCOUNT, at=NOW)] == ["mentions"]
    assert [each.mention.stream for each in reread(json.dumps(OLD), ACCOUNT, at=NOW)] == ["messages"]
