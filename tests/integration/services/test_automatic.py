"""Answers that leave without a person: only what a policy names, and only when nothing speaks against it."""

from dataclasses import replace

import pytest
from msgspec import structs

from config.settings import ApprovalSettings
from monitor.domain.assessments import Urgency
from monitor.domain.drafts import Finding
from monitor.domain.mentions import Author
from monitor.domain.moves import MoveKind
from monitor.ports import Proposal
from tests.support.fakes import assess, mention, message
from tests.support.town import Town


def public_only(situation, moves, *, now):
    return (Proposal(MoveKind.PUBLIC_REPLY, "Ačiū, atsakysime rytoj.", "lt", "test"),)


def private_only(situation, moves, *, now):
    return (Proposal(MoveKind.MESSAGE, "Ačiū, atsakysime rytoj.", "lt", "test"),)


async def made(store, compose=public_only, **policy):
    approval = ApprovalSettings(**({"automatic": ("test",)} | policy))
    return await Town(store, compose=compose, approval=approval).ready()


async def sent(town, *mentions):
    await town.hear(*mentions)
    await town.send()
    return [call.text for call in town.publisher.done]


async def test_a_named_playbook_answers_by_itself_after_the_undo_window(store):
    town = await made(store)
    await town.hear(mention("1"))
    assert await town.deliver_due() == 0
    await town.send()
    assert len(town.publisher.done) == 1
    [draft] = await town.drafts()
    async with store.read() as tx:
        [approval] = await tx.drafts.approvals_of(draft.id)
    assert (approval.actor, draft.provenance) == ("policy:test", "template")


async def test_it_is_off_unless_a_playbook_is_named(store):
    assert await sent(await made(store, automatic=()), mention("1")) == []
    assert ApprovalSettings().automatic == ()


async def test_another_playbook_waits_for_people(store):
    assert await sent(await made(store, automatic=("other",)), mention("1")) == []


async def test_the_daily_number_is_never_passed_and_begins_anew_at_midnight(store):
    town = await made(store, automatic_a_day=1)
    strangers = [mention(str(n), author=Author(remote_id=f"c{n}"), conversation_id=f"p{n}") for n in range(3)]
    assert len(await sent(town, *strangers)) == 1
    town.now.forward(hours=24)
    late = mention("9", author=Author(remote_id="c9"), conversation_id="p9", created_at=town.now())
    assert len(await sent(town, late)) == 2


async def test_two_machines_do_not_answer_each_other_for_ever(store):
    town = await made(store)
    assert len(await sent(town, mention("1"))) == 1
    for number in range(2, 5):
        town.now.forward(minutes=5)
        assert len(await sent(town, mention(str(number), created_at=town.now()))) == 1
    town.now.forward(hours=25)
    assert len(await sent(town, mention("9", created_at=town.now()))) == 2


async def test_nobody_is_written_to_privately_who_has_not_written_so(store):
    town = await made(store, private_only)
    await town.hear(mention("1"))
    await town.send()
    assert not town.publisher.done


async def test_a_private_message_may_be_answered_so(store):
    assert len(await sent(await made(store, private_only), message("1"))) == 1


async def test_what_the_gate_finds_stays_with_people(store):
    town = await made(store)
    town.propose._guard = lambda *_args, **_kwargs: (Finding("PHONE", 0, 1, "holds a phone number"),)
    assert await sent(town, mention("1")) == []


@pytest.mark.parametrize("threat", ["safety", "churn"])
async def test_a_threat_stays_with_people(store, threat):
    town = await made(store)
    town.triage._assess = lambda text, around: structs.replace(assess(text, around), urgency=Urgency(1, threat))
    assert await sent(town, mention("1")) == []


async def test_a_threat_told_before_stays_with_people(store):
    town = await made(store)
    first = "Lipant lūžo laiptelis"
    town.triage._assess = lambda text, around: structs.replace(
        assess(text, around), urgency=Urgency(3, "churn" if text == first else None)
    )
    assert await sent(town, mention("1", first), mention("2", "ačiū")) == []


async def test_what_needs_a_lead_is_not_even_submitted(store):
    def costly(situation, moves, *, now):
        return (Proposal(MoveKind.PUBLIC_REPLY, "Grąžinsime 80 €.", "lt", "test"),)

    town = await made(store, costly)
    assert await sent(town, mention("1")) == []
    assert [draft.state for draft in await town.drafts()] == ["proposed"]


async def test_a_persons_words_are_never_sent_by_a_policy(store):
    town = await made(store)
    await town.hear(mention("1"))
    await town.approve.undo(await town.id(), actor="ana")
    [draft] = await town.drafts()
    async with store.write() as tx:
        await tx.drafts.save(replace(draft, provenance="model"))
    assert not await town.automatic.consider(await town.id())
