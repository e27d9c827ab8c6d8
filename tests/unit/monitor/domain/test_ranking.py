"""The order of the inbox: reasons, dates, and what no weights can change."""

from dataclasses import replace
from datetime import timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from config.settings import PrioritySettings
from monitor.domain.assessments import (
    Act,
    ActLabel,
    Complaint,
    PersonalDataSpan,
    PersonalDataType,
    Sentiment,
    SentimentLabel,
    Threat,
    Urgency,
)
from monitor.domain.corrections import Verdict
from monitor.domain.mentions import Author, Visibility
from monitor.domain.priority import Reason
from monitor.domain.ranking import (
    FLOOR_THREATS,
    brought_back,
    closing,
    gravest,
    head_start,
    promised,
    rank,
    rank_unanswered,
)
from tests.support.records import ASSESSMENT, MENTION, NOW

POLICY = PrioritySettings()
CALM = structs.replace(
    ASSESSMENT,
    sentiment=Sentiment("neutral", 0.0),
    complaint=Complaint(0.1, None),
    act=Act("other", 0.5),
    urgency=Urgency(0, None),
    personal_data=(),
)
POINTS = st.integers(0, 100)
WEIGHTS = st.fixed_dictionaries(
    dict.fromkeys(
        [
            "complaint",
            "negative",
            "question",
            "urgency",
            "reply",
            "personal_data",
            "public",
            "reach",
            "repeat",
            "promise_due",
            "waiting",
        ],
        POINTS,
    )
)
FOUND = st.builds(
    lambda mood, act, complaint, level, about, changed: structs.replace(
        CALM,
        sentiment=mood,
        act=act,
        complaint=complaint,
        urgency=Urgency(level, None),
        about_us=about,
        corrected=changed,
    ),
    st.builds(Sentiment, st.sampled_from(get_args(SentimentLabel)), st.floats(-1, 1)),
    st.builds(Act, st.sampled_from(get_args(ActLabel)), st.floats(0, 1)),
    st.builds(Complaint, st.floats(0, 1), st.none()),
    st.integers(0, 3),
    st.booleans(),
    st.sampled_from(((), ("act",), ("about_us", "sentiment"))),
)


def codes(priority):
    return {reason.code for reason in priority.reasons}


@given(FOUND, st.sampled_from(sorted(FLOOR_THREATS)), WEIGHTS, st.integers(1, 100), st.sampled_from(Visibility))
def test_a_grave_threat_never_ranks_below_its_floor(found, threat, weights, floor, visibility):
    policy = structs.replace(POLICY, threat_floor=floor, **weights)
    mention = replace(MENTION, visibility=visibility)
    grave = structs.replace(found, urgency=Urgency(found.urgency.level, threat))
    priority = rank(mention, grave, repeats=1, policy=policy)
    assert priority.points >= floor
    floor_at = priority.due_at - head_start(floor, policy)
    assert priority.rank_at <= floor_at
    assert priority.rank_at <= rank(mention, found, repeats=1, policy=policy).rank_at or priority.points >= floor


@given(FOUND, st.sampled_from(sorted(FLOOR_THREATS)), WEIGHTS)
def test_nothing_a_person_corrects_beside_urgency_lowers_a_threat(found, threat, weights):
    policy = structs.replace(POLICY, **weights)
    grave = structs.replace(found, urgency=Urgency(3, threat), about_us=False, corrected=("about_us", "act"))
    assert rank(MENTION, grave, repeats=1, policy=policy).points >= policy.threat_floor


@given(FOUND, WEIGHTS, st.integers(1, 9), st.booleans(), st.timedeltas(timedelta(0), timedelta(days=9)))
def test_points_are_the_sum_of_their_reasons(found, weights, repeats, replying, waited):
    policy = structs.replace(POLICY, **weights)
    priority = rank(MENTION, found, repeats=repeats, policy=policy, replying=replying, waited=waited)
    assert priority.points == min(100, sum(reason.points for reason in priority.reasons))
    assert [reason.points for reason in priority.reasons] == sorted((r.points for r in priority.reasons), reverse=True)
    assert ("corrected" in codes(priority)) == bool(found.corrected)


@given(FOUND, st.timedeltas(timedelta(0), timedelta(days=3)), st.timedeltas(timedelta(0), timedelta(days=3)))
def test_longer_waiting_never_ranks_lower(found, some, more):
    ranked = [rank(MENTION, found, repeats=2, policy=POLICY, waited=each) for each in (some, some + more)]
    assert ranked[1].rank_at <= ranked[0].rank_at


@given(FOUND, st.integers(0, 2), st.floats(0, 1), st.floats(0, 1))
def test_what_is_graver_never_ranks_lower(found, level, some, more):
    calm = structs.replace(found, urgency=Urgency(level, None), complaint=Complaint(some * more, None))
    graver = [
        structs.replace(calm, urgency=Urgency(level + 1, None)),
        structs.replace(calm, urgency=Urgency(level, "legal")),
        structs.replace(calm, complaint=Complaint(some, None)),
    ]
    at = rank(MENTION, calm, repeats=1, policy=POLICY).rank_at
    assert all(rank(MENTION, each, repeats=1, policy=POLICY).rank_at <= at for each in graver)


@pytest.mark.parametrize(
    ("code", "found", "mention", "case"),
    [
        ("complaint", {"complaint": Complaint(0.9, None)}, {}, {}),
        ("negative", {"sentiment": Sentiment("negative", -0.9)}, {}, {}),
        ("question", {"act": Act("question", 0.9)}, {}, {}),
        ("urgency", {"urgency": Urgency(2, None)}, {}, {}),
        (
            "personal_data",
            {"personal_data": (PersonalDataSpan(PersonalDataType.PHONE, 0, 3, 1.0),)},
            {"visibility": Visibility.PUBLIC},
            {},
        ),
        ("public", {"complaint": Complaint(0.9, None)}, {"visibility": Visibility.PUBLIC}, {}),
        ("reach", {}, {"author": Author(remote_id="u", followers=200_000)}, {}),
        ("repeat", {}, {}, {"repeats": 2}),
        ("reply", {}, {}, {"replying": True}),
        ("waiting", {}, {}, {"waited": timedelta(hours=12)}),
        ("threat_floor", {"urgency": Urgency(0, "legal")}, {}, {}),
        ("corrected", {"corrected": (Verdict.ACT.value,)}, {}, {}),
    ],
)
def test_every_reason_has_its_cause(code, found, mention, case):
    without = rank(MENTION, CALM, repeats=1, policy=POLICY)
    priority = rank(
        replace(MENTION, **mention), structs.replace(CALM, **found), **({"repeats": 1, "policy": POLICY} | case)
    )
    assert code not in codes(without)
    assert code in codes(priority)


def test_what_is_not_about_us_has_no_points():
    found = structs.replace(ASSESSMENT, urgency=Urgency(1, None), about_us=False, corrected=("about_us",))
    priority = rank(MENTION, found, repeats=3, policy=POLICY, replying=True)
    assert (priority.points, codes(priority)) == (0, {"corrected"})


def test_all_that_waits_is_ranked_by_the_gravest():
    grave = replace(MENTION, created_at=NOW - timedelta(hours=2))
    words = [(grave, structs.replace(CALM, urgency=Urgency(3, "legal"))), (MENTION, CALM)]
    assert rank_unanswered(words, POLICY) == rank(*words[0], repeats=1, policy=POLICY)
    with pytest.raises(ValueError, match="empty"):
        rank_unanswered([], POLICY)


def test_a_threat_in_a_lighter_text_is_named_without_points():
    light = structs.replace(CALM, urgency=Urgency(2, "churn"))
    grave = structs.replace(CALM, urgency=Urgency(3, "legal"), complaint=Complaint(0.99, None))
    first = replace(MENTION, created_at=NOW - timedelta(minutes=1))
    priority = rank_unanswered([(first, light), (MENTION, grave)], POLICY)
    assert priority.threats == ("legal", "churn")
    assert priority.reasons[-1] == Reason("waiting_threat", 0, "churn")
    assert gravest([priority, rank(MENTION, CALM, repeats=1, policy=POLICY)]) == priority


def test_the_second_words_of_a_customer_count_as_repeated_and_waited():
    first = replace(MENTION, created_at=NOW - timedelta(hours=1))
    grave = structs.replace(CALM, complaint=Complaint(0.99, None))
    priority = rank_unanswered([(first, CALM), (MENTION, grave)], POLICY)
    assert {"repeat", "complaint"} <= codes(priority)
    day = replace(MENTION, created_at=NOW - timedelta(days=1))
    found = rank_unanswered([(day, CALM), (MENTION, structs.replace(CALM, urgency=Urgency(3, "legal")))], POLICY)
    assert "waiting" in codes(found)


def test_a_window_that_closes_brings_a_light_case_ahead():
    light = rank(MENTION, CALM, repeats=1, policy=POLICY)
    near = closing(light, light.due_at - timedelta(hours=1), POLICY)
    assert codes(near) >= {"closing_window"}
    assert (near.due_at, near.rank_at < light.rank_at) == (light.due_at - timedelta(hours=1), True)
    assert closing(near, near.due_at, POLICY) == near


def test_a_window_never_sends_a_case_back():
    grave = rank(MENTION, structs.replace(CALM, urgency=Urgency(3, "legal")), repeats=1, policy=POLICY)
    after = closing(grave, grave.due_at + timedelta(days=3), POLICY)
    assert (after.due_at, after.rank_at <= grave.rank_at, after.points >= grave.points) == (grave.due_at, True, True)


def test_whichever_comes_first_counts_when_a_promise_lapses():
    grave = rank(MENTION, structs.replace(CALM, urgency=Urgency(3, "legal")), repeats=1, policy=POLICY)
    late = brought_back(grave, NOW + timedelta(days=90), POLICY)
    assert (late.rank_at, late.due_at) == (grave.rank_at, grave.due_at)
    assert "promise_due" in codes(late)
    soon = NOW - timedelta(days=90)
    assert brought_back(grave, soon, POLICY) == promised(grave, soon, POLICY)


def test_every_threat_with_a_floor_is_a_threat():
    assert set(get_args(Threat)) > FLOOR_THREATS
