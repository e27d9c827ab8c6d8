import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.settings import AccountSettings
from connectors._graph.payloads import readable
from connectors.facebook import normalise
from connectors.facebook.webhook import own_side, read_body
from monitor.domain.mentions import Direction
from monitor.domain.streams import Removed, Seen, Unreadable
from tests.support.mutations import ODD, mutated

FIXTURES = {path.stem: json.loads(path.read_text()) for path in Path("tests/fixtures/facebook").glob("*.json")}
PAGE = "100000000000001"
ACCOUNT = AccountSettings(name="page", network="facebook", brand="Siuntukas", remote_id=PAGE)
OWN = own_side(ACCOUNT)


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
    assert mention.abilities.private_reply is expected.pop("private_reply")
    assert list(mention.attachments) == expected.pop("attachments", [])
    for key, value in expected.items():
        assert getattr(mention, key) == value, key


def test_both_forms_of_a_comment_s_id_are_one_key():
    assert normalise.comment_key("901", f"{PAGE}_555") == normalise.comment_key("555_901", f"{PAGE}_555") == "555_901"


def test_our_answer_to_a_post_joins_the_post_and_a_customer_s_comment_its_own_thread():
    assert normalise.root_of("555_1", None, f"{PAGE}_555", Direction.OUTBOUND) == f"{PAGE}_555"
    assert normalise.root_of("555_1", None, f"{PAGE}_555", Direction.INBOUND) == "555_1"


@settings(max_examples=300, deadline=None)
@given(
    name=st.sampled_from(sorted(FIXTURES)),
    path=st.lists(st.integers(0, 20), max_size=4),
    value=ODD,
    drop=st.booleans(),
)
def test_a_mutated_payload_becomes_a_mention_or_is_kept_unread(name: str, path: list[int], value: Any, *, drop: bool):
    fixture = FIXTURES[name]
    (record,) = readable("page", lambda raw: read(fixture, raw), [mutated(fixture["raw"], path, value, drop=drop)])
    assert isinstance(record, Seen | Unreadable)
    if isinstance(record, Seen):
        assert isinstance(record.mention.remote_id, str)
        assert record.mention.remote_id
        assert record.mention.created_at.tzinfo is not None


BODY = {
    "object": "page",
    "entry": [
        {
            "id": PAGE,
            "time": 1795169700,
            "changes": [
                {"field": "feed", "value": FIXTURES["pushed_comment"]["raw"]},
                {"field": "mention", "value": FIXTURES["pushed_mention_without_author"]["raw"]},
            ],
        },
        {
            "id": PAGE,
            "time": 1795169700000,
            "messaging": [
                {
                    "sender": {"id": "7"},
                    "recipient": {"id": PAGE},
                    "timestamp": 1795169700000,
                    "message": {
                        "mid": "m_1",
                        "text": "labas",
                        "attachments": [{"type": "image", "payload": {"url": "u"}}],
                    },
                }
            ],
        },
    ],
}


@settings(max_examples=300, deadline=None)
@given(path=st.lists(st.integers(0, 20), min_size=1, max_size=8), value=ODD, drop=st.booleans())
def test_a_mutated_webhook_becomes_records_or_is_kept_unread(path: list[int], value: Any, *, drop: bool):
    body = mutated(BODY, path, value, drop=drop)
    if not isinstance(body, dict):
        body = BODY
    for record in read_body(json.dumps(body).encode(), [ACCOUNT]):
        assert isinstance(record, Seen | Removed | Unreadable)
        assert record.account == "page" if not isinstance(record, Seen) else record.mention.account == "page"
