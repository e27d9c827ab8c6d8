from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.writing.folding import folded, view_of


def test_diacritics_case_and_styles_fall_away():
    assert folded("Ąžuolų G. ŻÓŁĆ 𝟞①٣½ Ｌｔ №") == "azuolu g. zolc 6131⁄2 lt no"


def test_invisible_characters_and_keycaps_fall_away_and_the_way_back_stays():
    text = "a\u200b8️⃣b"
    view = view_of(text)
    assert view.low == "a8b"
    assert text[slice(*view.locate(1, 2))] == "8️⃣"


def test_places_are_where_words_begin_so():
    view = view_of("Siunta, persiunta ir siuntos; ŠIUNTA")
    assert sorted(view.places({"siun", "ir"})) == [0, 18, 21, 30]
    assert list(view.places({"siuntos"})) == []


def test_look_alikes_far_from_figures_stay_letters():
    text = "solo " * 60 + "8 6l2 34567 " + "bilis " * 60
    digits = view_of(text).digits
    assert digits.startswith("solo solo")
    assert "8 612 34567" in digits
    assert digits.endswith("bilis bilis ")
    assert len(digits) == len(text)


def test_look_alikes_become_digits_only_among_digits():
    assert view_of("8 6l2 3A5б7").digits.startswith("8 6")
    assert view_of("tel 86I2З456O").digits == "tel 861234560"
    assert view_of("5s ir 2 GB solo").digits == "5s ir 2 gb solo"


@given(st.text(max_size=200))
def test_every_place_leads_back_into_the_text(text):
    view = view_of(text)
    assert len(view.low) == len(view.cased) == len(view.digits)
    if view.low:
        start, end = view.locate(0, len(view.low))
        assert 0 <= start < end <= len(text)
