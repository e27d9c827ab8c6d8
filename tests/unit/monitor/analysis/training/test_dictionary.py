"""The table of known words, made from a wheel of a few words."""

import gzip
import zipfile

import msgspec
import pytest

from monitor.analysis.training import dictionary

LISTS = {
    "large_pl": {250: ["się"], 410: ["paczka"], 730: ["rzadkosc"]},
    "small_lt": {400: ["čia"], 590: ["cia", "siunta"]},
    "small_pl": {100: ["mala"]},
    "large_ru": {300: ["слово"], 740: ["редкость"], 760: ["редчайший"]},
    "large_uk": {300: ["слово", "latin", "п'ять", "'", "5-й"]},
}
DICTIONARY = {"lt": {b"siuntos": b"siunta", b"retenyb\xc4\x97s": b"retenyb\xc4\x97"}, "lv": {}}


@pytest.fixture
def known(tmp_path, monkeypatch):
    class Factory:
        def get_dictionary(self, code):
            return DICTIONARY[code]

    monkeypatch.setattr(dictionary, "DefaultDictionaryFactory", Factory)
    wheel = tmp_path / "words.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in ("large_de", "large_en", "small_lv", *LISTS):
            rows = [LISTS.get(name, {}).get(rarity, []) for rarity in range(800)]
            packed = gzip.compress(msgspec.msgpack.encode([{"format": "cB"}, *rows]))
            archive.writestr(f"wordfreq/data/{name}.msgpack.gz", packed)
    return dictionary.made(wheel)


def levels(known, word):
    return {code: level for code, level in known.level_of(word) if level}


def test_common_words_have_high_levels_and_rare_ones_are_left_out(known):
    assert levels(known, "się") == {"pl": 7}
    assert levels(known, "paczka") == {"pl": 6}
    assert levels(known, "rzadkosc") == {}


def test_a_word_without_diacritics_is_as_common_as_the_commonest_that_loses_them(known):
    assert levels(known, "čia") == levels(known, "cia") == {"lt": 6}


def test_the_long_list_is_taken_where_there_are_two(known):
    assert levels(known, "mala") == {}


def test_a_dictionary_adds_the_rare_words_of_a_short_list(known):
    assert levels(known, "siunta") == {"lt": 4}
    assert levels(known, "siuntos") == levels(known, "retenybes") == {"lt": 1}


def test_rare_words_of_languages_that_are_alike_are_kept(known):
    assert levels(known, "редкость") == {"ru": 2}
    assert levels(known, "редчаишии") == {}


def test_words_with_an_apostrophe_are_kept_and_what_is_no_word_is_not(known):
    assert levels(known, "п'ять") == {"uk": 7}
    assert levels(known, "'") == levels(known, "5-й") == {}


def test_a_word_counts_in_the_languages_of_its_script_only(known):
    assert levels(known, "слово") == {"ru": 7, "uk": 7}
    assert levels(known, "latin") == {}
