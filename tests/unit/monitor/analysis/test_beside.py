from hypothesis import given
from hypothesis import strategies as st

from monitor.analysis.beside import Beside
from monitor.analysis.patterns import Beginnings, mark_of

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


def test_it_has_the_marks_of_all_its_patterns():
    assert Beside([(["wait", "pay*"], 1), (["<n>"], 2)]).marks == mark_of("wait") | mark_of("pay*") | mark_of("<n>")


STEMS = st.sets(st.text("ab", min_size=1, max_size=6))


@given(STEMS, st.text("ab", max_size=8))
def test_every_stem_a_word_begins_with_is_among_its_beginnings(stems, word):
    found = Beginnings(stems).of(word)
    assert [stem for stem in found if stem in stems] == sorted(filter(word.startswith, stems), key=len)
    assert all(map(word.startswith, found))
