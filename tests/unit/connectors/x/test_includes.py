import pytest

from connectors.x.includes import Includes, fit, fitting
from connectors.x.shapes import User
from monitor.domain.errors import BadPayload


def test_accounts_come_bare_or_wrapped():
    includes = Includes.of({"includes": {"users": [{"id": "1"}, {"data": {"id": "2", "username": "b"}}]}})
    assert set(includes.users) == {"1", "2"}
    assert includes.users["2"].username == "b"


def test_what_came_with_the_page_is_newer_than_what_was_known():
    known = {"1": User(id="1", username="old"), "3": User(id="3")}
    includes = Includes.of({"includes": {"users": [{"id": "1", "username": "new"}]}}, known)
    assert includes.users["1"].username == "new"
    assert "3" in includes.users


@pytest.mark.parametrize("block", [None, [], {}, {"users": "x", "media": {}}])
def test_missing_includes_are_empty(block):
    assert Includes.of({}) == Includes.of({"includes": block}) == Includes({}, {})


def test_media_are_found_by_key():
    includes = Includes.of(
        {"includes": {"media": [{"media_key": "3_1", "url": "https://example.com/a"}, {"url": "x"}]}}
    )
    assert list(includes.media) == ["3_1"]


def test_only_what_fits_is_given():
    assert [user.id for user in fitting([{"id": "1"}, {"id": "x"}, None, 5], User)] == ["1"]
    assert list(fitting(None, User)) == []


def test_what_does_not_fit_is_a_bad_payload_that_names_the_shape():
    with pytest.raises(BadPayload, match="user: "):
        fit({"id": "mano kortelė"}, User)
