"""Masked excerpts."""

from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.assessments import PersonalDataSpan, PersonalDataType
from monitor.store.excerpts import LENGTH, excerpt, mask_by_type

PHONE, EMAIL = PersonalDataType.PHONE, PersonalDataType.EMAIL


def span(start: int, end: int, kind: PersonalDataType = PHONE) -> PersonalDataSpan:
    return PersonalDataSpan(kind, start, end, 1.0)


def test_personal_data_gives_way_to_its_type() -> None:
    text = "tel. 600 00000 arba ona@example.com"
    spans = [span(20, 35, EMAIL), span(5, 14)]
    assert mask_by_type(text, spans) == "tel. [PHONE] arba [EMAIL]"


def test_overlapping_spans_leave_nothing_uncovered() -> None:
    assert mask_by_type("0123456789", [span(1, 4), span(3, 6, EMAIL), span(2, 3)]) == "0[PHONE]6789"


def test_a_long_text_is_cut_after_masking() -> None:
    text = "a" * (LENGTH - 4) + " 600 00000 " + "b" * 50
    cut = excerpt(text, [span(LENGTH - 3, LENGTH + 6)], mask_by_type)
    assert len(cut) == LENGTH
    assert cut.endswith("[P…")


def test_lines_become_one_line() -> None:
    assert excerpt("  Labas\n\n rytas\t! ", [], mask_by_type) == "Labas rytas !"


@given(st.text(max_size=300), st.lists(st.tuples(st.integers(0, 300), st.integers(1, 20)), max_size=6))
def test_no_masked_character_is_shown_and_no_excerpt_is_too_long(text: str, places: list[tuple[int, int]]) -> None:
    spans = [span(start, start + length) for start, length in places]
    hidden = {at for one in spans for at in range(one.start, min(one.end, len(text)))}
    marked = "".join("\ue000" if at in hidden else char for at, char in enumerate(text))
    assert "\ue000" not in mask_by_type(marked, spans).replace("[PHONE]", "") or "\ue000" in text
    assert len(excerpt(text, spans, mask_by_type)) <= LENGTH
