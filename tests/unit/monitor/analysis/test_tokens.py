import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from monitor.analysis.tokens import fold, squeezed, tokenise


def spans_of(text, names=()):
    tokens = tokenise(text, names)
    places = tokens.spans(list(range(len(tokens.words))))
    return [(tokens.words[i], text[start:end]) for i, (start, end) in places.items()]


def test_words_numbers_marks_and_emoji_are_tokens():
    assert tokenise("Kur mano siunta?! 3 dienos 😡 :)").words == [
        "Kur",
        "mano",
        "siunta",
        "?!",
        "3",
        "dienos",
        "😡",
        ":)",
    ]


def test_a_word_inside_another_is_found_where_it_stands_alone():
    tokens = tokenise("neveikia ne")
    assert tokens.spans([1]) == {1: (9, 11)}
    assert tokenise("labai labai").spans([1]) == {1: (6, 11)}
    assert tokens.spans([]) == {}


def test_handles_addresses_and_entities_are_masked_without_moving_the_rest():
    text = "@brand &amp; https://example.com/x www.example.lt jonas@example.com čia"
    assert spans_of(text) == [("čia", "čia")]


def test_brand_names_are_masked():
    assert tokenise("Super Prekyba vėluoja", ("Super Prekyba",)).words == ["vėluoja"]


def test_apostrophes_keep_a_word_whole():
    assert tokenise("isn’t don't").words == ["isn’t", "don't"]


def test_offsets_point_into_the_original_when_it_is_decomposed():
    text = unicodedata.normalize("NFD", "Vėl vėluoja šiukšlės")
    assert [unicodedata.normalize("NFC", found) for _, found in spans_of(text)] == ["Vėl", "vėluoja", "šiukšlės"]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_every_span_holds_its_own_token(text):
    for word, found in spans_of(text):
        assert unicodedata.normalize("NFC", found) == unicodedata.normalize("NFC", word) or found in word


def test_folding_drops_diacritics_of_all_our_languages():
    assert fold("Žąsė ŁÓDŹ Straße Ščūris") == "zase lodz strase scuris"


def test_elongated_words_are_squeezed():
    assert squeezed("suuuper") == "super"
    assert squeezed("nuoobodu") == "nuoobodu"
