import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.settings import AccountSettings
from connectors._graph.payloads import readable
from connectors.instagram import normalise
from connectors.instagram.webhook import own_side, read_body
from monitor.domain.streams import Removed, Seen, Unreadable
from tests.support.mutations import ODD, mutated

FIXTURES = {path.stem: json.loads(path.read_text()) for path in Path("tests/fixtures/instagram").glob("*.json")}
IG, PAGE = "17841400000000001", "100000000000001"
ACCOUNT = AccountSettings(
    name="ig", network="instagram", brand="Kawkarnia", remote_id=IG, handle="kawkarnia.pl", options={"page_id": PAGE}
)
OWN = own_side(ACCOUNT, PAGE)


def read(fixture: dict[str, Any], raw: Any) -> Seen:
    return getattr(normalise, fixture["read"])(OWN, raw, *fixture["context"].values())


@pytest.mark.parametrize("name", sorted(FIXTURES))
def test_a_payload_becomes_the_mention_that_stands_beside_it(name: str):
    fixture = FIXTURES[name]
    seen, expected = read(fixture, fixture["raw"]), fixture["expected"]
    mention = seen.mention
    assert seen.raw == fixture["raw"]
    assert mention.created_at == datetime.fromisoformat(expected.pop("created_at"))
    assert mention.author.remote_id == expected.pop("author")
    assert mention.author.handle == expected.pop("handle", mention.author.handle)
    assert mention.abilities.reply is expected.pop("reply")
    for key, value in expected.items():
        assert getattr(mention, key) == value, key


def test_replies_that_come_with_a_comment_know_their_parent():
    item = {"id": "1", "replies": {"data": [{"id": "2"}, {"id": "3", "parent_id": "1"}]}}
    assert [(part["id"], part.get("parent_id")) for part in normalise.with_replies(item)] == [
        ("1", None),
        ("2", "1"),
        ("3", "1"),
    ]


def test_a_mention_s_conversation_tells_where_to_answer_it():
    assert normalise.mentioned_in(normalise.mention_conversation("9", None)) == ("9", None)
    assert normalise.mentioned_in(normalise.mention_conversation("9", "5")) == ("9", "5")
    assert [normalise.mentioned_in(name) for name in ("t:1:2", "9", "mention:", "comments")] == [None] * 4


@settings(max_examples=300, deadline=None)
@given(
    name=st.sampled_from(sorted(FIXTURES)), path=st.lists(st.integers(0, 20), max_size=4), value=ODD, drop=st.booleans()
)
def test_a_mutated_payload_becomes_a_mention_or_is_kept_unread(name: str, path: list[int], value: Any, *, drop: bool):
    fixture = FIXTURES[name]
    (record,) = readable("ig", lambda raw: read(fixture, raw), [mutated(fixture["raw"], path, value, drop=drop)])
    assert isinstance(record, Seen | Unreadable)
    if isinstance(record, Seen):
        assert isinstance(record.mention.remote_id, str)
        assert record.mention.remote_id
        assert record.mention.created_at.tzinfo is not None


BODY = {
    "object": "instagram",
    "entry": [
        {
            "id": IG,
            "time": 1795169700,
            "changes": [
                {
                    "field": "comments",
                    "value": {"id": "5", "text": "hej", "from": {"id": "7", "username": "x"}, "media": {"id": "9"}},
                },
                {"field": "mentions", "value": {"media_id": "9", "comment_id": "6"}},
            ],
        },
        {
            "id": IG,
            "time": 1795169700000,
            "messaging": [
                {
                    "sender": {"id": "7"},
                    "recipient": {"id": IG},
                    "timestamp": 1795169700000,
                    "message": {"mid": "aWdf1", "text": "hej", "is_echo": False},
                }
            ],
        },
    ],
}


@settings(max_examples=300, deadline=None)
@given(path=st.lists(st.integers(0, 20), min_size=1, max_size=8), value=ODD, drop=st.booleans())
def test_a_mutated_webhook_becomes_records_or_is_kept_unread(path: list[int], value: Any, *, drop: bool):
    body = mutated(BODY, path, value, drop=drop)
    for record in read_body(json.dumps(body).encode(), [ACCOUNT]):
        assert isinstance(record, Seen | Removed | Unreadable)
