import pytest

from monitor.analysis.personal_data import find_personal_data, mask

FOUND = [
    ("Vėl vėluoja siunta, mano tel. 8 612 34567, kiek galima laukti!", "PHONE", "8 612 34567"),
    ("Zadzwońcie do mnie: 601-702-803", "PHONE", "601-702-803"),
    ("you can reach me on 07911 123456", "PHONE", "07911 123456"),
    ("asmens kodas 38503121234", "NATIONAL_ID", "38503121234"),
    ("PESEL 44051401359 proszę sprawdzić", "NATIONAL_ID", "44051401359"),
    ("kortelė 4111 1111 1111 1111 nepriimta", "CARD", "4111 1111 1111 1111"),
    ("zwrot na 61 1090 1014 0000 0712 1981 2874", "IBAN", "61 1090 1014 0000 0712 1981 2874"),
    ("pinigus grąžinkit į LT121000011101001000", "IBAN", "LT121000011101001000"),
    ("rašykit jonas.petraitis@example.lt", "EMAIL", "jonas.petraitis@example.lt"),
    ("jan małpa wp kropka pl", "EMAIL", "jan małpa wp kropka pl"),
]


@pytest.mark.parametrize(("text", "kind", "value"), FOUND)
def test_finds_the_value_in_the_original_text(text, kind, value):
    (span,) = find_personal_data(text)
    assert (span.type, text[span.start : span.end]) == (kind, value)


ORDINARY = [
    "Laukiu jau nuo 2024-05-12, 18:30 niekas neatsako",
    "60 000 000 Eur už tokį tiltą?",
    "kupiony 24.10.2018, telefon nie działa",
    "w latach 2004-2007",
    "skrydis BT 345 vėlavo 3 valandas",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_stays_silent_on_ordinary_numbers(text):
    assert find_personal_data(text) == ()


def test_masking_leaves_nothing_to_find():
    text = "tel. +370 612 34567, asmens kodas 38503121234"
    masked = mask(text, find_personal_data(text))
    assert "PHONE" in masked
    assert find_personal_data(masked) == ()
