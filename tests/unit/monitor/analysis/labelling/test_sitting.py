from monitor.analysis.labelling.sitting import Sitting, Text, in_order_for

TEXTS = [Text(str(i), f"text {i}") for i in range(3)]
CALM = "enq0"
"""English, negative, question, can wait."""


def sitting(**given):
    return Sitting(TEXTS, given.pop("verdicts", []), "ona", **given)


def press(at, keys):
    return [at.answer(key) for key in keys]


def test_a_text_is_kept_when_its_last_question_is_answered():
    at = sitting()
    assert all(press(at, CALM))
    (kept,) = at.verdicts
    assert kept.id == "0"
    assert kept.rater == "ona"
    assert kept.answers == {"language": "en", "sentiment": "neg", "act": "question", "urgency": 0, "threat": None}
    assert at.text == TEXTS[1]


def test_a_pressing_text_is_asked_for_its_threat():
    at = sitting()
    press(at, "enc3")
    assert at.question.task == "threat"
    at.answer("l")
    assert at.verdicts[0].answers["threat"] == "legal"


def test_a_key_that_is_no_answer_changes_nothing():
    at = sitting()
    assert not at.answer("7")
    assert at.question.task == "language"


def test_undo_takes_back_an_answer_and_then_a_text():
    at = sitting()
    press(at, CALM + "l")
    assert at.undo()
    assert at.question.task == "language"
    assert at.text == TEXTS[1]
    assert at.undo()
    assert at.text == TEXTS[0]
    assert at.verdicts == []
    assert not at.undo()


def test_a_skipped_text_comes_last_and_without_its_answers():
    at = sitting()
    at.answer("l")
    at.skip()
    assert at.text == TEXTS[1]
    assert at.question.task == "language"
    assert at.skipped == 1
    press(at, CALM * 2)
    assert at.text == TEXTS[0]
    press(at, CALM)
    assert at.skipped == 0
    assert at.text is None
    assert at.question is not None
    assert not at.settle()


def test_work_goes_on_where_it_ended():
    first = sitting()
    press(first, CALM)
    again = sitting(verdicts=first.verdicts)
    assert again.text == TEXTS[1]
    assert again.total == 3


def test_what_is_agreed_is_not_asked_again():
    known = {"language": "en", "sentiment": "neg", "act": "question", "urgency": 0, "threat": None}
    at = sitting(agreed={"0": known, "1": known | {"threat": "legal"}, "2": {**known, "act": "idea"}})
    del at._agreed["2"]["act"]
    assert at.settle()
    assert at.settle()
    assert at.question.task == "act"
    at.answer("i")
    assert at.verdicts[1].answers["threat"] == "legal"
    assert at.text is None


def test_undo_passes_over_texts_that_needed_no_asking():
    known = {"language": "en", "sentiment": "neg", "act": "question", "urgency": 0, "threat": None}
    at = sitting(agreed={"0": {}, "1": known, "2": {}})
    press(at, CALM)
    assert at.settle()
    assert at.undo()
    assert at.text == TEXTS[0]


def test_two_raters_see_different_orders_and_each_always_their_own():
    many = [Text(str(i), "") for i in range(30)]
    assert in_order_for("ona", many) == in_order_for("ona", reversed(many))
    assert in_order_for("ona", many) != in_order_for("jan", many)
