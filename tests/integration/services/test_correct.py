"""A person's correction is kept as a label, in effect at once, and can be taken back."""

import pytest

from monitor.domain.cases import CaseState
from monitor.domain.corrections import Verdict
from monitor.domain.errors import Conflict, NotFound, Rejected
from monitor.domain.streams import Removed, Seen
from tests.support.fakes import START, mention


async def assessed(town, case):
    async with town.store.read() as tx:
        return await tx.mentions.assessment_of(case.last_inbound_id)


async def labels(town, case):
    async with town.store.read() as tx:
        return await tx.corrections.of_mention(case.last_inbound_id)


async def test_a_correction_moves_the_case_at_once(town):
    await town.hear(mention("1", "kur mano siunta"))
    before = await town.case()
    wanted = {Verdict.ACT: "complaint", Verdict.SENTIMENT: "negative", Verdict.URGENCY: "3"}
    await town.correct.correct(before.id, wanted, actor="ana")
    after = await town.case()
    assert after.priority.points > before.priority.points
    assert after.priority.due_at < before.priority.due_at
    assert after.priority.rank_at < before.priority.rank_at
    assert ("corrected", 0) in [(reason.code, reason.points) for reason in after.priority.reasons]
    found = await assessed(town, after)
    assert (found.act.label, found.sentiment.label, found.urgency.level) == ("complaint", "negative", 3)
    async with town.store.read() as tx:
        [row] = await tx.cases.inbox(states=[CaseState.OPEN])
        event = [each for each in await tx.events.after(0) if each.kind == "assessment.corrected"][-1]
    assert (row.complaint, row.sentiment) == (1.0, "negative")
    assert (event.actor, event.data["verdicts"]) == ("ana", ["act", "sentiment", "urgency"])


async def test_the_label_says_who_when_and_what_the_analyser_had_said(town):
    await town.hear(mention("1", "labas"))
    case = await town.case()
    town.now.forward(minutes=5)
    await town.correct.correct(case.id, {Verdict.SENTIMENT: "negative"}, actor="ana")
    [label] = await labels(town, case)
    assert (label.actor, label.at, label.value, label.was) == ("ana", town.now(), "negative", "neutral")
    assert (label.analyser, label.brand, label.language, label.text) == ("fake", "Brand", "lt", "labas")
    assert not label.confirms


async def test_it_can_be_taken_back_step_by_step(town):
    await town.hear(mention("1", "labas"))
    before = await town.case()
    await town.correct.correct(before.id, {Verdict.SENTIMENT: "negative"}, actor="ana")
    town.now.forward(seconds=1)
    await town.correct.correct(before.id, {Verdict.ACT: "complaint"}, actor="ana")
    await town.correct.undo(before.id, actor="ana")
    found = await assessed(town, before)
    assert (found.sentiment.label, found.act.label, found.corrected) == ("negative", "other", ("sentiment",))
    await town.correct.undo(before.id, actor="ana")
    assert (await town.case()).priority == before.priority
    assert (await assessed(town, before)).corrected == ()
    with pytest.raises(Conflict):
        await town.correct.undo(before.id, actor="ana")


async def test_what_is_not_about_us_is_closed_and_comes_back(town):
    await town.hear(mention("1", "blogai"))
    case = await town.case()
    await town.correct.correct(case.id, {Verdict.ABOUT_US: "no"}, actor="ana")
    assert (await town.case()).state is CaseState.CLOSED
    assert (await assessed(town, case)).about_us is False
    await town.correct.undo(case.id, actor="ana")
    assert (await town.case()).state is CaseState.OPEN
    assert (await town.case()).priority == case.priority


async def test_another_language_or_act_is_drafted_for_anew(town):
    await town.hear(mention("1", "labas"))
    case = await town.case()
    await town.correct.correct(case.id, {Verdict.LANGUAGE: "pl"}, actor="ana")
    after = await town.case()
    assert (after.language, after.drafted_id) == ("pl", 0)
    await town.think()
    await town.correct.correct(case.id, {Verdict.SENTIMENT: "negative"}, actor="ana")
    assert (await town.case()).drafted_id == case.last_inbound_id


async def test_saying_that_all_is_right_teaches_and_changes_nothing(town):
    await town.hear(mention("1", "blogai"))
    case = await town.case()
    await town.correct.confirm(case.id, actor="ana")
    assert (await town.case()).priority == case.priority
    assert {(each.verdict, each.confirms) for each in await labels(town, case)} == {("sentiment", True), ("act", True)}


async def test_an_edit_needs_a_new_verdict(town):
    await town.hear(mention("1", "labas"))
    case = await town.case()
    await town.correct.correct(case.id, {Verdict.ACT: "complaint"}, actor="ana")
    await town.hear(mention("1", "labas dar kartą"))
    assert (await assessed(town, case)).corrected == ()
    with pytest.raises(Conflict):
        await town.correct.undo(case.id, actor="ana")


async def test_a_deleted_text_takes_its_label_along(town):
    await town.hear(mention("1", "labas"))
    case = await town.case()
    await town.correct.correct(case.id, {Verdict.ACT: "complaint"}, actor="ana")
    async with town.store.write() as tx:
        await tx.mentions.absorb([Removed("page", "1", START)], now=town.now())
    assert [each.text for each in await labels(town, case)] == [""]
    with pytest.raises(NotFound):
        await town.correct.correct(case.id, {Verdict.ACT: "praise"}, actor="ana")


async def test_nothing_or_nonsense_is_refused(town):
    await town.hear(mention("1", "labas"))
    case = await town.case()
    for wanted in ({}, {Verdict.ACT: "rant"}):
        with pytest.raises(Rejected):
            await town.correct.correct(case.id, wanted, actor="ana")
    with pytest.raises(NotFound):
        await town.correct.correct(case.id + 1, {Verdict.ACT: "praise"}, actor="ana")
    assert await labels(town, case) == []


async def test_what_was_not_assessed_yet_cannot_be_corrected(town):
    await town.hear(mention("1", "labas"))
    case = await town.case()
    async with town.store.write() as tx:
        await tx.mentions.absorb([Seen(mention("2", "kitas", author=mention("9").author), {})], now=town.now())
        other = await tx.mentions.by_remote_id("page", "2")
    with pytest.raises(NotFound):
        await town.correct.correct(case.id, {Verdict.ACT: "praise"}, actor="ana", mention_id=other.id)
