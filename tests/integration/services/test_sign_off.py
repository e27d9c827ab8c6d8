"""Texts that need more eyes: submitting, completing, editing, sending back, and the deputy near the due time."""

from dataclasses import replace
from datetime import timedelta

import pytest
from msgspec import structs

from config.settings import ApprovalSettings
from monitor.domain.approval import Need
from monitor.domain.assessments import Urgency
from monitor.domain.errors import Conflict, GateClosed
from monitor.domain.priority import Reason
from monitor.ports import User
from monitor.services.approve import Wanted
from tests.support.fakes import PHONE, assess, compose, mention
from tests.support.town import Town

MONEY = "Grąžinsime 80 € šiandien."
FORTUNE = "Grąžinsime 800 € šiandien."


def writes(playbook):
    """A composer whose drafts come from that playbook."""

    def made(situation, moves, *, now):
        return tuple(replace(each, playbook=playbook) for each in compose(situation, moves, now=now))

    return made


async def people(store):
    async with store.write() as tx:
        for name, role in (("ana", "agent"), ("tomas", "agent"), ("rasa", "lead"), ("petras", "manager")):
            await tx.users.add(User(name=name, role=role, password_hash="x"))


@pytest.fixture
async def grave(store):
    """A complaint whose playbook asks for a lead."""
    await people(store)
    town = await Town(store, compose=writes("grave")).ready()
    await town.hear(mention("1", f"blogai, {PHONE}"))
    return town


@pytest.fixture
async def plain(store):
    await people(store)
    town = await Town(store).ready()
    await town.hear(mention("1", "labas"))
    return town


async def standing(town):
    drafts = [draft for draft in await town.drafts() if draft.state == "submitted"]
    async with town.store.read() as tx:
        file = await town.situations.open(tx, await town.id())
        return await town.sign_off.standing(tx, file, drafts)


async def kinds(town):
    async with town.store.read() as tx:
        return [event.kind for event in await tx.events.after(0)]


async def test_an_agents_word_submits_and_a_leads_word_lets_go(grave):
    assert (await grave.approve_all()).missing == "lead"
    assert {draft.state for draft in await grave.drafts()} == {"submitted"}
    await grave.send()
    assert not grave.publisher.done
    asked = await standing(grave)
    assert (asked.requirement.grounds, asked.missing, asked.approved_by) == (("playbook",), "lead", ("ana",))
    approved = await grave.approve_all(actor="rasa")
    assert (len(approved.entries), approved.missing) == (2, "")
    await grave.send()
    assert len(grave.publisher.done) == 2
    assert "case.submitted" in await kinds(grave)


async def test_a_leads_own_text_needs_nobody_else(grave):
    assert (await grave.approve_all(actor="rasa")).missing == ""


async def test_nobody_completes_their_own_approval(grave):
    await grave.approve_all()
    with pytest.raises(Conflict, match="already"):
        await grave.approve_all()


async def test_a_danger_told_before_needs_a_lead_whatever_is_written_later(store):
    await people(store)
    town = await Town(store).ready()
    town.triage._assess = lambda text, around: structs.replace(
        assess(text, around), urgency=Urgency(3, "safety" if "lūžo" in text else None)
    )
    await town.hear(mention("1", "Lipant lūžo laiptelis"))
    await town.hear(mention("2", "ačiū"))
    asked = await town.approve_all()
    assert (asked.missing, (await standing(town)).requirement.grounds) == ("lead", ("threat",))


async def test_the_list_asks_for_a_lead_too_where_a_graver_text_threatens_nobody(store):
    await people(store)
    town = await Town(store).ready()
    grave = {"1": Urgency(1, "safety"), "2": Urgency(3, None)}
    town.triage._assess = lambda text, around: structs.replace(assess(text, around), urgency=grave[text[-1]])
    await town.hear(mention("1", "Lipant lūžo laiptelis 1"))
    await town.hear(mention("2", f"blogai, {PHONE}, 2"))
    async with store.read() as tx:
        case = await tx.cases.get(await town.id())
        needs = await town.sign_off.needs(tx, [case])
    assert case.priority.reasons[-1] == Reason("waiting_threat", 0, "safety")
    assert needs == {case.id: Need.LEAD}


async def test_two_agents_are_no_lead(grave):
    await grave.approve_all()
    assert (await grave.approve_all(actor="tomas")).missing == "lead"


async def test_an_edit_makes_earlier_approvals_void(plain):
    await plain.approve_all(public=FORTUNE, actor="rasa")
    assert (await plain.approve_all(public=f"{FORTUNE} Atsiprašome.", actor="ana")).missing == "lead"
    draft = next(each for each in await plain.drafts() if each.text.startswith(FORTUNE))
    async with plain.store.read() as tx:
        newest, first = await tx.drafts.approvals_of(draft.id)
    assert (newest.actor, newest.withdrawn_at) == ("ana", None)
    assert first.withdrawn_at is not None


async def test_words_that_are_edited_back_are_not_approved_again_by_that(plain):
    await plain.approve_all(public=FORTUNE, actor="rasa")
    await plain.approve_all(public="kita 800 €", actor="ana")
    assert (await plain.approve_all(public=FORTUNE, actor="tomas")).missing == "lead"


@pytest.mark.parametrize(("text", "missing"), [("Grąžinsime 20 €.", ""), (MONEY, "lead"), (FORTUNE, "lead")])
async def test_money_in_the_text_asks_for_more_eyes(plain, text, missing):
    assert (await plain.approve_all(public=text)).missing == missing


async def test_much_money_needs_two_people(plain):
    assert (await plain.approve_all(public=FORTUNE, actor="rasa")).missing == "second"
    with pytest.raises(Conflict):
        await plain.approve_all(actor="rasa")
    assert (await plain.approve_all(actor="ana")).missing == ""


async def test_undo_takes_a_submitted_text_back_with_its_approvals(grave):
    await grave.approve_all()
    assert await grave.approve.undo(await grave.id(), actor="ana") == 2
    assert {draft.state for draft in await grave.drafts()} == {"proposed"}
    assert (await grave.approve_all(actor="tomas")).missing == "lead"


async def test_an_approval_that_was_undone_does_not_count_again(grave):
    await grave.approve_all(actor="rasa")
    await grave.approve.undo(await grave.id(), actor="rasa")
    assert (await grave.approve_all()).missing == "lead"


async def test_a_submitted_text_still_meets_the_gate(grave):
    await grave.approve_all()
    with pytest.raises(GateClosed):
        await grave.approve_all(actor="rasa", public=f"Skambinsime {PHONE}")


async def test_when_the_customer_writes_again_what_was_submitted_is_put_away(grave):
    await grave.approve_all(private="Savi žodžiai.")
    await grave.hear(mention("2", "ir dar", created_at=grave.now() + timedelta(minutes=1)))
    drafts = await grave.drafts()
    own = next(draft for draft in drafts if draft.text == "Savi žodžiai.")
    newest = (await grave.case()).last_inbound_id
    assert (own.state, own.mention_id) == ("proposed", newest)
    current = [draft for draft in drafts if draft.state == "proposed"]
    assert sorted(draft.visibility for draft in current) == ["private", "public"]
    assert {draft.mention_id for draft in current} == {newest}


@pytest.fixture
async def late(store):
    """A deputy is named; the answer is due in eight hours at most."""
    await people(store)
    policy = ApprovalSettings(deputy="tomas", deputy_minutes=15)
    town = await Town(store, compose=writes("grave"), approval=policy).ready()
    await town.hear(mention("1", "labas"))
    return town


async def nearly_due(town):
    town.now.moment = (await town.case()).priority.due_at - timedelta(minutes=10)


async def test_the_deputy_is_asked_once_when_a_lead_would_be_too_late(late):
    await late.approve_all()
    assert await late.deputise.sweep() == 0
    await nearly_due(late)
    assert await late.deputise.sweep() == 2
    assert await late.deputise.sweep() == 0
    assert all(draft.deputy_since == late.now() for draft in await late.drafts())
    assert (await standing(late)).deputy == "tomas"
    assert (await late.approve_all(actor="tomas")).missing == ""


async def test_before_that_the_deputy_is_an_agent_like_others(late):
    await late.approve_all()
    assert (await late.approve_all(actor="tomas")).missing == "lead"


async def test_what_is_submitted_late_goes_to_the_deputy_at_once(late):
    await nearly_due(late)
    await late.approve_all()
    assert all(draft.deputy_since == late.now() for draft in await late.drafts())
    async with late.store.read() as tx:
        [event] = [each for each in await tx.events.after(0) if each.kind == "case.submitted"]
    assert event.data["deputy"] == "tomas"


async def test_a_stale_page_cannot_complete_an_approval(grave):
    stale = [Wanted(draft.id, draft.version, draft.text) for draft in await grave.drafts()]
    await grave.approve_all()
    with pytest.raises(Conflict, match="changed"):
        await grave.approve.texts(await grave.id(), stale, actor="rasa")
