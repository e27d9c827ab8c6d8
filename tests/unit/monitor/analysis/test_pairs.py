from hypothesis import given
from hypothesis import strategies as st

from monitor.analysis.pairs import NO_PAIRS, Pairs, pair

WORDS = st.text("abc", min_size=1, max_size=3)
ROWS = st.dictionaries(st.builds(pair, WORDS, WORDS), st.integers(-(2**70), 2**70), max_size=200)


def row_of(pairs, first, second):
    (one, _), (_, two) = pairs.parts(first), pairs.parts(second)
    return pairs.row(one, two) if one and two else 0


@given(ROWS, WORDS, WORDS)
def test_each_pair_has_its_row_and_no_other_has_one(rows, first, second):
    pairs = Pairs(rows)
    assert {name: row_of(pairs, *name.split()) for name in rows} == rows
    assert row_of(pairs, first, second) == rows.get(pair(first, second), 0)


def test_a_text_weighs_what_its_pairs_weigh():
    pairs = Pairs({"still waiti": 3, "waiti for": 5})
    assert pairs.total(["still", "waiting", "for", "still", "for"]) == 8
    assert NO_PAIRS.total(["still", "waiting"]) == 0
