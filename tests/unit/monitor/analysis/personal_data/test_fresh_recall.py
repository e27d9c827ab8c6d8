"""Recall on a second writing of invented data, and nothing found but what is there.

The floors stand a little below what was measured, so that a change that loses a writing is noticed.
"""

from collections import Counter

import pytest

from monitor.analysis.personal_data import find_personal_data
from tests.support import fresh_data as fresh
from tests.support import written_data as written

COUNT = 150
CLEAN = [
    (kind, language)
    for kind in ("PHONE", "EMAIL", "CARD", "IBAN", "NATIONAL_ID", "ADDRESS")
    for language in ("lt", "pl", "en")
    if (kind, language) != ("NATIONAL_ID", "en")
]


def recall(kind, cases):
    """The share of cases whose value overlaps a find of the kind, and the kinds found elsewhere in the sentence."""
    met, elsewhere, total = 0, Counter(), 0
    for case in cases:
        total += 1
        found = find_personal_data(case.text)
        met += any(span.type == kind and span.start < case.end and case.start < span.end for span in found)
        elsewhere.update(span.type for span in found if span.end <= case.start or case.end <= span.start)
    return met / total, elsewhere


def cases(name, kind, language, make):
    rng = written.seeded(f"{name} {kind} {language}")
    return [
        written.place(fresh.carrier(rng, kind if name != "labelled" else "labelled", language), make(rng), kind)
        for _ in range(COUNT)
    ]


@pytest.mark.parametrize(("kind", "language"), CLEAN)
def test_clean_values(kind, language):
    made = cases("clean", kind, language, lambda rng: fresh.MAKERS[kind](rng, language))
    share, elsewhere = recall(kind, made)
    assert (share >= (0.98 if kind == "ADDRESS" else 0.995), elsewhere) == (True, Counter())


@pytest.mark.parametrize("language", ["lt", "pl", "en"])
def test_spelled_emails(language):
    made = cases("spelled", "EMAIL", language, lambda rng: fresh.spelled_email(rng, language))
    assert recall("EMAIL", made)[0] >= 0.97


@pytest.mark.parametrize("language", ["lt", "pl"])
def test_labelled_codes_with_a_wrong_check_digit(language):
    made = cases("labelled", "NATIONAL_ID", language, lambda rng: fresh.miscounted_id(rng, language))
    assert recall("NATIONAL_ID", made)[0] >= 0.97


@pytest.mark.parametrize("name", fresh.DOCUMENTS)
def test_documents_after_their_label(name):
    rng = written.seeded(f"document {name}")
    kind = fresh.DOCUMENTS[name]
    made = [written.place(fresh.carrier(rng, "document", name), fresh.document(rng, name), kind) for _ in range(COUNT)]
    assert recall(kind, made)[0] >= 0.95


@pytest.mark.parametrize("language", ["lt", "pl", "en"])
def test_phones_with_a_slip_of_the_finger(language):
    made = cases("slip", "PHONE", language, lambda rng: written.typo(rng, fresh.PHONES[language](rng)))
    assert recall("PHONE", made)[0] >= 0.9


@pytest.mark.parametrize("language", ["lt", "pl"])
def test_codes_with_a_slip_of_the_finger(language):
    made = cases("slip", "NATIONAL_ID", language, lambda rng: written.typo(rng, fresh.national_id(rng, language)))
    assert recall("NATIONAL_ID", made)[0] >= 0.85


@pytest.mark.parametrize("kind", ["PHONE", "CARD", "NATIONAL_ID"])
@pytest.mark.parametrize("language", ["lt", "pl"])
def test_disguises(kind, language):
    make = fresh.MAKERS[kind]
    made = cases("disguised", kind, language, lambda rng: fresh.disguised(rng, make(rng, language)))
    assert recall(kind, made)[0] >= 0.94
