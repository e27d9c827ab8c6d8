import dataclasses
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.x.includes import Includes
from connectors.x.normalise import (
    Ours,
    items,
    message_mention,
    post_mention,
    reaches,
    read_messages,
    read_posts,
)
from connectors.x.shapes import User
from monitor.domain.errors import BadPayload
from monitor.domain.mentions import Direction, Mention, MentionKind, Visibility
from monitor.domain.streams import Removed, Seen, Unreadable

FIXTURES = Path(__file__).parents[3] / "fixtures" / "x"
OURS = Ours("siuntukas-x", "700000000000000001", "siuntukas", "mentions")
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
NONE = Includes({}, {})
POST = {
    "id": "10",
    "author_id": "2",
    "text": "labas",
    "created_at": "2026-11-20T11:00:00.000Z",
    "conversation_id": "10",
    "entities": {"mentions": [{"start": 0, "username": "siuntukas"}]},
}
MESSAGE = {
    "id": "11",
    "sender_id": "2",
    "created_at": "2026-11-20T11:00:00Z",
    "dm_conversation_id": "2-700000000000000001",
    "text": "labas",
}


def load(name: str):
    return json.loads((FIXTURES / f"{name}.json").read_text())


def told(records) -> list:
    """Records as plain data, raw JSON left out."""
    plain = [
        {"kind": type(record).__name__, **msgspec.to_builtins(record.mention if isinstance(record, Seen) else record)}
        for record in records
    ]
    return json.loads(json.dumps(plain))


@pytest.mark.parametrize("words", ["tweet", "post"])
def test_a_page_of_posts_gives_the_expected_records_in_both_vocabularies(words):
    records = read_posts(load(f"mentions_{words}"), OURS, known={}, now=NOW)
    assert told(records) == load("mentions.expected")


def test_a_page_of_messages_gives_the_expected_records():
    ours = dataclasses.replace(OURS, stream="messages")
    assert told(read_messages(load("messages_tweet"), ours, known={})) == load("messages.expected")


def test_the_json_of_each_record_is_kept_as_it_came():
    page = load("mentions_tweet")
    seen = [record for record in read_posts(page, OURS, known={}, now=NOW) if isinstance(record, Seen)]
    assert all(record.raw in page["data"] for record in seen)


def test_known_accounts_name_authors_that_the_page_leaves_out():
    users = {"2": User(id="2", username="rugile_k", receives_your_dm=True)}
    (record,) = read_posts({"data": [POST]}, OURS, known=users, now=NOW)
    assert record.mention.author.handle == "rugile_k"
    assert record.mention.abilities.message is True


@pytest.mark.parametrize("page", [{}, {"meta": {"result_count": 0}}, {"data": []}, {"data": [], "includes": None}])
def test_an_empty_page_has_no_records(page):
    assert read_posts(page, OURS, known={}, now=NOW) == []
    assert read_messages(page, OURS, known={}) == []


@pytest.mark.parametrize("data", [None, {}, "x", 5])
def test_a_page_without_a_list_is_a_bad_payload(data):
    with pytest.raises(BadPayload):
        items({"data": data})


def test_one_bad_record_leaves_the_rest():
    records = read_posts({"data": [POST, {"id": "12"}, "x", None, {**POST, "id": "13"}]}, OURS, known={}, now=NOW)
    assert [type(record) for record in records] == [Seen, Unreadable, Unreadable, Unreadable, Seen]


def test_a_reason_never_quotes_the_record():
    secret = "mano asmens kodas slaptas"
    (record,) = read_posts({"data": [{**POST, "created_at": secret}]}, OURS, known={}, now=NOW)
    assert isinstance(record, Unreadable)
    assert secret not in record.reason
    assert secret in record.raw


def test_ids_are_text_whatever_x_sends():
    mention = post_mention({**POST, "id": 1999999999999999999, "author_id": 1888888888888888888}, OURS, NONE)
    assert (mention.remote_id, mention.author.remote_id) == ("1999999999999999999", "1888888888888888888")


@pytest.mark.parametrize("bad", [1.5, True, "x", "", "-1", None, "12345678901234567890", [], -4])
def test_what_is_no_id_is_unreadable(bad):
    with pytest.raises(BadPayload):
        post_mention({**POST, "id": bad}, OURS, NONE)


def test_moments_are_in_utc():
    mention = post_mention({**POST, "created_at": "2026-11-20T13:00:00+02:00"}, OURS, NONE)
    assert mention.created_at == NOW - timedelta(hours=1)
    assert mention.created_at.tzinfo is UTC


@pytest.mark.parametrize("moment", ["2026-11-20T11:00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", 5])
def test_a_moment_without_zone_or_beyond_calendars_is_unreadable(moment):
    with pytest.raises(BadPayload):
        post_mention({**POST, "created_at": moment}, OURS, NONE)


def test_a_thread_we_began_lets_us_hide_direct_replies_only():
    reply = {
        **POST,
        "conversation_id": "5",
        "in_reply_to_user_id": OURS.user_id,
        "referenced_tweets": [{"type": "replied_to", "id": "5"}],
    }
    deeper = {**reply, "referenced_tweets": [{"type": "replied_to", "id": "6"}]}
    assert post_mention(reply, OURS, NONE).abilities.hide is True
    assert post_mention({**reply, "in_reply_to_user_id": "77"}, OURS, NONE).abilities.hide is False
    assert post_mention(deeper, OURS, NONE).abilities.hide is None
    assert post_mention(POST, OURS, NONE).abilities.hide is False


def test_messages_go_both_ways():
    theirs = message_mention(MESSAGE, OURS, NONE)
    ours = message_mention({**MESSAGE, "sender_id": OURS.user_id}, OURS, NONE)
    assert (theirs.direction, ours.direction) == (Direction.INBOUND, Direction.OUTBOUND)
    assert theirs.abilities.message is True
    assert (theirs.kind, theirs.visibility) == (MentionKind.MESSAGE, Visibility.PRIVATE)


def test_a_page_of_messages_tells_how_far_back_it_goes():
    page = {"data": [MESSAGE, {"broken": 1}]}
    assert reaches(page, NOW)
    assert not reaches(page, NOW - timedelta(hours=2))
    assert not reaches({}, NOW)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def mutated(draw, page):
    """A page with one to three places replaced by anything, or removed."""
    page = json.loads(json.dumps(page))
    for _ in range(draw(st.integers(1, 3))):
        node = page
        while True:
            if not isinstance(node, (dict, list)) or not node:
                break
            keys = list(node) if isinstance(node, dict) else list(range(len(node)))
            key = draw(st.sampled_from(keys))
            if draw(st.booleans()) or not isinstance(node[key], (dict, list)):
                if draw(st.booleans()):
                    node[key] = draw(JSON)
                else:
                    del node[key]
                break
            node = node[key]
    return page


@given(mutated(load("mentions_tweet")) | mutated(load("mentions_post")))
@settings(max_examples=300, deadline=None)
def test_a_mutated_page_of_posts_gives_records_or_a_bad_payload(page):
    try:
        records = read_posts(page, OURS, known={}, now=NOW)
    except BadPayload:
        return
    assert_sound(records)


@given(mutated(load("messages_tweet")))
@settings(max_examples=200, deadline=None)
def test_a_mutated_page_of_messages_gives_records_or_a_bad_payload(page):
    try:
        records = read_messages(page, OURS, known={})
        reaches(page, NOW)
    except BadPayload:
        return
    assert_sound(records)


def assert_sound(records) -> None:
    for record in records:
        assert isinstance(record, (Seen, Unreadable, Removed))
        if isinstance(record, Seen):
            mention: Mention = record.mention
            assert mention.remote_id.isdecimal()
            assert mention.author.remote_id.isdecimal()
            assert mention.conversation_id
            assert mention.created_at.tzinfo is UTC
            assert isinstance(mention.text, str)
