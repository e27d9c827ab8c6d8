import json
from datetime import UTC, datetime

import pytest

from config.settings import AccountSettings
from connectors._graph.envelopes import Item, items, records
from monitor.domain.errors import BadPayload
from monitor.domain.streams import Record, Removed, Unreadable


def account(name: str, remote_id: str) -> AccountSettings:
    return AccountSettings(name=name, network="facebook", brand="B", remote_id=remote_id)


OURS = [account("one", "1"), account("two", "2")]


def body(*entries: object, subject: str = "page") -> bytes:
    return json.dumps({"object": subject, "entry": list(entries)}).encode()


def test_batches_are_read_to_their_last_entry_change_and_message():
    batch = body(
        {"id": 1, "changes": [{"field": "feed", "value": {"n": 1}}, {"field": "mention", "value": {"n": 2}}]},
        {"id": "2", "messaging": [{"n": 3}, {"n": 4}], "standby": [{"n": 5}]},
        {"id": "999", "messaging": [{"n": 6}]},
    )
    found = [(item.account.name, item.field, item.value["n"]) for item in items(batch, "page", OURS)]
    assert found == [
        ("one", "feed", 1),
        ("one", "mention", 2),
        ("two", "messaging", 3),
        ("two", "messaging", 4),
        ("two", "messaging", 5),
    ]


@pytest.mark.parametrize("odd", [{}, {"id": "1"}, {"id": "1", "changes": "x"}, {"id": "1", "changes": [5]}, "x", None])
def test_entries_without_sense_are_passed_over(odd: object):
    assert list(items(body(odd), "page", OURS)) == []


def test_another_object_is_another_network_s():
    assert list(items(body({"id": "1", "messaging": [{}]}, subject="instagram"), "page", OURS)) == []


@pytest.mark.parametrize("broken", [b"", b"[]", b"{", b"\xff"])
def test_what_is_no_envelope_is_refused(broken: bytes):
    with pytest.raises(BadPayload):
        list(items(broken, "page", OURS))


def test_one_item_that_cannot_be_read_stops_no_other():
    def read(item: Item) -> Record | None:
        if item.value["n"] == 1:
            raise BadPayload("n is odd")
        return None if item.value["n"] == 2 else Removed("one", "r", datetime(2026, 11, 20, tzinfo=UTC))

    batch = body({"id": "1", "messaging": [{"n": 1}, {"n": 2}, {"n": 3}]})
    found = records(items(batch, "page", OURS), read)
    assert found[0] == Unreadable("one", "n is odd", '{"n": 1}')
    assert isinstance(found[1], Removed)
    assert len(found) == 2
