"""Corrections, the brand's models and assessing anew, as the store keeps them on both engines."""

from dataclasses import replace

import pytest
from msgspec import structs

from monitor.domain.cases import CaseState
from monitor.domain.corrections import Verdict
from monitor.domain.drafts import Approval
from monitor.domain.errors import Conflict
from monitor.domain.learning import Agreement, BrandModel, Figures, LessonState, Report, Ruling
from monitor.domain.mentions import Direction
from monitor.domain.rescoring import RescoringState, advanced, finished
from monitor.domain.streams import Removed
from monitor.ports import Store
from tests.support.records import ASSESSMENT, LEASE, MENTION, MINUTE, NOW, absorbed, correction, drafted, opened, seen

MODEL = BrandModel("Siuntos", 1, {"complaint": {"": [0.5], "siunta": [1.25]}})
FIGURES = Figures(task="complaint", language="", labels=9, held=3, right_after=1.0, ruling=Ruling.BETTER)
REPORT = Report(corrections=7, confirmations=2, agreements=1, figures=(FIGURES,))


async def test_a_correction_is_kept_until_it_is_withdrawn(store: Store) -> None:
    draft = await drafted(store)
    async with store.write() as tx:
        first = await tx.corrections.add(correction(draft.mention_id, draft.case_id))
        second = await tx.corrections.add(
            correction(draft.mention_id, draft.case_id, Verdict.ACT, value="complaint", was="complaint")
        )
        assert await tx.corrections.of_mention(draft.mention_id) == [first, second]
        assert await tx.corrections.of_brand("Siuntos", limit=9) == [first, second]
        assert await tx.corrections.of_brand("Siuntos", limit=1) == [second]
        assert await tx.corrections.of_brand("Kita", limit=9) == []
        assert await tx.corrections.counts() == [
            ("Siuntos", "lt", "act", 0, 1),
            ("Siuntos", "lt", "sentiment", 1, 0),
        ]
        await tx.corrections.withdraw([first.id], now=NOW)
        assert await tx.corrections.of_brand("Siuntos", limit=9) == [second]
        assert (await tx.corrections.of_mention(draft.mention_id))[0].withdrawn_at == NOW


async def test_erasing_a_mention_erases_the_words_of_its_corrections(store: Store) -> None:
    draft = await drafted(store)
    async with store.write() as tx:
        await tx.corrections.add(correction(draft.mention_id, draft.case_id))
        await tx.mentions.absorb([Removed(MENTION.account, MENTION.remote_id, NOW + MINUTE)], now=NOW + MINUTE)
        assert [each.text for each in await tx.corrections.of_mention(draft.mention_id)] == [""]
        assert await tx.corrections.of_brand("Siuntos", limit=9) == []
        assert await tx.corrections.counts() == []


async def test_erasing_an_author_does_too(store: Store) -> None:
    draft = await drafted(store)
    async with store.write() as tx:
        await tx.corrections.add(correction(draft.mention_id, draft.case_id))
        await tx.erasures.author("x", MENTION.author.remote_id, now=NOW)
        assert [each.text for each in await tx.corrections.of_mention(draft.mention_id)] == [""]


async def test_what_the_analyser_said_stands_beside_what_people_said(store: Store) -> None:
    draft = await drafted(store)
    changed = structs.replace(ASSESSMENT, about_us=False, corrected=("about_us",))
    async with store.write() as tx:
        assert await tx.corrections.base_of(draft.mention_id) is None
        await tx.mentions.assessed(draft.mention_id, ASSESSMENT, draft.case_id, now=NOW)
        await tx.mentions.assessed(draft.mention_id, changed, draft.case_id, now=NOW)
        assert await tx.mentions.assessment_of(draft.mention_id) == changed
        assert await tx.corrections.base_of(draft.mention_id) == ASSESSMENT


async def test_an_answered_text_that_nobody_corrected_is_silent_agreement(store: Store) -> None:
    draft = await drafted(store)
    async with store.write() as tx:
        await tx.mentions.assessed(draft.mention_id, ASSESSMENT, draft.case_id, now=NOW)
        assert await tx.corrections.agreements("Siuntos", limit=9) == []
        await tx.drafts.approve(Approval(draft_id=draft.id, actor="ona", text_hash="hash", approved_at=NOW))
        assert await tx.corrections.agreements("Siuntos", limit=9) == []
        case = await tx.cases.get(draft.case_id)
        assert case is not None
        await tx.cases.save(replace(case, state=CaseState.ANSWERED))
        assert await tx.corrections.agreements("Siuntos", limit=9) == [Agreement(MENTION.text, "negative", True)]
        assert await tx.corrections.agreements("Kita", limit=9) == []
        await tx.corrections.add(correction(draft.mention_id, draft.case_id))
        assert await tx.corrections.agreements("Siuntos", limit=9) == []


async def test_a_lesson_is_asked_for_once_and_done_by_one(store: Store) -> None:
    async with store.write() as tx:
        assert not await tx.brand_models.waiting()
        asked = await tx.brand_models.ask("Siuntos", by="ona", now=NOW)
        assert await tx.brand_models.waiting()
        assert await tx.brand_models.ask("Siuntos", by="tomas", now=NOW) == asked
        mine = await tx.brand_models.claim(now=NOW, owner="me", lease=LEASE)
        assert mine is not None
        assert (mine.id, mine.version) == (asked.id, 1)
        assert await tx.brand_models.claim(now=NOW, owner="you", lease=LEASE) is None
        await tx.brand_models.progress(mine, 40, until=NOW + LEASE)
        assert [each.progress for each in await tx.brand_models.all("Siuntos")] == [40]
        yours = await tx.brand_models.claim(now=NOW + 2 * LEASE, owner="you", lease=LEASE)
        assert yours is not None
        with pytest.raises(Conflict):
            await tx.brand_models.progress(mine, 50, until=NOW + LEASE)


async def test_versions_are_kept_and_one_is_in_use(store: Store) -> None:
    async with store.write() as tx:
        for version in (1, 2):
            await tx.brand_models.ask("Siuntos", by="ona", now=NOW)
            lesson = await tx.brand_models.claim(now=NOW, owner="me", lease=LEASE)
            assert lesson is not None
            model = replace(MODEL, version=version)
            ended = await tx.brand_models.finish(lesson, model, REPORT, activate=True, now=NOW)
            assert (ended.active, ended.state, ended.version) == (True, LessonState.BETTER, version)
        assert await tx.brand_models.active() == [("Siuntos", 2)]
        assert await tx.brand_models.weights("Siuntos", 1) == MODEL
        assert [(each.version, each.active, each.report) for each in await tx.brand_models.all()] == [
            (2, True, REPORT),
            (1, False, REPORT),
        ]
        await tx.brand_models.use("Siuntos", 1)
        assert await tx.brand_models.active() == [("Siuntos", 1)]
        await tx.brand_models.use("Siuntos", None)
        assert await tx.brand_models.active() == []


async def test_a_lesson_that_gave_nothing_better_leaves_no_model(store: Store) -> None:
    async with store.write() as tx:
        await tx.brand_models.ask("Siuntos", by="ona", now=NOW)
        lesson = await tx.brand_models.claim(now=NOW, owner="me", lease=LEASE)
        assert lesson is not None
        report = replace(REPORT, figures=(replace(FIGURES, ruling=Ruling.NOT_BETTER),))
        ended = await tx.brand_models.finish(lesson, None, report, activate=True, now=NOW)
        assert (ended.state, ended.active) == (LessonState.NOT_BETTER, False)
        assert await tx.brand_models.weights("Siuntos", 1) is None
        with pytest.raises(Conflict):
            await tx.brand_models.finish(lesson, MODEL, REPORT, activate=True, now=NOW)


async def test_assessing_anew_walks_from_the_newest_text_to_the_oldest(store: Store) -> None:
    ids = await absorbed(
        store, seen("1"), seen("2"), seen("3", direction=Direction.OUTBOUND), seen("4"), seen("5", text="naujas")
    )
    case = await opened(store)
    async with store.write() as tx:
        for mention_id in (ids[0], ids[1], ids[3]):
            await tx.mentions.assessed(mention_id, ASSESSMENT, case.id, now=NOW)
        await tx.mentions.assessed(ids[2], None, case.id, now=NOW)
        begun = await tx.rescorings.begin(by="ona", per_second=2, now=NOW)
        assert begun.total == 3
        assert (await tx.rescorings.begin(by="tomas", per_second=9, now=NOW)).id == begun.id
        job = await tx.rescorings.claim(now=NOW, owner="me", lease=LEASE)
        assert job is not None
        assert await tx.rescorings.claim(now=NOW, owner="you", lease=LEASE) is None
        batch = await tx.rescorings.batch(job, limit=2)
        assert [(stored.id, version) for stored, version in batch] == [(ids[3], "lexicon-1"), (ids[1], "lexicon-1")]
        on = advanced(job, last_id=ids[1], seen=2, assessed=2, moved=1, now=NOW)
        await tx.rescorings.save(on)
        assert await tx.rescorings.claim(now=NOW, owner="me", lease=LEASE) is None
        again = await tx.rescorings.claim(now=NOW + MINUTE, owner="me", lease=LEASE)
        assert again is not None
        assert [stored.id for stored, _ in await tx.rescorings.batch(again, limit=9)] == [ids[0]]
        await tx.rescorings.save(finished(again, NOW + MINUTE))
        last = await tx.rescorings.latest()
        assert last is not None
        assert (last.state, last.seen, last.moved) == (RescoringState.FINISHED, 2, 1)


async def test_what_was_stopped_saves_no_more(store: Store) -> None:
    async with store.write() as tx:
        assert await tx.rescorings.latest() is None
        await tx.rescorings.begin(by="ona", per_second=2, now=NOW)
        job = await tx.rescorings.claim(now=NOW, owner="me", lease=LEASE)
        assert job is not None
        await tx.rescorings.stop(now=NOW)
        with pytest.raises(Conflict):
            await tx.rescorings.save(job)
        assert (await tx.rescorings.begin(by="ona", per_second=2, now=NOW)).id != job.id
