"""Names are called right, or not at all."""

import pytest

from responders.grammar.vocative import call

LT = {
    "Jonas": "Jonai", "Eglė": "Egle", "Tomas": "Tomai", "Darius": "Dariau", "Paulius": "Pauliau", "Mantas": "Mantai",
    "Stasys": "Stasy", "Kęstutis": "Kęstuti", "Vytis": "Vyti", "Jurgis": "Jurgi", "Julius": "Juliau",
    "Šarūnas": "Šarūnai", "Andrius": "Andriau", "Rytis": "Ryti", "Rasa": "Rasa", "Agnė": "Agne", "Julija": "Julija",
    "Živilė": "Živile", "Ona": "Ona", "Motiejus": "Motiejau", "Ąžuolas": "Ąžuolai",
}  # fmt: skip
PL_MEN = {
    "Marek": "Marku", "Tomasz": "Tomaszu", "Piotr": "Piotrze", "Paweł": "Pawle", "Michał": "Michale",
    "Krzysztof": "Krzysztofie", "Andrzej": "Andrzeju", "Jakub": "Jakubie", "Wojciech": "Wojciechu", "Jerzy": "Jerzy",
    "Robert": "Robercie", "Adam": "Adamie", "Kuba": "Kubo", "Aleksander": "Aleksandrze", "Zygmunt": "Zygmuncie",
}  # fmt: skip
PL_WOMEN = {
    "Anna": "Anno", "Katarzyna": "Katarzyno", "Kasia": "Kasiu", "Zofia": "Zofio", "Maria": "Mario", "Ewa": "Ewo",
    "Agnieszka": "Agnieszko", "Alicja": "Alicjo", "Basia": "Basiu", "Ola": "Olu",
}  # fmt: skip


@pytest.mark.parametrize(("name", "called"), LT.items())
def test_lithuanian_names(name, called):
    assert call(f"{name} Pavyzdys", "lt").name == called


@pytest.mark.parametrize(("name", "called"), PL_MEN.items())
def test_polish_men(name, called):
    found = call(f"{name} Przykład", "pl")
    assert (found.name, found.gender) == (called, "m")


@pytest.mark.parametrize(("name", "called"), PL_WOMEN.items())
def test_polish_women(name, called):
    found = call(name, "pl")
    assert (found.name, found.gender) == (called, "f")


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("Pizza Hut", "lt"), ("Vėjas", "lt"), ("Zilvinas", "lt"), ("jonas123", "lt"), ("", "lt"), (None, "lt"),
        ("Marek", "lt"), ("Jonas", "pl"), ("Kamille", "pl"), ("Sklep Marek", "pl"), ("X", "en"), ("Anna", "ru"),
    ],
)  # fmt: skip
def test_what_is_not_sure_is_left_out(name, language):
    assert call(name, language) is None


def test_capitals_and_stray_dots_are_forgiven():
    assert call("JONAS P.", "lt").name == "Jonai"
    assert call("Anna.", "pl").name == "Anno"
    assert call("Mark Sample", "en").name == "Mark"


def test_english_tells_no_gender():
    assert call("Robin", "en").gender is None
