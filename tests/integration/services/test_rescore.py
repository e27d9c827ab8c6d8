"""Assessing anew: old verdicts stay as history, open cases move, never too fast, taken up after a crash."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from msgspec import structs

from config.settings import PrioritySettings
from monitor.domain.cases import CaseState
from monitor.domain.corrections import Verdict
from monitor.domain.mentions import Author
from monitor.domain.rescoring import RescoringState
from monitor.services.rescore import LEASE, Rescore
from monitor.services.surroundings import Around
from tests.support.fakes import ACCOUNTS, BRANDS, assess, mention


@dataclass
class Upgraded:
    """An analyser to which "vėl" is a complaint too."""

    named: str = "fake-2"
    read: list[str] = field(default_factory=list)

    def assess(self, text, surroundings):
        self.read.append(text)
        if text == "broken":
            raise ValueError(text)
        return structs.replace(assess(text.replace("vėl", "blogai"), surroundings), analyser=self.named)

    plain = assess

    def version(self, brand):
        return self.named

    def learn(self, brand, model):
        self.named = f"{self.named}+1"


@pytest.fixture
def judge():
    return Upgraded()


@pytest.fixture
def rescore(town, judge):
    return rescore_of(town, judge)


def rescore_of(town, judge, owner="me"):
    around = Around(ACCOUNTS, BRANDS)
    return Rescore(town.store, judge, around, policy=PrioritySettings(), now=town.now, owner=owner)


async def heard(town, *texts):
    """One case a text."""
    for place, text in enumerate(texts, 1):
        await town.hear(mention(str(place), text, author=Author(remote_id=f"customer-{place}")))


async def walk(town, rescore, *, limit=50):
    """Sweep until it has finished; return how many batches that took."""
    for batches in range(limit):
        if (await rescore.latest()).state is not RescoringState.WAITING:
            return batches
        await rescore.sweep()
        town.now.forward(seconds=1)
    raise AssertionError("it never finishes")


async def test_open_cases_move_and_old_verdicts_stay(town, rescore, judge):
    await heard(town, "vėl", "blogai", "labas")
    before = [await town.case(nth) for nth in (1, 2, 3)]
    await town.close.move(before[2].id, CaseState.CLOSED, version=before[2].version, actor="ana")
    job = await rescore.begin(actor="ana")
    assert (job.total, job.seen) == (3, 0)
    await walk(town, rescore)
    done = await rescore.latest()
    assert (done.state, done.seen, done.assessed, done.moved) == (RescoringState.FINISHED, 3, 3, 1)
    after = [await town.case(nth) for nth in (1, 2, 3)]
    assert after[0].priority.rank_at < before[0].priority.rank_at
    assert after[1].priority == before[1].priority
    assert after[2].priority == before[2].priority
    async with town.store.read() as tx:
        newest = await tx.mentions.assessment_of(after[0].last_inbound_id)
        rows = await tx.cases.inbox(states=[CaseState.OPEN])
        why = [each.data.get("why") for each in await tx.events.after(0) if each.case_id == after[0].id]
    assert (newest.analyser, newest.act.label) == ("fake-2", "complaint")
    assert rows[0].complaint == 0.9
    assert why.count("assessed anew") == 1


async def test_what_this_version_has_judged_is_left_alone(town, rescore, judge):
    await heard(town, "labas")
    await rescore.begin(actor="ana")
    await walk(town, rescore)
    judge.read.clear()
    await rescore.begin(actor="ana")
    await walk(town, rescore)
    assert judge.read == []
    assert (await rescore.latest()).assessed == 0


async def test_what_people_corrected_stays_corrected(town, rescore):
    await heard(town, "vėl")
    case = await town.case()
    await town.correct.correct(case.id, {Verdict.SENTIMENT: "positive"}, actor="ana")
    await rescore.begin(actor="ana")
    await walk(town, rescore)
    async with town.store.read() as tx:
        found = await tx.mentions.assessment_of(case.last_inbound_id)
        base = await tx.corrections.base_of(case.last_inbound_id)
    assert (found.sentiment.label, found.act.label, found.corrected) == ("positive", "complaint", ("sentiment",))
    assert (base.sentiment.label, base.analyser) == ("negative", "fake-2")
    await town.correct.undo(case.id, actor="ana")
    async with town.store.read() as tx:
        assert (await tx.mentions.assessment_of(case.last_inbound_id)).sentiment.label == "negative"


async def test_it_is_never_faster_than_allowed(town, rescore, judge):
    await heard(town, *(f"labas {place}" for place in range(5)))
    await rescore.begin(actor="ana", per_second=2)
    assert await rescore.sweep() == 2
    assert await rescore.sweep() == 0
    town.now.forward(seconds=0.9)
    assert await rescore.sweep() == 0
    town.now.forward(seconds=0.2)
    assert await rescore.sweep() == 2
    assert len(judge.read) == 4


async def test_it_goes_on_where_a_dead_process_stopped(town, rescore, judge):
    await heard(town, *(f"labas {place}" for place in range(4)))
    await rescore.begin(actor="ana", per_second=2)
    await rescore.sweep()
    town.now.forward(seconds=2)
    async with town.store.write() as tx:
        assert await tx.rescorings.claim(now=town.now(), owner="died", lease=LEASE)
    other = rescore_of(town, judge, "you")
    assert await other.sweep() == 0
    town.now.forward(seconds=LEASE.total_seconds() + 1)
    await walk(town, other)
    assert sorted(judge.read) == [f"labas {place}" for place in range(4)]


async def test_it_can_be_stopped(town, rescore):
    assert await rescore.latest() is None
    assert await rescore.sweep() == 0
    await heard(town, "labas")
    await rescore.begin(actor="ana")
    await rescore.stop(actor="ana")
    assert await rescore.sweep() == 0
    assert (await rescore.latest()).state is RescoringState.STOPPED


async def test_a_text_the_analyser_breaks_on_holds_up_no_other(town, rescore):
    await heard(town, "broken", "vėl")
    await rescore.begin(actor="ana")
    await walk(town, rescore)
    async with town.store.read() as tx:
        found = await tx.mentions.assessment_of((await town.case(1)).last_inbound_id)
    assert (found.analyser, found.sentiment.label) == ("none", "unsure")
    assert (await rescore.latest()).moved == 2


async def test_an_edit_meanwhile_is_left_to_triage(town, rescore, judge):
    await heard(town, "labas")
    case = await town.case()
    await rescore.begin(actor="ana")
    async with town.store.read() as tx:
        stored = await tx.mentions.get(case.last_inbound_id)
    async with town.store.write() as tx:
        await rescore._store_one(tx, replace(stored, revision=0), assess("labas", None))
        assert (await tx.mentions.assessment_of(stored.id)).analyser == "fake"


def test_the_share_of_time_of_a_batch():
    from monitor.domain.rescoring import Rescoring, advanced
    from tests.support.fakes import START

    job = Rescoring(asked_at=START, asked_by="ana", per_second=50, before_id=9, total=9, next_at=START)
    on = advanced(job, last_id=3, seen=25, assessed=1, moved=0, now=START)
    assert on.next_at - START == timedelta(seconds=0.5)
