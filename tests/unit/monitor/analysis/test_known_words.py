import pytest

from monitor.analysis import known_words
from monitor.analysis.known_words import LATIN, LONGEST, MOST, NOTHING_KNOWN
from monitor.domain.errors import Misconfigured

WORDS = {f"žodis{'abcdefghij'[i % 10]}{'klmnoprstu'[i // 10]}": {"lt": 1 + i % MOST, "pl": i % 3} for i in range(100)}


def known_levels(known, word):
    return {code: level for code, level in known.level_of(word) if level}


def test_each_word_has_its_levels_and_strangers_have_none():
    known = known_words.built(WORDS)
    for word, levels in WORDS.items():
        assert known_levels(known, word) == {code: level for code, level in levels.items() if level}
    assert sum(bool(known_levels(known, f"stranger{i}")) for i in range(1000)) < 10
    assert known_levels(known, "a" * (LONGEST + 1)) == {}
    assert known_levels(NOTHING_KNOWN, "žodisak") == {}


def test_a_common_word_is_not_lost_to_a_rare_one_with_the_same_checksum():
    known = known_words.built({"zvikstosaja": {"lv": 1}, "žmonės": {"lt": MOST}})
    assert known_levels(known, "žmonės") == {"lt": MOST}


@pytest.mark.parametrize(("typed", "listed"), [("groß", "gross"), ("п\u2019ять", "п'ять"), ("п\u02bcять", "п'ять")])
def test_a_word_is_found_however_its_marks_are_typed(typed, listed):
    known = known_words.built({listed: {"de": MOST, "uk": MOST}})
    assert known_levels(known, typed) == known_levels(known, listed) != {}


def test_a_word_is_asked_about_in_the_languages_of_its_script_only():
    known = known_words.built({"слово": {"ru": 5, "uk": MOST, "lt": 3}, "žodis": {"lt": 4, "ru": 2}})
    assert dict(known.level_of("слово")) == {"ru": 5, "uk": MOST}
    assert dict(known.level_of("žodis")) == dict.fromkeys(LATIN, 0) | {"lt": 4}


def test_a_table_is_read_back_and_written_the_same(tmp_path):
    known_words.save(known_words.built(WORDS), tmp_path / "one")
    read = known_words.load(tmp_path / "one")
    known_words.save(read, tmp_path / "two")
    assert {word: known_levels(read, word)["lt"] for word in WORDS} == {
        word: each["lt"] for word, each in WORDS.items()
    }
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_what_is_no_table_is_refused(tmp_path):
    (tmp_path / "text").write_text("words")
    with pytest.raises(Misconfigured, match="word table"):
        known_words.load(tmp_path / "text")
    with pytest.raises(Misconfigured, match="install"):
        known_words.load(tmp_path / "missing")
