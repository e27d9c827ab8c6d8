"""Lessons from corrections: done once, used only where better, picked up by others, taken back."""

import asyncio
import threading

import pytest

from monitor.analysis.analyser import VERSION, Analyser
from monitor.analysis.brand.judging import BrandJudge
from monitor.analysis.brand.teaching import Teacher
from monitor.domain.assessments import Surroundings
from monitor.domain.corrections import Verdict
from monitor.domain.errors import Conflict, NotFound, Retryable
from monitor.domain.learning import LessonState
from monitor.services.learn import LEASE, Learn
from monitor.services.surroundings import Around
from tests.support.fakes import ACCOUNTS, BRANDS, START, FakeTime, mention
from tests.support.lessons import posts
from tests.support.patience import PATIENCE
from tests.support.records import correction, opened, seen

TEXT = "šiandien žalia būsena Kaune"
AROUND = Surroundings(account_language="lt", brand="Brand", brand_names=("Brand",))


@pytest.fixture(scope="module")
def analyser():
    return Analyser(finder=lambda _: ())


async def labelled(store, examples):
    """Store these posts, each with what a person said of it."""
    records = [seen(str(place), text=each.text, account="page") for place, each in enumerate(examples)]
    async with store.write() as tx:
        ids = (await tx.mentions.absorb(records, now=START)).new
    case = await opened(store, brand="Brand", last_inbound_id=ids[0])
    async with store.write() as tx:
        for mention_id, each in zip(ids, examples, strict=True):
            said = {Verdict.SENTIMENT: each.sentiment, Verdict.ACT: "complaint" if each.complaint else "other"}
            for verdict, value in said.items():
                label = correction(mention_id, case.id, verdict, value=value, brand="Brand", text=each.text)
                await tx.corrections.add(label)
    return case


def learn_of(store, judge, teach, now=None, owner="me"):
    return Learn(store, judge, teach, Around(ACCOUNTS, BRANDS), now=now or FakeTime(), owner=owner)


@pytest.fixture
def judge(analyser):
    return BrandJudge(analyser)


@pytest.fixture
def learn(store, judge):
    return learn_of(store, judge, Teacher(judge.plain))


async def test_a_lesson_teaches_and_the_service_uses_it_at_once(store, learn, judge):
    await labelled(store, posts(120))
    assert await learn.sweep() == 0
    await learn.ask("Brand", actor="ana")
    assert await learn.sweep() == 1
    [lesson] = await learn.versions("Brand")
    assert (lesson.state, lesson.active, lesson.progress, lesson.asked_by) == (LessonState.BETTER, True, 100, "ana")
    assert lesson.report.corrections + lesson.report.confirmations == 240
    assert judge.assess(TEXT, AROUND).sentiment.label == "negative"
    assert judge.version("Brand") == f"{VERSION}+1"
    async with store.read() as tx:
        kinds = [(each.kind, each.actor) for each in await tx.events.after(0)]
    assert kinds == [("lesson.asked", "ana"), ("lesson.done", "ana")]


async def test_another_process_picks_it_up_and_gives_it_back(store, learn, analyser):
    await labelled(store, posts(120))
    await learn.ask("Brand", actor="ana")
    await learn.sweep()
    other = BrandJudge(analyser)
    beside = learn_of(store, other, Teacher(other.plain), owner="you")
    await beside.refresh()
    assert other.version("Brand") == f"{VERSION}+1"
    assert await learn.roll_back("Brand", actor="ana") is None
    await beside.refresh()
    await beside.refresh()
    assert other.version("Brand") == VERSION
    with pytest.raises(Conflict):
        await learn.roll_back("Brand", actor="ana")


async def test_rolling_back_goes_one_version_back(store, learn, judge):
    await labelled(store, posts(120))
    for _ in range(2):
        await learn.ask("Brand", actor="ana")
        await learn.sweep()
    versions = await learn.versions("Brand")
    assert [(each.version, each.state, each.active) for each in versions] == [
        (2, LessonState.NOT_BETTER, False),
        (1, LessonState.BETTER, True),
    ]
    async with store.write() as tx:
        await tx.brand_models.ask("Brand", by="ana", now=START)
        third = await tx.brand_models.claim(now=START, owner="me", lease=LEASE)
        model = await tx.brand_models.weights("Brand", 1)
        await tx.brand_models.finish(third, model, versions[1].report, activate=True, now=START)
    await learn.refresh()
    assert judge.version("Brand") == f"{VERSION}+3"
    assert await learn.roll_back("Brand", actor="ana") == 1
    assert judge.version("Brand") == f"{VERSION}+1"


async def test_with_few_labels_the_shipped_model_stays(store, learn, judge):
    await labelled(store, posts(8))
    await learn.ask("Brand", actor="ana")
    await learn.sweep()
    [lesson] = await learn.versions("Brand")
    assert (lesson.state, lesson.active) == (LessonState.TOO_FEW, False)
    assert judge.version("Brand") == VERSION


async def test_a_lesson_that_breaks_is_told_and_blocks_no_other(store, judge):
    def broken(*_):
        raise Retryable("no")

    learn = learn_of(store, judge, broken)
    await learn.ask("Brand", actor="ana")
    assert await learn.sweep() == 1
    assert [each.state for each in await learn.versions()] == [LessonState.FAILED]
    assert (await learn.ask("Brand", actor="ana")).version == 2


async def test_a_lesson_nobody_waits_for_any_more_ends_its_thread_and_is_done_by_another(store, judge):
    begun, ended = threading.Event(), threading.Event()

    def endless(model, examples, around, tell):
        begun.set()
        try:
            while True:
                tell(1, 100)
        finally:
            ended.set()

    now = FakeTime()
    learn = learn_of(store, judge, endless, now)
    await labelled(store, posts(120))
    await learn.ask("Brand", actor="ana")
    stopped = asyncio.create_task(learn.sweep())
    await asyncio.to_thread(begun.wait, PATIENCE)
    stopped.cancel()
    with pytest.raises(asyncio.CancelledError):
        await stopped
    assert await asyncio.to_thread(ended.wait, PATIENCE)
    now.forward(seconds=LEASE.total_seconds() + 1)
    assert await learn_of(store, judge, Teacher(judge.plain), now, owner="other").sweep() == 1
    assert [each.state for each in await learn.versions()] == [LessonState.BETTER]


async def test_a_lesson_of_a_process_that_died_is_done_by_another(store, judge):
    now = FakeTime()
    learn = learn_of(store, judge, Teacher(judge.plain), now)
    await labelled(store, posts(120))
    await learn.ask("Brand", actor="ana")
    async with store.write() as tx:
        await tx.brand_models.claim(now=now(), owner="died", lease=LEASE)
    assert await learn.sweep() == 0
    now.forward(seconds=LEASE.total_seconds() + 1)
    assert await learn.sweep() == 1
    assert [each.state for each in await learn.versions()] == [LessonState.BETTER]


async def test_only_brands_of_the_settings_can_be_taught(learn):
    for act in (learn.ask, learn.roll_back):
        with pytest.raises(NotFound):
            await act("Nobody", actor="ana")
    assert list(learn.brands) == ["Brand"]


def test_what_is_known_around_a_text_follows_from_its_account():
    around = Around(ACCOUNTS, BRANDS)
    assert around.of(mention("1")) == AROUND
    assert around.of_brand("Brand") == AROUND
    assert around.of(mention("1", account="gone")).brand == "gone"
    assert around.of_brand("Unknown").brand_names == ("Unknown",)
