from hypothesis import given
from hypothesis import strategies as st

from monitor.analysis.patterns import Patterns, mark_of

PATTERNS = st.lists(st.sampled_from(["a", "ab", "ab*", "a*", "abc*", "<n>", "12", ":*"]), unique=True)


def fits(word, pattern):
    if pattern.endswith("*"):
        return word.startswith(pattern[:-1])
    return word == pattern or (pattern == "<n>" and word.isdigit())


@given(PATTERNS, st.sampled_from(["a", "ab", "abc", "abcd", "b", "12", "7", ":*", ":)", ""]))
def test_a_word_finds_what_belongs_to_the_patterns_it_fits(patterns, word):
    things = Patterns[list[str]](list)
    for pattern in patterns:
        things.at(pattern).append(pattern)
    things.settle()
    found = [pattern for each in things.fitting(word) for pattern in each]
    assert sorted(found) == sorted(pattern for pattern in patterns if fits(word, pattern))
    stems = [pattern for pattern in found if pattern.endswith("*")]
    assert stems == sorted(stems, key=len, reverse=True)


def test_marks_tell_patterns_apart():
    assert mark_of("wait") & mark_of("pay*") == 0
