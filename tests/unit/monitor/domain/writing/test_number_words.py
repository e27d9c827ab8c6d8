import pytest

from monitor.domain.writing.folding import folded
from monitor.domain.writing.number_words import spelled_numbers, spells_a_number


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("aštuoni šeši vienas du trys keturi penki šeši septyni", "861234567"),
        ("sześćset dwanaście trzysta czterdzieści pięć sześćset siedemdziesiąt osiem", "612345678"),
        ("šeši šimtai dvylika, trisdešimt keturi, penki", "612345"),
        ("oh seven double nine one two three", "0799123"),
        ("plus trys septyni nulis šeši 12 34 penki", "3706" + "12" + "34" + "5"),
        ("twenty five sixty one", "2561"),
    ],
)
def test_numbers_are_read_as_they_are_dictated(said, digits):
    assert [number.digits for number in spelled_numbers(folded(said))] == [digits]


def test_a_stretch_ends_at_an_ordinary_word():
    assert list(spelled_numbers(folded("du kartus rašiau ir trys savaitės tylos"))) == []


def test_the_place_covers_all_the_words():
    low = folded("tai aštuoni šeši vienas taip")
    (number,) = spelled_numbers(low)
    assert low[number.start : number.end] == "astuoni sesi vienas"


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("du trys", False),
        ("du tai trys ir keturi", False),
        ("du ir trys plius keturi", False),
        ("du ir trys keturi", True),
    ],
)
def test_a_quick_look_tells_whether_enough_number_words_follow_each_other(text, spelled):
    assert spells_a_number(text.split()) is spelled
