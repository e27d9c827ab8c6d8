import pytest

from monitor.analysis.remembered import LONGEST, MOST, Remembered


class Lengths(Remembered[int]):
    def __init__(self):
        super().__init__()
        self.asked = []

    def worked_out(self, word):
        self.asked.append(word)
        return len(word)


def test_a_word_is_worked_out_once():
    lengths = Lengths()
    assert [lengths["siunta"], lengths["siunta"]] == [6, 6]
    assert lengths.asked == ["siunta"]


def test_a_word_met_again_survives_any_number_of_words_met_once():
    lengths = Lengths()
    for number in range(3 * MOST):
        assert lengths["siunta"] == 6
        assert lengths[str(number)] > 0
        lengths.make_room()
    assert lengths.asked.count("siunta") == 1
    assert len(lengths) <= MOST + 2


def test_what_is_longer_than_a_word_is_not_kept():
    lengths = Lengths()
    assert lengths["x" * (LONGEST + 1)] == LONGEST + 1
    assert len(lengths) == 0


def test_each_kind_says_what_it_works_out():
    with pytest.raises(KeyError):
        Remembered()["siunta"]


def test_what_is_not_known_of_the_words_of_texts_is_worked_out_together():
    lengths = Lengths()
    assert lengths["siunta"] == 6
    long = "x" * (LONGEST + 1)
    assert lengths.of_texts([["siunta", "vėl"], ["vėl", long], []]) == [[6, 3], [3, LONGEST + 1], []]
    assert lengths.asked == ["siunta", "vėl", long]
    assert long not in lengths


def test_words_of_texts_survive_the_turn_before_them():
    lengths = Lengths()
    assert lengths["siunta"] == 6
    lengths.update({str(number): 1 for number in range(MOST)})
    assert lengths.of_texts([["siunta"]]) == [[6]]
    assert lengths.asked == ["siunta"]
