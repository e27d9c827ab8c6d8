import pytest

from connectors.simulator.x.rules import is_summoned as accepted
from connectors.x.includes import fit
from connectors.x.shapes import Post
from connectors.x.summons import is_summoned

ME, HANDLE = "7", "Siuntukas"
REPLY = {"referenced_tweets": [{"type": "replied_to", "id": "9"}]}


def post(**more) -> Post:
    base = {"id": "1", "author_id": "2", "created_at": "2026-11-20T11:00:00Z", "text": "x"}
    return fit({**base, **more}, Post)


def named(start: int, **who) -> dict:
    return {"entities": {"mentions": [{"start": start, **(who or {"username": "siuntukas"})}]}}


@pytest.mark.parametrize(
    ("more", "summoned"),
    [
        (named(0), True),  # a post of its own that begins with our handle
        ({**named(0), "display_text_range": [0, 30]}, True),
        ({**named(11), "display_text_range": [11, 30], **REPLY}, True),  # written in the visible part
        ({**named(0), "display_text_range": [11, 30], **REPLY}, False),  # put there by X
        ({**named(0), **REPLY}, None),  # X does not say what is visible
        (named(0, username="kitas"), False),
        (named(0, username="", id="7"), True),
        (named(0, username="siuntukas2"), False),
        ({}, False),
        ({"entities": {}}, False),
        ({"note_post": {"text": "y", **named(300)}, "display_text_range": [11, 280], **REPLY}, True),
    ],
)
def test_only_a_handle_the_author_wrote_calls_us(more, summoned):
    assert is_summoned(post(**more), ME, HANDLE) is summoned


def quoting(link: str, *, quoted: str = "55") -> Post:
    return post(
        referenced_tweets=[{"type": "quoted", "id": quoted}],
        entities={"urls": [{"url": "https://t.co/q", "expanded_url": link}]},
    )


@pytest.mark.parametrize(
    "link",
    [
        "https://x.com/siuntukas/status/55",
        "https://twitter.com/Siuntukas/status/55?s=20",
        "http://mobile.twitter.com/SIUNTUKAS/status/55/photo/1",
    ],
)
def test_quoting_a_post_of_ours_calls_us(link):
    assert is_summoned(quoting(link), ME, HANDLE) is True


@pytest.mark.parametrize(
    "link",
    [
        "https://x.com/kitas/status/55",
        "https://x.com/siuntukas/status/56",
        "https://x.com.example.com/siuntukas/status/55",
        "https://example.com/?https://x.com/siuntukas/status/55",
        "",
    ],
)
def test_a_link_that_only_looks_like_it_does_not(link):
    assert is_summoned(quoting(link), ME, HANDLE) is False


def test_without_a_handle_in_the_settings_the_id_decides():
    assert is_summoned(post(**named(0, username="x", id="7")), ME, "") is True
    assert is_summoned(post(**named(0)), ME, "") is False
    assert is_summoned(quoting("https://x.com/siuntukas/status/55"), ME, "") is False


async def test_what_we_call_summoned_is_what_the_network_accepts(stage):
    """The double of X judges by the post itself, we by its JSON: they must agree."""
    state, me = stage.state, stage.state.user(stage.account.remote_id)
    root = state.post(me.id, "mūsų naujiena")
    quote = state.post(stage.customer, "na na", quotes=root)
    implicit = state.post(stage.customer, "o kada?", in_reply_to=root)
    explicit = state.post(stage.customer, f"o kada, @{me.username}?", in_reply_to=root)
    plain = state.post(stage.customer, f"@{me.username} kur?")
    page = await stage.connector.source.fetch("mentions", None, now=stage.simulated.now)
    told = {record.mention.remote_id: record.mention.abilities.reply for record in page.records}
    assert told == {key: accepted(me, state.posts.get(key), state.posts) for key in (implicit, explicit, plain)}
    assert accepted(me, state.posts.get(quote), state.posts)
