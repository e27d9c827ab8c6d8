import pytest

from connectors.x.questions import questions
from connectors.x.settings import XAccount
from monitor.domain.errors import Misconfigured


def asked(script, *, signs: bool = True, **options):
    return questions(script.account, XAccount(**options), script.network, signs=signs)


def test_streams_follow_the_settings(script):
    assert list(asked(script)) == ["mentions", "messages", "own"]
    assert list(asked(script, own_posts=False, keywords=("a", "b"))) == ["mentions", "messages", "search:1", "search:2"]


def test_an_app_alone_reads_no_messages(script):
    assert "messages" not in asked(script, signs=False)


def test_a_saved_search_leaves_out_reposts_and_ourselves(script):
    assert asked(script, keywords=("siuntukas OR siuntos",))["search:1"].asked == (
        "(siuntukas OR siuntos) -from:700000000000000001 -is:retweet"
    )


def test_changing_a_search_is_another_question(script):
    one, other = (asked(script, keywords=(words,))["search:1"].asked for words in ("a", "b"))
    assert one != other


def test_a_search_that_becomes_too_long_names_the_setting_and_the_room(script):
    with pytest.raises(Misconfigured, match=r"accounts\.ours\.keywords: search 2 is longer than 473 characters"):
        asked(script, keywords=("a", "x" * 474))
    assert asked(script, keywords=("x" * 473,))
