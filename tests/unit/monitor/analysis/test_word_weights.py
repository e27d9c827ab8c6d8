from monitor.analysis.packed import PackedModel, lane, pack, unpack
from monitor.analysis.sentiment import CLASSES
from monitor.analysis.word_weights import COMPLAINT_LANE, WordWeights

MOOD = PackedModel(CLASSES, (0.0, 0.0, 0.0), {" la": pack([1.0, -0.5, 0.25]), "=length": pack([9.0, 9.0, 9.0])})
COMPLAINT = PackedModel(("complaint",), (0.0,), {" la": pack([-2.0]), "auk": pack([-1.5]), "=length": pack([9.0])})
THREATS = PackedModel(("legal", "heat"), (0.0, 0.0), {"auk": pack([-3.0, 0.5]), "uk ": pack([-1.0, 0.25])})


def test_a_word_is_weighed_by_the_pieces_of_all_models_and_by_no_figure():
    weights = WordWeights(MOOD, COMPLAINT, THREATS)
    (found,) = weights.weigh(["lauk"])
    assert unpack(found, len(CLASSES)) == [1.0, -0.5, 0.25]
    assert lane(found, COMPLAINT_LANE) == -3.5
    assert [unpack(row, 2) for row in weights.weigh_threats(["lauk", "la"])] == [[-4.0, 0.75], [0.0, 0.0]]


def test_sums_of_words_are_sums_of_their_weights():
    total = sum(WordWeights(MOOD, COMPLAINT, THREATS).weigh(["lauk", "kauk", "x"]))
    assert unpack(total, len(CLASSES)) == [1.0, -0.5, 0.25]
    assert lane(total, COMPLAINT_LANE) == -5.0


def test_an_emoticon_is_weighed_though_it_begins_as_the_name_of_a_figure_does():
    mood = PackedModel(CLASSES, (0.0, 0.0, 0.0), {"=) ": pack([-1.0, 0.0, 2.0])})
    (found,) = WordWeights(mood, COMPLAINT, THREATS).weigh(["=)"])
    assert unpack(found, len(CLASSES)) == [-1.0, 0.0, 2.0]
