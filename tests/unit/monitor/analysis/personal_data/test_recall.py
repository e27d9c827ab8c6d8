"""Recall on generated texts: clean, with a slip of the finger, disguised. The floors are the product's own targets."""

import pytest

from monitor.analysis.personal_data import find_personal_data
from tests.support import disguises
from tests.support import written_data as written

KINDS = [
    (kind, language)
    for kind in ("PHONE", "EMAIL", "CARD", "IBAN", "NATIONAL_ID", "ADDRESS")
    for language in written.LANGUAGES
    if (kind, language) in written.CARRIERS
]
MANY = 400


def found(case):
    spans = find_personal_data(case.text)
    return any(span.type == case.kind and span.start < case.end and span.end > case.start for span in spans)


def rate(make):
    return sum(found(make()) for _ in range(MANY)) / MANY


@pytest.mark.parametrize(("kind", "language"), KINDS)
def test_clean_texts_are_met_and_nothing_else_is(kind, language):
    rng = written.seeded(f"clean {kind} {language}")
    cases = [written.clean(rng, kind, language) for _ in range(MANY)]
    assert sum(map(found, cases)) / MANY >= 0.995
    others = [span for case in cases for span in find_personal_data(case.text) if span.type != kind]
    assert len(others) <= MANY * 0.01


@pytest.mark.parametrize("language", written.LANGUAGES)
def test_phones_with_a_slip_are_met(language):
    rng = written.seeded(f"slip {language}")
    assert rate(lambda: disguises.slipped(rng, "PHONE", language)) >= 0.85


@pytest.mark.parametrize("language", ["lt", "pl"])
def test_national_ids_with_a_slip_are_met(language):
    rng = written.seeded(f"slip {language}")
    assert rate(lambda: disguises.slipped(rng, "NATIONAL_ID", language)) >= 0.85


@pytest.mark.parametrize(
    ("label", "kind", "digits"),
    [
        ("asmens kodas {}", "NATIONAL_ID", 11),
        ("PESEL: {}", "NATIONAL_ID", 11),
        ("numer karty {}", "CARD", 16),
        ("kortelės nr. {}", "CARD", 16),
        ("numer konta {}", "IBAN", 26),
        ("NIP {}", "TAX_ID", 10),
        ("REGON {}", "TAX_ID", 9),
        ("PVM kodas LT{}", "TAX_ID", 9),
        ("nr dowodu ABC{}", "ID_DOCUMENT", 6),
        ("paso nr. {}", "ID_DOCUMENT", 8),
    ],
)
def test_a_labelled_number_counts_whatever_its_check_digit(label, kind, digits):
    rng = written.seeded(label)
    assert rate(lambda: written.place(label, rng.choice("3456") + written.digits(rng, digits - 1), kind)) >= 0.97


@pytest.mark.parametrize(("kind", "language"), [pair for pair in KINDS if pair[0] != "ADDRESS"])
def test_disguised_values_are_met(kind, language):
    rng = written.seeded(f"disguise {kind} {language}")
    assert rate(lambda: disguises.evasive(rng, kind, language)) >= 0.94
