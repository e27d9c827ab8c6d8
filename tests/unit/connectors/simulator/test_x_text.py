import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.simulator.x.text import entities_of, guess_language, has_url, mentioned_handles, weight
from connectors.simulator.x.wire import short_link, shortened, to_wire


def nobody(_handle):
    return None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("labas", 5),
        ("ąčęėįšųū", 8),
        ("zażółć gęślą jaźń", 17),
        ("a\u0328", 1),
        ("„kabutės“ – brūkšnys", 20),
        ("…", 2),
        ("日本", 4),
        ("🙂", 2),
        ("👩‍👩‍👧‍👦", 2),
        ("👍🏽", 2),
        ("🇱🇹", 2),
        ("1️⃣", 2),
        ("❤️", 2),
        ("https://example.lt/labai/ilgas/kelias?x=1", 23),
        ("example.lt", 23),
        ("www.example.com/a.", 24),
        ("info@example.lt", 15),
        ("Žr. https://example.lt, gerai?", 4 + 23 + 8),
    ],
)
def test_weights(text, expected):
    assert weight(text) == expected


@pytest.mark.parametrize(
    ("text", "handles"),
    [
        ("@siuntukas labas", ["siuntukas"]),
        ("labas,@Siuntukas!", ["siuntukas"]),
        ("rašykite info@siuntukas.lt", []),
        ("https://x.com/@siuntukas", []),
        ("@a_b @siuntukas:", ["a_b", "siuntukas"]),
        ("@siuntukas@kawkarnia", []),
        ("@šiuntukas", []),
        ("@abcdefghijklmnop", []),
    ],
)
def test_handles(text, handles):
    assert mentioned_handles(text) == handles


def test_tags_and_links():
    found = [(e.kind, e.value) for e in entities_of("#vėluoja #1 $TSLA (https://example.lt/a) example.pl.")]
    assert found == [
        ("hashtag", "vėluoja"),
        ("cashtag", "TSLA"),
        ("url", "https://example.lt/a"),
        ("url", "example.pl"),
    ]
    assert not has_url("vėluoja 12.30 val., t.y. pusdieniu")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("kur siunta, vėl vėluoja", "lt"), ("gdzie paczka, znów się spóźnia", "pl"), ("where is it", "en"), ("ok", "und")],
)
def test_languages_are_guessed_by_letters(text, expected):
    assert guess_language(text) == expected


def test_links_are_always_shortened_alike_to_23():
    assert short_link("https://example.lt/a") == short_link("https://example.lt/a")
    assert short_link("https://example.lt/a") != short_link("https://example.lt/b")
    assert len(short_link("example.lt")) == 23


def test_a_cut_text_stays_within_280():
    text = "@ona_p " + "ž🙂 " * 200
    assert weight(shortened(text, 7, "2123748187960246272")[7:]) <= 280


@given(st.text(alphabet=st.sampled_from("ab @#$&<>.:/ąž🙂\n") | st.characters(codec="utf-8"), max_size=60))
def test_offsets_point_at_what_they_name_in_any_text(noise):
    text = f"{noise} @siuntukas {noise} https://example.lt/x {noise} #tema"
    wire = to_wire(text, nobody)
    for mention in wire.entities.get("mentions", []):
        assert wire.text[mention["start"] : mention["end"]] == f"@{mention['username']}"
    for link in wire.entities.get("urls", []):
        assert wire.text[link["start"] : link["end"]] == link["url"]
    for tag in wire.entities.get("hashtags", []):
        assert wire.text[tag["start"] : tag["end"]] == f"#{tag['tag']}"
    assert "<" not in wire.text
