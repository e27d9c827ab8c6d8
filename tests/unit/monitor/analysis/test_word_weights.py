from monitor.analysis.packed import PackedModel, above, pack, unpack
from monitor.analysis.sentiment import CLASSES
from monitor.analysis.threat_model import BACKED, HOT, LIKELY, ThreatJudge
from monitor.analysis.threat_model import CLASSES as CLASSES_OF_THREATS
from monitor.analysis.threat_rules import ThreatRules
from monitor.analysis.word_facts import COMPLAINT_LANE, NO_THREAT_FACTS, THREAT_LANE
from monitor.analysis.word_weights import WordWeights

MOOD = PackedModel(CLASSES, (0.0, 0.0, 0.0), {" la": pack([1.0, -0.5, 0.25]), "=length": pack([9.0, 9.0, 9.0])})
COMPLAINT = PackedModel(("complaint",), (0.0,), {" la": pack([-2.0]), "auk": pack([-1.5]), "=length": pack([9.0])})
THREATS = PackedModel(("legal", "heat"), (0.0, 0.0), {"auk": pack([-3.0, 0.5]), "uk ": pack([-1.0, 0.25])})


def judge():
    model = PackedModel(
        (*CLASSES_OF_THREATS, "heat"), (0.0,) * len(CLASSES_OF_THREATS), {}, {LIKELY: 0.5, BACKED: 0.5, HOT: 0.5}
    )
    return ThreatJudge(ThreatRules("[ask]\nlauk\n", ""), model)


def test_a_word_is_weighed_by_the_pieces_of_all_models_and_by_no_figure():
    ((found, threat),) = WordWeights(MOOD, COMPLAINT, THREATS, judge=judge()).weigh(["lauk"])
    assert unpack(found, len(CLASSES)) == [1.0, -0.5, 0.25]
    assert unpack(found, THREAT_LANE)[COMPLAINT_LANE] == -3.5
    assert unpack(above(found, THREAT_LANE), 2) == [-4.0, 0.75]
    assert threat.named.bits != 0


def test_the_lanes_of_complaint_and_threats_stand_after_those_of_the_moods():
    assert (len(CLASSES), len(CLASSES) + 1) == (COMPLAINT_LANE, THREAT_LANE)


def test_without_a_judge_words_say_nothing_of_threats():
    ((_, threat),) = WordWeights(MOOD, COMPLAINT).weigh(["lauk"])
    assert threat is NO_THREAT_FACTS


def test_sums_of_words_are_sums_of_their_weights():
    total = sum(weight for weight, _ in WordWeights(MOOD, COMPLAINT, THREATS).weigh(["lauk", "kauk", "x"]))
    assert unpack(total, len(CLASSES)) == [1.0, -0.5, 0.25]
    assert unpack(total, THREAT_LANE)[COMPLAINT_LANE] == -5.0


def test_an_emoticon_is_weighed_though_it_begins_as_the_name_of_a_figure_does():
    mood = PackedModel(CLASSES, (0.0, 0.0, 0.0), {"=) ": pack([-1.0, 0.0, 2.0])})
    ((found, _),) = WordWeights(mood, COMPLAINT, THREATS).weigh(["=)"])
    assert unpack(found, len(CLASSES)) == [-1.0, 0.0, 2.0]
