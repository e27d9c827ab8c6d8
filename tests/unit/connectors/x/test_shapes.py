import msgspec
import pytest

from connectors.x.shapes import Id, Post

BASE = {"id": "1", "author_id": "2", "created_at": "2026-11-20T11:00:00Z", "text": "x"}


def post(**more) -> Post:
    return msgspec.convert({**BASE, **more}, Post)


@pytest.mark.parametrize("words", ["tweet", "post"])
def test_both_vocabularies_read_alike(words):
    read = post(
        **{
            f"note_{words}": {"text": "all of it"},
            f"referenced_{words}s": [{"type": "quoted", "id": "7"}],
            f"edit_history_{words}_ids": ["1", "2"],
        }
    )
    assert (read.note.text, read.referred("quoted"), read.versions) == ("all of it", "7", ["1", "2"])


def test_what_x_leaves_out_is_empty():
    read = post()
    assert (read.note, read.references, read.versions, read.referred("quoted")) == (None, [], ["1"], None)


@pytest.mark.parametrize("value", ["1", "1999999999999999999", 0, 2**63 - 1])
def test_an_id_is_a_number_of_up_to_19_digits(value):
    assert msgspec.convert(value, Id) == value


@pytest.mark.parametrize("value", [1.0, True, -1, 2**63, "1e5", " 1", "²", "١", "", "1" * 20])
def test_anything_else_is_none(value):
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(value, Id)
