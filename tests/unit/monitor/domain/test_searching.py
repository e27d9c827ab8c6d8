"""Which words find which texts."""

import pytest

from monitor.domain.searching import MOST_SOUGHT, MOST_TERMS, SHORTEST_BEGINNING, sought, terms_of


def finds(words: str, text: str) -> bool:
    terms = terms_of(text).split()
    return all(
        begin in terms if len(begin) < SHORTEST_BEGINNING else any(term.startswith(begin) for term in terms)
        for begin in sought(words)
    )


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("siuntą", "Kur mano siuntos?"),
        ("SIUNTA", "negavau siuntų"),
        ("vėluoja", "Jau vel veluoja!"),
        ("pinigai", "grąžinkite pinigus"),
        ("kurjeriams", "kurjeris neatvyko"),
        ("Jonas", "rašė Jonui"),
        ("przesyłka", "gdzie moje przesyłki"),
        ("przesyłka", "nie ma przesyłek"),
        ("paczkomatem", "paczkomat zepsuty"),
        ("reklamację", "reklamacja odrzucona"),
        ("łódź", "mieszkam w Łodzi"),
        ("delivery", "it was delivered late"),
        ("parcels", "where is my parcel"),
        ("LT1234", "siunta LT123456785LT"),
        ("612 34567", "tel. 8 612 34567"),
        ("@rasa_k", "rasa_k"),
        ("Straße", "straße 5"),
        ("𝐬𝐢𝐮𝐧𝐭𝐚", "siunta"),
    ],
)
def test_a_word_finds_its_other_forms(words: str, text: str) -> None:
    assert finds(words, text)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("siunta", "viskas gerai"),
        ("siunta vėluoja", "siunta gauta"),
        ("34567", "8 612 34568"),
        ("prekė", "prenumerata"),
        ("order", "ordinary"),
        ("LT1", "LT 1"),
        ("s", "siunta"),
    ],
)
def test_another_word_does_not(words: str, text: str) -> None:
    assert not finds(words, text)


@pytest.mark.parametrize("words", ["", "  ", "?!", "…", "📦", "'\"*:&|()", "_"])
def test_what_holds_no_word_looks_for_nothing(words: str) -> None:
    assert sought(words) == ()


def test_words_stand_once_and_are_not_endless() -> None:
    assert terms_of("Labas, labas!", None, "Rasa") == "labas rasa"
    assert len(terms_of(" ".join(map(str, range(9_999)))).split()) == MOST_TERMS
    assert len(terms_of("a" * 9_999)) == 60
    assert len(sought(" ".join(map(str, range(99))))) == MOST_SOUGHT
