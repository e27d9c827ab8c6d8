"""Sums of money in three languages."""

import pytest

from monitor.domain.amounts import Amount, amounts_in


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("Grąžinsime 50 € iki penktadienio.", 50, "EUR"),
        ("Grąžinsime penkiasdešimt eurų.", 50, "EUR"),
        ("Nuolaida 20eur kitam užsakymui", 20, "EUR"),
        ("Kompensuosime 1 234,50 EUR", 1234.5, "EUR"),
        ("pervesime 2 tūkst. eurų", 2000, "EUR"),
        ("du šimtai eurų", 200, "EUR"),
        ("Zwrócimy 1.234,50 zł", 1234.5, "PLN"),
        ("zwrócimy sto pięćdziesiąt złotych", 150, "PLN"),
        ("1,5 tys. zł rabatu", 1500, "PLN"),
        ("zwrot 100,- zł", 100, "PLN"),
        ("We will refund £20 today", 20, "GBP"),
        ("two hundred and fifty pounds", 250, "GBP"),
        ("a hundred euros", 100, "EUR"),
        ("EUR 300", 300, "EUR"),
        ("1.000 eurų", 1000, "EUR"),
    ],
)
def test_a_sum_is_read(text, value, currency):
    assert amounts_in(text) == (Amount(value, currency),)


@pytest.mark.parametrize("text", ["Europa 20 kartų", "5 europos", "per 20 minučių", "20 % nuolaida", "12 pond", ""])
def test_what_is_no_money_is_none(text):
    assert amounts_in(text) == ()


def test_all_sums_are_found_largest_first():
    found = amounts_in("12.99€ ir 1.000 eurų, 5 zł")
    assert found == (Amount(1000, "EUR"), Amount(12.99, "EUR"), Amount(5, "PLN"))
