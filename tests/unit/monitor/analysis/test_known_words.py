import pytest

from monitor.analysis import known_words
from monitor.analysis.known_words import LONGEST, NOTHING_KNOWN
from monitor.domain.errors import Misconfigured

WORDS = {f"žodis{'abcdefghij'[i % 10]}{'klmnoprstu'[i // 10]}": 1 + i % 255 for i in range(100)}


def test_each_word_has_its_number_and_strangers_have_none():
    known = known_words.built(WORDS)
    assert {word: known.kind(word) for word in WORDS} == WORDS
    assert sum(known.kind(f"stranger{i}") > 0 for i in range(1000)) < 10
    assert known.kind("a" * (LONGEST + 1)) == 0
    assert NOTHING_KNOWN.kind("žodisak") == 0


def test_a_table_is_read_back_and_written_the_same(tmp_path):
    known = known_words.built(WORDS)
    known_words.save(known, tmp_path / "one")
    read = known_words.load(tmp_path / "one")
    known_words.save(read, tmp_path / "two")
    assert {word: read.kind(word) for word in WORDS} == WORDS
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_what_is_no_table_is_refused(tmp_path):
    (tmp_path / "text").write_text("words")
    with pytest.raises(Misconfigured, match="word table"):
        known_words.load(tmp_path / "text")
    with pytest.raises(Misconfigured, match="aside train"):
        known_words.load(tmp_path / "missing")
