"""Examples become rows of a matrix; the order in which names were met does not show."""

from monitor.analysis.training.matrix import matrix

KNOWN = {("", "length"): 0, ("lt", "ger"): 1, ("lt", "era"): 2}


def test_known_names_stand_in_their_columns_and_others_are_left_out():
    rows = matrix([{("lt", "era"): 0.5, ("", "length"): 2.0, ("pl", "era"): 9.0}, {}], KNOWN)
    assert rows.toarray().tolist() == [[2.0, 0.0, 0.5], [0.0, 0.0, 0.0]]


def test_the_order_of_names_does_not_matter():
    names = {("lt", "era"): 0.5, ("", "length"): 2.0, ("lt", "ger"): 0.25}
    there, back = matrix([names], KNOWN), matrix([dict(reversed(names.items()))], KNOWN)
    assert there.indices.tolist() == back.indices.tolist() == [0, 1, 2]
    assert there.data.tolist() == back.data.tolist()
