import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.simulator.x.wire import to_wire
from connectors.x.includes import fit
from connectors.x.shapes import Post
from connectors.x.texts import is_our_text, shown, unescaped

BASE = {"id": "1", "author_id": "2", "created_at": "2026-11-20T11:00:00Z"}
REPLY = {"referenced_tweets": [{"type": "replied_to", "id": "9"}]}


def post(text: str, **more) -> Post:
    return fit({**BASE, "text": text, **more}, Post)


def test_only_x_s_three_escapes_are_undone():
    assert unescaped("a &lt;b&gt; &amp; &copy; &amp;lt;") == "a <b> & &copy; &lt;"


def test_handles_x_put_before_a_reply_are_left_out():
    assert shown(post("@siuntukas @kitas kur siunta?", display_text_range=[18, 30], **REPLY)) == "kur siunta?"


@pytest.mark.parametrize(
    "more",
    [
        {"display_text_range": [11, 30]},  # not a reply: the author typed it
        REPLY,  # X does not say what is visible
        {"display_text_range": [14, 30], **REPLY},  # the cut would take words
        {"display_text_range": [-3, 30], **REPLY},
        {"display_text_range": [], **REPLY},
    ],
)
def test_nothing_a_person_typed_is_ever_cut(more):
    assert shown(post("@siuntukas kur siunta?", **more)) == "@siuntukas kur siunta?"


def test_links_are_shown_in_full():
    urls = [{"url": "https://t.co/a1", "expanded_url": "https://example.lt/?a=1&copy=2"}, {"url": "https://t.co/b2"}]
    whole = shown(post("žr. https://t.co/a1 ir https://t.co/b2 &amp; viskas", entities={"urls": urls}))
    assert whole == "žr. https://example.lt/?a=1&copy=2 ir https://t.co/b2 & viskas"


def test_a_link_that_is_not_x_s_own_is_left_alone():
    urls = [{"url": "kur", "expanded_url": "https://example.com"}]
    assert shown(post("kur siunta", entities={"urls": urls})) == "kur siunta"


def test_a_long_text_comes_whole():
    note = {
        "text": "@siuntukas visa &amp; istorija https://t.co/z9",
        "entities": {"urls": [{"url": "https://t.co/z9", "expanded_url": "https://example.com"}]},
    }
    long = post("@siuntukas visa…", display_text_range=[11, 16], note_post=note, **REPLY)
    assert shown(long) == "visa & istorija https://example.com"


@pytest.mark.parametrize(
    ("sent", "there"),
    [
        ("Atsiprašome!", "@rugile_k Atsiprašome!"),
        ("Atsiprašome!", "@rugile_k @kitas Atsiprašome!"),
        ("a & b <c>", "@k a &amp; b &lt;c&gt;"),
        ("žr. https://example.com/a?b=1&c=2", "žr. https://t.co/Abc1"),
        ("žr. example.com. Ačiū", "žr. https://t.co/Abc1. Ačiū"),
        ("Parašykite mums", "@k Parašykite mums https://t.co/Button"),
        ("du  tarpai\nir eilutė ", "du tarpai ir eilutė"),
        ("cafe\u0301", "café"),
        ("@rugile_k mes", "@rugile_k mes"),
        ("https://a.example https://b.example", "https://t.co/1 https://t.co/2"),
        ("(.*)", "(.*)"),
    ],
)
def test_our_text_is_known_again(sent, there):
    assert is_our_text(sent, there)


@pytest.mark.parametrize(
    ("sent", "there"),
    [
        ("Atsiprašome!", "@k Atsiprašome"),
        ("Atsiprašome!", "@k Atsiprašome! Ir dar"),
        ("žr. https://example.com", "žr. dabar"),
        (".*", "bet kas"),
        ("Atsiprašome!", ""),
    ],
)
def test_another_text_is_not_taken_for_ours(sent, there):
    assert not is_our_text(sent, there)


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1).filter(lambda text: text.strip())
)
def test_whatever_the_network_does_to_a_text_it_is_known_again(text):
    assert is_our_text(text, to_wire("@rugile_k " + text.strip(), lambda _: None).text)
