"""Texts as both engines can keep them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.store.cleaning import clean, exact_json

any_text = st.text(st.characters(exclude_categories=[])) | st.text()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", ""),
        ("Ačiū 📦", "Ačiū 📦"),
        ("a\x00b", "a\ufffdb"),
        ("a\ud800b", "a\ufffdb"),
        ("\udfff", "\ufffd"),
        ("\ud83d\udce6", "📦"),
        ("\udce6\ud83d", "\ufffd\ufffd"),
    ],
)
def test_what_cannot_be_kept_is_replaced_one_for_one(text: str, kept: str) -> None:
    assert clean(text) == kept


@given(any_text)
def test_any_text_becomes_one_that_can_be_kept(text: str) -> None:
    kept = clean(text)
    kept.encode()
    assert "\x00" not in kept
    assert clean(kept) == kept


@given(st.text())
def test_offsets_stay(text: str) -> None:
    assert len(clean(text + "\x00x")) == len(text) + 2


def test_a_clean_text_is_the_same_object() -> None:
    text = "Vėl vėluoja siunta"
    assert clean(text) is text


@given(st.dictionaries(any_text, any_text | st.integers() | st.none()))
def test_raw_json_is_kept_exactly_in_ascii(raw: dict[str, object]) -> None:
    kept = exact_json(raw)
    assert kept.isascii()
    assert "\x00" not in kept
    assert json.loads(kept) == json.loads(json.dumps(raw))


def test_raw_values_json_does_not_know_do_not_break_it() -> None:
    assert json.loads(exact_json({"at": object})) == {"at": str(object)}
