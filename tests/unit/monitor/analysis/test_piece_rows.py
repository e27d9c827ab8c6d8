import numpy as np
import pytest

from monitor.analysis.analyser import load_models
from monitor.analysis.complaint import PAIR
from monitor.analysis.packed import BIAS, PackedModel, pack, packed, steps
from monitor.analysis.packed_files import load, save
from monitor.analysis.piece_rows import chosen, packed_rows, piece_rows
from monitor.analysis.tokens import LONGEST_TEXT
from monitor.domain.errors import Misconfigured

_PIECES_OF_A_LETTER = 8
"""At most: runs of four lengths begin at each, and words of one letter have two edges and a level in each language."""
_MOST, _LEAST = 2**31 - 1, -(2**31)
ROWS = {
    "#3": pack([9.0, 9.0]),
    "=length": pack([0.5, -0.5]),
    "=) ": pack([-1.0, 2.0]),
    " lauk": pack([-0.25, -7.0]),
    "su manim": pack([3.0, 0.0]),
    "ž": pack([0.0, -1.0]),
    "\U0001f621": pack([-2.0, 1.0]),
}


def test_rows_as_arrays_are_the_rows_they_were():
    assert dict(piece_rows(ROWS, 2)) == ROWS
    assert piece_rows(ROWS, 2).get("lauk") is None


def test_what_is_no_piece_of_a_word_is_found_by_name():
    names = {"#3", "=length", "=) ", "su manim"}
    assert chosen(piece_rows(ROWS, 2), lambda _: True) == {name: ROWS[name] for name in names}
    assert chosen(ROWS, lambda name: name.startswith("#")) == {"#3": ROWS["#3"]}


def test_a_model_without_rows_has_none():
    rows = piece_rows({}, 2)
    assert (len(rows), list(rows), chosen(rows, lambda _: True)) == (0, [], {})


EXTREME = [[0, 0, 0], [-1, 1, -1], [1, -1, 1], [_MOST, _LEAST, 0], [_LEAST, _MOST, -5]]


@pytest.mark.parametrize("row", EXTREME)
def test_packed_rows_can_be_unpacked(row):
    assert [steps(each, 3) for each in packed_rows(np.array([row], np.int32))] == [row]


@pytest.mark.parametrize("row", EXTREME)
def test_the_largest_weights_stand_in_a_file(row, tmp_path):
    save(PackedModel(("a", "b", "c"), (0.0,) * 3, {"x": packed(row)}), tmp_path / "model.bin.gz")
    assert load(tmp_path / "model.bin.gz").rows.rows.tolist() == [row]


def test_a_model_is_read_as_it_was_written_and_written_as_it_was_read(tmp_path):
    model = PackedModel(("neg", "pos"), (0.5, -0.25), ROWS, {"hot": 1.5})
    save(model, tmp_path / "once.bin.gz")
    read = load(tmp_path / "once.bin.gz")
    assert (read.classes, read.intercepts, dict(read.rows), read.notes) == (
        model.classes,
        model.intercepts,
        ROWS,
        model.notes,
    )
    save(read, tmp_path / "twice.bin.gz")
    assert (tmp_path / "once.bin.gz").read_bytes() == (tmp_path / "twice.bin.gz").read_bytes()


def test_what_is_no_model_is_refused_by_name(tmp_path):
    (tmp_path / "torn.bin.gz").write_bytes(b"torn")
    with pytest.raises(Misconfigured, match=r"torn\.bin\.gz"):
        load(tmp_path / "torn.bin.gz")


def test_no_text_has_a_sum_that_leaves_its_lane():
    models = load_models()
    given = [models.language.weights, *models.sentiment.values(), *models.complaints.values(), *models.threats.values()]
    most = max(int(np.abs(model.rows.rows).max()) for model in given)
    assert most * (_PIECES_OF_A_LETTER + PAIR) * LONGEST_TEXT < BIAS
