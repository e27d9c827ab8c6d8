from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors._graph import payloads
from monitor.domain.errors import BadPayload
from monitor.domain.streams import Unreadable

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize(
    "value",
    [
        "2026-11-20T12:00:00+0000",
        "2026-11-20T14:00:00+02:00",
        "2026-11-20T12:00:00",
        1795176000,
        1795176000000,
        "1795176000",
        1795176000.0,
    ],
    ids=["without-colon", "other-zone", "no-zone", "seconds", "milliseconds", "text-seconds", "float"],
)
def test_all_forms_of_time_that_occur_become_utc(value: object):
    found = payloads.moment(value, "t")
    assert found == NOON
    assert found.tzinfo is UTC


@given(ANYTHING)
def test_a_time_is_read_or_refused_and_nothing_else(value: object):
    found = payloads.moment_or_none(value)
    if found is None:
        with pytest.raises(BadPayload, match=r"^t is missing or no time$"):
            payloads.moment(value, "t")
    else:
        assert found.tzinfo is UTC
        assert payloads.moment(value, "t") == found


@given(ANYTHING)
def test_ids_are_always_text_or_nothing(value: object):
    found = payloads.id_or_none(value)
    assert found is None or (isinstance(found, str) and found)


def test_ids_as_numbers_keep_every_digit():
    assert payloads.id_or_none(17841400000000001) == "17841400000000001"
    assert payloads.id_or_none(True) is None


@pytest.mark.parametrize("given_", [None, {}, [], "x", {"id": None}, {"id": ""}], ids=repr)
def test_a_missing_author_is_an_empty_one(given_: object):
    assert payloads.author(given_).remote_id == ""


def test_a_user_name_stands_in_where_from_is_missing():
    by = payloads.author(None, username="rugile.k")
    assert (by.remote_id, by.handle) == ("", "rugile.k")


def test_a_text_that_is_left_out_is_empty_and_another_type_is_refused():
    assert payloads.text_of({}, "message") == ""
    assert payloads.text_of({"message": None}, "message") == ""
    with pytest.raises(BadPayload):
        payloads.text_of({"message": 5}, "message")


@given(ANYTHING)
def test_lists_of_objects_hold_objects_only(value: object):
    assert all(isinstance(item, dict) for item in payloads.objects(value))
    assert payloads.objects({"data": value}) == payloads.objects(value) or isinstance(value, dict)


def test_one_unreadable_record_stops_no_other():
    def read(item: payloads.Json) -> Unreadable:
        return Unreadable("a", payloads.needed_id(item, "id"), "")

    found = payloads.readable("a", read, [{"id": 1}, {"no": "id"}, "text", {"id": "2"}])
    assert [record.reason for record in found if isinstance(record, Unreadable)] == [
        "1",
        "id is missing or no id",
        "the record is not an object",
        "2",
    ]
    assert found[1] == Unreadable("a", "id is missing or no id", '{"no": "id"}')


def test_counts_and_flags_are_strict():
    assert [payloads.count(value) for value in (3, True, -1, "3", None)] == [3, None, None, None, None]
    assert [payloads.flag({"a": value}, "a") for value in (True, False, "true", 1)] == [True, False, None, None]
    assert payloads.inner({"a": {"b": 1}}, "a", "b") == 1
    assert payloads.inner({"a": [1]}, "a", "b") is None
