from hypothesis import given
from hypothesis import strategies as st

from monitor.analysis.beside import Beginnings, Beside, mark_of

PATTERNS = st.lists(
    st.tuples(
        st.lists(st.sampled_from(["a", "ab", "ab*", "a*", "abc*", "<n>", "12", ":*"]), max_size=3), st.integers()
    ),
    max_size=6,
)


def fits(word, pattern):
    if pattern.endswith("*"):
        return word.startswith(pattern[:-1])
    return word == pattern or (pattern == "<n>" and word.isdigit())


@given(PATTERNS, st.sampled_from(["a", "ab", "abc", "abcd", "b", "12", "7", ":*", ":)", ""]))
def test_it_finds_what_asking_each_pattern_would_find(things, word):
    expected = [thing for patterns, thing in things if any(fits(word, pattern) for pattern in patterns)]
    assert list(Beside(things).of(word)) == expected
    marks = [mark_of(pattern) for patterns, _ in things for pattern in patterns if fits(word, pattern)]
    assert all(Beside(things).marks & mark for mark in marks)


def test_marks_tell_apart_what_fits_different_patterns():
    assert mark_of("wait") & mark_of("pay*") == 0
    assert Beside([(["wait", "pay*"], 1)]).marks == mark_of("wait") | mark_of("pay*")


STEMS = st.sets(st.text("ab", min_size=1, max_size=6))


@given(STEMS, st.text("ab", max_size=8))
def test_every_stem_a_word_begins_with_is_among_its_beginnings(stems, word):
    found = Beginnings(stems).of(word)
    assert [stem for stem in found if stem in stems] == sorted(filter(word.startswith, stems), key=len)
    assert all(map(word.startswith, found))
