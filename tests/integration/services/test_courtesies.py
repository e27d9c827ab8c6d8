"""Acknowledgements and surveys: only where a policy names them, and never in place of an answer."""

from dataclasses import replace
from datetime import timedelta

import pytest
from msgspec import structs

from config.playbooks.loading import shipped_phrases, shipped_playbooks
from config.playbooks.shapes import When
from config.settings import ApprovalSettings, BrandSettings, PrioritySettings
from monitor.bootstrap.judgement import guard
from monitor.domain.assessments import Urgency
from monitor.domain.cases import CaseState
from monitor.domain.errors import OutcomeUnknown
from monitor.domain.mentions import Author
from monitor.domain.moves import MoveKind
from monitor.services.courtesies import Courtesies
from monitor.services.playbooks import EditPlaybooks
from monitor.services.replay import Replay
from monitor.services.shelf import Playbooks
from monitor.services.situations import Situations
from responders.composer import Composer
from responders.composer.proof import Proof
from responders.moves import plan_moves
from tests.support.fakes import PHONE, FakePublisher, assess, mention, message, ours
from tests.support.playbooks import shipped
from tests.support.situations import NETWORKS
from tests.support.town import ACCOUNTS, RULES, Town

CLOSED = BrandSettings(name="Brand", language="lt", hours=("mon 23:58-23:59",), time_zone="UTC")
OPEN = BrandSettings(name="Brand", language="lt")
BOTH = ("acknowledgement", "survey")


def compose_by(books, editions):
    return Composer(books, shipped_phrases(), editions)


@pytest.fixture
def playbooks():
    return Playbooks(shipped_playbooks(), compose_by)


async def made(store, playbooks, *, brand=CLOSED, rules=RULES, publisher=None, **policy):
    approval = ApprovalSettings(**({"automatic": BOTH} | policy))
    town = await Town(store, approval=approval, publisher=publisher or FakePublisher()).ready()
    courtesies = Courtesies(
        store,
        Situations(ACCOUNTS, {"Brand": brand}, rules),
        playbooks,
        brands={"Brand": brand},
        draft=Composer((), shipped_phrases()).draft,
        plan=plan_moves,
        guard=guard,
        policy=approval,
        undo=timedelta(seconds=10),
        now=town.now,
    )
    return town, courtesies


async def acknowledged(store, playbooks, heard, **given):
    town, courtesies = await made(store, playbooks, **given)
    await town.hear(heard)
    sent = await courtesies.acknowledge(await town.id())
    await town.send()
    return town, sent


async def answered(town, heard):
    await town.hear(heard)
    await town.approve_all()
    await town.send()


async def test_whoever_writes_at_night_reads_that_it_arrived_and_still_waits(store, playbooks):
    town, sent = await acknowledged(store, playbooks, message("1", "Kur mano siunta?"))
    assert sent
    [call] = town.publisher.done
    assert (call.move, call.human_agent) == (MoveKind.MESSAGE, False)
    assert (await town.case()).state is CaseState.OPEN
    [entry] = await town.entries()
    async with store.read() as tx:
        draft = await tx.drafts.get(entry.draft_id)
        [approval] = await tx.drafts.approvals_of(entry.draft_id)
    assert (draft.playbook, draft.provenance, draft.edition) == ("acknowledgement", "template", 0)
    assert approval.actor == "policy:acknowledgement"


async def test_the_answer_itself_can_still_be_given(store, playbooks):
    town, _ = await acknowledged(store, playbooks, message("1", "Kur mano siunta?"))
    drafts = [draft for draft in await town.drafts() if draft.playbook != "acknowledgement"]
    assert [draft.state for draft in drafts] == ["proposed"]
    town.now.forward(hours=1)
    await town.approve_all()
    await town.send()
    assert (await town.case()).state is CaseState.ANSWERED
    assert len(town.publisher.done) == 2


async def test_a_public_question_is_acknowledged_where_it_was_asked(store, playbooks):
    town, sent = await acknowledged(store, playbooks, mention("1", "Kada atsidarote?"))
    assert sent
    assert [call.move for call in town.publisher.done] == [MoveKind.PUBLIC_REPLY]


@pytest.mark.parametrize(
    "given", [{"brand": OPEN}, {"automatic": ()}, {"automatic": ("survey",)}, {"automatic_a_day": 0}]
)
async def test_nothing_is_said_in_business_hours_or_without_a_policy(store, playbooks, given):
    town, sent = await acknowledged(store, playbooks, message("1", "Kur mano siunta?"), **given)
    assert not sent
    assert town.publisher.done == []


async def test_personal_data_in_public_is_left_to_people(store, playbooks):
    assert not (await acknowledged(store, playbooks, mention("1", f"Mano tel. {PHONE}")))[1]


async def test_a_grave_matter_told_before_is_left_to_people(store, playbooks):
    town, courtesies = await made(store, playbooks)
    town.triage._assess = lambda text, around: structs.replace(
        assess(text, around), urgency=Urgency(3, "safety" if "Užsidegė" in text else None)
    )
    await town.hear(message("1", "Užsidegė įkroviklis"), message("2", "Ką daryti?"))
    assert not await courtesies.acknowledge(await town.id())


async def test_a_grave_matter_is_left_to_people(store, playbooks, monkeypatch):
    town, courtesies = await made(store, playbooks)
    await town.hear(message("1", "Užsidegė įkroviklis"))
    opened = Situations.open

    async def grave(self, tx, case_id, **given):
        file = await opened(self, tx, case_id, **given)
        found = structs.replace(file.situation.assessment, urgency=Urgency(3, "safety"))
        return replace(file, situation=replace(file.situation, assessment=found))

    monkeypatch.setattr(Situations, "open", grave)
    assert not await courtesies.acknowledge(await town.id())


async def test_on_a_network_that_wants_a_summons_a_stranger_is_not_replied_to(store, playbooks):
    summoned_only = {name: replace(rules, reply_needs_summons=True) for name, rules in RULES.items()}
    _, sent = await acknowledged(store, playbooks, mention("1", "Vėl vėluoja"), rules=summoned_only)
    assert not sent


async def test_only_once_a_case(store, playbooks):
    town, courtesies = await made(store, playbooks)
    await town.hear(message("1", "Kur mano siunta?"))
    assert await courtesies.acknowledge(await town.id())
    assert not await courtesies.acknowledge(await town.id())
    await town.send()
    assert not await courtesies.acknowledge(await town.id())


async def test_not_while_somebody_writes_the_answer(store, playbooks):
    town, courtesies = await made(store, playbooks)
    await town.hear(message("1", "Kur mano siunta?"))
    async with store.write() as tx:
        await tx.writers.take(await town.id(), "ana", now=town.now(), until=town.now() + timedelta(minutes=2))
    assert not await courtesies.acknowledge(await town.id())


async def test_a_lead_who_switches_the_playbook_off_silences_it(store, playbooks):
    town, courtesies = await made(store, playbooks)
    proof = Proof(shipped_phrases(), list(NETWORKS.values()), plan=plan_moves, guard=guard)
    editor = EditPlaybooks(store, playbooks, proof, now=town.now)
    await editor.enable("acknowledgement", enabled=False, seen=0, actor="rasa")
    await town.hear(message("1", "Kur mano siunta?"))
    assert not await courtesies.acknowledge(await town.id())


async def test_an_acknowledgement_keeps_no_promise_but_may_make_one(store, playbooks):
    town, courtesies = await made(store, playbooks)
    await town.hear(message("1", "Kur mano siunta?"))
    await town.approve_all(private="Atsakysime iki rytojaus.")
    await town.send()
    before = [promise.state for promise in await promises(store, town)]
    town.now.forward(minutes=30)
    await town.hear(message("2", "Ir dar klausimas", created_at=town.now()))
    assert await courtesies.acknowledge(await town.id())
    await town.send()
    assert [each.state for each in await promises(store, town)][-len(before) :] == before


async def promises(store, town):
    async with store.read() as tx:
        return await tx.promises.of_case(await town.id())


async def test_a_survey_asks_once_some_hours_after_a_private_answer(store, playbooks):
    town, courtesies = await made(store, playbooks)
    await answered(town, message("1", "Kur mano siunta?"))
    assert await courtesies.survey() == 0
    town.now.forward(hours=3, minutes=1)
    assert await courtesies.survey() == 1
    await town.send()
    assert town.publisher.done[-1].move is MoveKind.MESSAGE
    assert (await town.case()).state is CaseState.ANSWERED
    town.now.forward(hours=3, minutes=30)
    assert await courtesies.survey() == 0


async def test_a_survey_is_never_public(store, playbooks):
    town, courtesies = await made(store, playbooks)
    await answered(town, mention("1", "Kada atsidarote?", author=Author(remote_id="c9")))
    town.now.forward(hours=3, minutes=1)
    assert await courtesies.survey() == 0
    assert "survey" not in {draft.playbook for draft in await town.drafts()}


async def test_a_survey_whose_hour_has_long_passed_is_not_sent_any_more(store, playbooks):
    town, courtesies = await made(store, playbooks)
    await answered(town, message("1", "Kur mano siunta?"))
    town.now.forward(hours=9)
    assert await courtesies.survey() == 0


def test_the_two_playbooks_are_never_chosen_for_an_answer():
    for name in BOTH:
        assert shipped(name).when == When()


async def test_who_writes_again_after_an_acknowledgement_still_waits_for_an_answer(store, playbooks):
    town, _ = await acknowledged(store, playbooks, message("1", "Kur mano siunta? Jau savaitę laukiu!"))
    town.now.forward(minutes=30)
    await town.hear(message("2", "Ar kas nors atsakys? Kur mano siunta?", created_at=town.now()))
    reasons = {reason.code for reason in (await town.case()).priority.reasons}
    assert "repeat" in reasons
    async with store.read() as tx:
        file = await Situations(ACCOUNTS, {"Brand": CLOSED}, RULES).open(tx, await town.id())
    assert (file.situation.repeats, file.situation.answered_before) == (2, False)


async def test_who_writes_again_after_an_answer_begins_anew(store, playbooks):
    town, _ = await made(store, playbooks)
    await answered(town, message("1", "Kur mano siunta? Jau savaitę laukiu!"))
    town.now.forward(minutes=30)
    await town.hear(message("2", "Ačiū, bet siuntos vis dar nėra", created_at=town.now()))
    async with store.read() as tx:
        file = await Situations(ACCOUNTS, {"Brand": CLOSED}, RULES).open(tx, await town.id())
    assert (file.situation.repeats, file.situation.answered_before) == (1, True)


class ReadBack(FakePublisher):
    """A network whose poll brings our text before the call that sent it has come to an end."""

    town: Town

    async def publish(self, call, *, now):
        words = call.text.replace(" ", "  ", 1)  # as networks space it
        key = self._receipt(call).remote_id
        await self.town.hear(ours(key, words, parent_id=call.mention_id, created_at=self.town.now()))
        self.seen = await self.town.case()
        return await super().publish(call, now=now)


@pytest.mark.parametrize("fails", [False, True])
async def test_an_acknowledgement_polled_before_its_delivery_settles_answers_nothing(store, playbooks, fails):
    publisher = ReadBack(after=[OutcomeUnknown("cut off")] if fails else [])
    town, courtesies = await made(store, playbooks, publisher=publisher)
    publisher.town = town
    await town.hear(mention("1", "Kada atsidarote?"))
    assert await courtesies.acknowledge(await town.id())
    await town.send()
    assert publisher.seen.state is CaseState.OPEN
    assert (await town.case()).state is CaseState.OPEN


async def test_other_weights_are_tried_on_what_an_acknowledgement_left_unanswered(store, playbooks):
    town, courtesies = await made(store, playbooks)
    replay = Replay(store, policy=PrioritySettings(), now=town.now)
    await town.hear(message("1", "blogai"))
    await courtesies.acknowledge(await town.id())
    await town.send()
    town.now.forward(hours=1)
    await town.hear(message("2", "labas", created_at=town.now()))
    [waiting] = (await replay.run(replay.policy)).shown
    assert waiting.points_before == (await town.case()).priority.points
