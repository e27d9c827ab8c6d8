"""Sums worked out for many words at once are those of one piece after the other."""

from hypothesis import given
from hypothesis import strategies as st

from monitor.analysis.packed import beside, pack, total_of, word_pieces
from monitor.analysis.piece_rows import piece_rows
from monitor.analysis.piece_sums import PieceSums
from monitor.analysis.sentiment import pieces

LETTERS = "abž\U0001f621 :"
RUNS = [first + second for first in LETTERS for second in LETTERS]
ROWS = {run: pack([place % 7 - 3.0, place / 8]) for place, run in enumerate([*LETTERS, *RUNS, *map("a".__add__, RUNS)])}
LONGER = {f" {run}{run} ": pack([float(place)]) for place, run in enumerate(RUNS, 1)} | {"ab": pack([-5.0])}
words = st.lists(st.text(LETTERS + "c\ud800", max_size=9))


@given(words)
def test_letters_and_runs_of_a_word(texts):
    sums = PieceSums((piece_rows(ROWS, 2),), 1, 4)
    assert sums.of(texts) == [total_of(ROWS, word_pieces(text, 4)) for text in texts]


@given(words)
def test_runs_and_whole_words_of_two_models_side_by_side(texts):
    sums = PieceSums((piece_rows(LONGER, 1), piece_rows(ROWS, 2)), 3, 5)
    wanted = [total_of(LONGER, pieces(text)) + beside(total_of(ROWS, pieces(text)), 1) for text in texts]
    assert sums.of(texts) == wanted


def test_any_number_of_words_of_any_length():
    sums = PieceSums((piece_rows(ROWS, 2),), 1, 4)
    many = ["ab" * length for length in range(400)]
    assert sums.of(many) == [total_of(ROWS, word_pieces(word, 4)) for word in many]


def test_a_model_that_knows_nothing_weighs_nothing():
    assert PieceSums((piece_rows({}, 1),), 3, 5).of(["lauk", ""]) == [0, 0]
