import pytest

from monitor.analysis.personal_data import check_digits


def test_luhn_by_a_worked_example():
    assert check_digits.luhn("4111111111111111")
    assert not check_digits.luhn("4111111111111112")


def test_iban_by_the_standards_own_examples():
    assert check_digits.iban("GB29NWBK60161331926819")
    assert check_digits.iban("LT121000011101001000")
    assert not check_digits.iban("LT121000011101001001")


def test_postal_items_by_the_unions_own_example():
    assert check_digits.s10("473124829")  # RR 473 124 829 GB
    assert not check_digits.s10("473124828")


@pytest.mark.parametrize(
    ("digits", "dated"), [("38503121234", True), ("38513121234", False), ("98503121234", False), ("38502301234", False)]
)
def test_an_asmens_kodas_begins_with_a_real_date(digits, dated):
    assert check_digits.asmens_date(digits) is dated


@pytest.mark.parametrize(
    ("digits", "dated"), [("85031212345", True), ("05231212345", True), ("85131212345", False), ("85023012345", False)]
)
def test_a_pesel_keeps_the_century_in_the_month(digits, dated):
    assert check_digits.pesel_date(digits) is dated


def test_stdnum_is_asked_by_scheme():
    assert check_digits.is_valid("pl.nip", "5261040828")
    assert not check_digits.is_valid("pl.nip", "5261040829")
