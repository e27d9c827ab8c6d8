from monitor.analysis.evaluation.labelled import ACTS, LEVELS, MOODS, THREATS
from monitor.analysis.labelling.questions import QUESTIONS, applies

BY_TASK = {question.task: question for question in QUESTIONS}


def test_the_answers_are_the_labels_that_are_measured_and_learnt():
    values = {task: {choice.value for choice in question.choices} for task, question in BY_TASK.items()}
    assert values["sentiment"] == MOODS
    assert values["act"] == ACTS
    assert {str(level) for level in values["urgency"]} == LEVELS
    assert values["threat"] == THREATS | {None}


def test_no_key_stands_for_two_answers_or_for_a_command():
    for question in QUESTIONS:
        keys = [choice.key for choice in question.choices]
        assert len(set(keys)) == len(keys)
        assert not {"x", "z", "?"} & set(keys)


def test_a_threat_is_asked_for_only_where_something_presses():
    assert not applies(BY_TASK["threat"], {"urgency": 1})
    assert not applies(BY_TASK["threat"], {})
    assert applies(BY_TASK["threat"], {"urgency": 2})


def test_an_answer_is_named_for_people():
    assert BY_TASK["threat"].named(None) == "none"
    assert BY_TASK["sentiment"].named("neg") == "negative"
    assert BY_TASK["act"].named("rant") == "rant"
