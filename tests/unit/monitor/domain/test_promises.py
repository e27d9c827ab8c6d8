"""Promises: their table, their rate, and what the same answer says twice."""

from dataclasses import replace
from datetime import timedelta

import pytest

from config.settings import PrioritySettings
from monitor.domain.errors import Conflict
from monitor.domain.promises import PROMISE_TRANSITIONS, PromiseState, Record, new_promises, settled
from monitor.domain.ranking import head_start, promised
from tests.support.records import CASE, NOW, promise


def test_only_moves_of_the_table_are_made():
    for state in PromiseState:
        for to in PromiseState:
            if to in PROMISE_TRANSITIONS[state]:
                assert settled(state, to) is to
            else:
                with pytest.raises(Conflict):
                    settled(state, to)


def test_the_rate_counts_what_came_due():
    assert Record("Vėtra", open=9, kept=3, moved=0, broken=1, withdrawn=5).rate == 0.75
    assert Record("Vėtra", open=9, kept=0, moved=0, broken=0, withdrawn=5).rate is None


def test_a_promise_that_was_put_off_does_not_leave_the_rate():
    assert Record("Vėtra", open=1, kept=3, moved=1, broken=0, withdrawn=0).rate == 0.75
    assert Record("Vėtra", open=1, kept=0, moved=1, broken=0, withdrawn=0).rate == 0.0


def test_a_day_named_twice_is_promised_once():
    first = promise(1, 1)
    again = replace(first, entry_id=2, due_at=first.due_at + timedelta(seconds=30))
    other = replace(first, due_at=first.due_at + timedelta(days=1))
    assert new_promises([first, again, other], []) == [first, other]
    assert new_promises([again], [first]) == []
    assert new_promises([again], [replace(first, state=PromiseState.KEPT)]) == [again]


def test_a_promise_about_to_lapse_raises_its_case():
    due = NOW + timedelta(hours=4)
    policy = PrioritySettings()
    raised = promised(CASE.priority, due, policy)
    assert raised.points == 70  # the complaint's 30 and 40
    assert raised.due_at == due
    assert raised.rank_at == due - head_start(70, policy)
    assert [reason.code for reason in raised.reasons] == ["promise_due", "complaint"]
    assert promised(raised, due, policy) == raised
