"""What a person's word changes in an assessment."""

import pytest
from msgspec import structs

from monitor.domain.assessments import Urgency
from monitor.domain.corrections import Verdict, checked, corrected, last_of, said, standing
from monitor.domain.errors import Rejected
from tests.support.records import ASSESSMENT, MINUTE, NOW, correction


def one(verdict, value, *, was="", **fields):
    return correction(1, 1, verdict, value=value, was=was, **fields)


@pytest.mark.parametrize(
    ("verdict", "value"),
    [
        (Verdict.SENTIMENT, "positive"),
        (Verdict.SENTIMENT, "neutral"),
        (Verdict.ACT, "praise"),
        (Verdict.KIND, "billing"),
        (Verdict.KIND, "none"),
        (Verdict.URGENCY, "0"),
        (Verdict.URGENCY, "3"),
        (Verdict.LANGUAGE, "pl"),
        (Verdict.ABOUT_US, "no"),
    ],
)
def test_each_verdict_can_be_corrected_and_is_named(verdict, value):
    after = corrected(ASSESSMENT, [one(verdict, value)])
    assert said(after, verdict) == value
    assert after.corrected == (verdict.value,)
    others = [each for each in Verdict if each is not verdict]
    assert [said(after, each) for each in others] == [said(ASSESSMENT, each) for each in others]


def test_a_confirmation_changes_nothing():
    agreed = [one(verdict, said(ASSESSMENT, verdict), was=said(ASSESSMENT, verdict)) for verdict in Verdict]
    assert corrected(ASSESSMENT, agreed) == ASSESSMENT


def test_the_act_decides_whether_it_is_a_complaint():
    assert corrected(ASSESSMENT, [one(Verdict.ACT, "question")]).complaint.score == 0.0
    calm = corrected(ASSESSMENT, [one(Verdict.ACT, "question")])
    assert corrected(calm, [one(Verdict.ACT, "complaint")]).complaint.score == 1.0


def test_a_person_who_says_it_can_wait_says_that_there_is_no_threat():
    grave = structs.replace(ASSESSMENT, urgency=Urgency(3, "legal"))
    assert corrected(grave, [one(Verdict.URGENCY, "1")]).urgency == Urgency(1, None)
    assert corrected(grave, [one(Verdict.URGENCY, "2")]).urgency == Urgency(2, "legal")


def test_the_analysers_score_stays_where_the_person_agrees_with_its_label():
    assert corrected(ASSESSMENT, [one(Verdict.SENTIMENT, "negative")]).sentiment == ASSESSMENT.sentiment


@pytest.mark.parametrize(
    ("verdict", "value"),
    [
        (Verdict.SENTIMENT, "unsure"),
        (Verdict.ACT, "rant"),
        (Verdict.KIND, "Billing!"),
        (Verdict.KIND, ""),
        (Verdict.URGENCY, "4"),
        (Verdict.LANGUAGE, "lit"),
        (Verdict.ABOUT_US, "maybe"),
    ],
)
def test_a_value_that_does_not_exist_is_refused(verdict, value):
    with pytest.raises(Rejected) as refused:
        checked(verdict, value)
    assert value not in str(refused.value) or not value


def test_the_newest_of_each_verdict_stands_unless_withdrawn_or_of_another_text():
    first = one(Verdict.ACT, "praise", id=1)
    second = one(Verdict.ACT, "question", id=2)
    gone = one(Verdict.URGENCY, "0", id=3, withdrawn_at=NOW)
    older = one(Verdict.SENTIMENT, "positive", id=4, revision=0)
    assert standing([second, first, gone, older], revision=1) == [second]


def test_what_was_corrected_together_is_taken_back_together():
    early = one(Verdict.ACT, "praise", id=1)
    late = [one(verdict, "x", id=2 + place, at=NOW + MINUTE) for place, verdict in enumerate(Verdict)]
    assert last_of([early, *late]) == late
    assert last_of([]) == []
