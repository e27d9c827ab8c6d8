import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.analysis.personal_data import find_personal_data, mask

FOUND = [
    ("Vėl vėluoja siunta, mano tel. 8 612 34567, kiek galima laukti!", "PHONE", "8 612 34567"),
    ("Zadzwońcie do mnie: 601-702-803", "PHONE", "601-702-803"),
    ("📦📦 call +44 7911 123456 ❤️", "PHONE", "+44 7911 123456"),
    ("asmens\u200b kodas 3850\u200b3121234!", "NATIONAL_ID", "3850\u200b3121234"),
    ("PESEL ４４０５１４０１３５９ proszę sprawdzić", "NATIONAL_ID", "４４０５１４０１３５９"),
    ("kortelė 4111 1111 1111 1111 nepriimta", "CARD", "4111 1111 1111 1111"),
    ("zwrot na 61 1090 1014 0000 0712 1981 2874", "IBAN", "61 1090 1014 0000 0712 1981 2874"),
    ("rašykit 👉 jonas.petraitis@example.lt", "EMAIL", "jonas.petraitis@example.lt"),
    ("jan małpa wp kropka pl", "EMAIL", "jan małpa wp kropka pl"),
    ("½ kainos, tel. 8️⃣6️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣ ačiū", "PHONE", "8️⃣6️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣"),
    (
        "numeris aštuoni šeši vienas du trys keturi penki šeši septyni",
        "PHONE",
        "aštuoni šeši vienas du trys keturi penki šeši septyni",
    ),
]
SAID = """tel. |8 612 34567|+370| |asmens kodas |38503121234|@|gmail|.com|eta|\u200b|é|❤️|ul. Długa 5|g. 5-12|PESEL|\n
|-|O|l|½|①|aštuoni |šeši |LT12|hasło: |x1"""
PIECES = st.sampled_from(SAID.split("|"))


@pytest.mark.parametrize(("text", "kind", "value"), FOUND)
def test_the_span_is_the_value_in_the_original_text(text, kind, value):
    (span,) = find_personal_data(text)
    assert (span.type, text[span.start : span.end]) == (kind, value)


@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=30).map("".join)))
@settings(max_examples=300, deadline=None)
def test_spans_are_in_order_apart_and_inside_the_text(text):
    spans = find_personal_data(text)
    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(0 <= span.start < span.end <= len(text) and 0 < span.score <= 1 for span in spans)


@given(st.lists(PIECES, max_size=14).map("".join))
@settings(max_examples=300, deadline=None)
def test_what_is_masked_is_not_found_again(text):
    spans = find_personal_data(text)
    masked = mask(text, spans)
    for span in spans:
        if span.end - span.start > 6:
            assert text[span.start : span.end] not in masked or text.count(text[span.start : span.end]) > 1


def test_masking_names_the_category_and_leaves_the_rest():
    text = "tel. +370 612 34567, asmens kodas 38503121234"
    masked = mask(text, find_personal_data(text))
    assert masked == "tel. ‹PHONE›, asmens kodas ‹NATIONAL_ID›"
    assert find_personal_data(masked) == ()


def test_a_label_decides_between_order_and_phone():
    (order,) = find_personal_data("užsakymas nr. 61234567 dar neatėjo")
    (phone,) = find_personal_data("skambinkite 61234567 po darbo")
    assert (order.type, phone.type) == ("ORDER", "PHONE")
