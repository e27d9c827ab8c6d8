"""Cases and their optimistic locking."""

import asyncio
from dataclasses import replace

import pytest

from monitor.domain.cases import Case, CaseState
from monitor.domain.errors import Conflict
from monitor.domain.priority import Priority, Reason
from monitor.ports import Store
from tests.support.records import CASE, MINUTE, NOW, opened


async def test_a_case_comes_back_as_it_was_stored(store: Store) -> None:
    case = await opened(store, assignee="jonas", needs_private=True, language="lt")
    assert case == replace(CASE, id=case.id, assignee="jonas", needs_private=True, language="lt")
    async with store.read() as tx:
        assert await tx.cases.get(case.id) == case
        assert await tx.cases.get(case.id + 1) is None


async def test_saving_writes_every_field_and_grows_the_version(store: Store) -> None:
    case = await opened(store)
    later = NOW + MINUTE
    changed = replace(
        case,
        state=CaseState.ANSWERED,
        language="pl",
        needs_private=True,
        priority=Priority(90, (Reason("threat", 80), Reason("reach", 10, "120")), later, NOW),
        last_inbound_at=later,
        last_inbound_id=7,
        drafted_id=7,
        assignee="ona",
    )
    async with store.write() as tx:
        saved = await tx.cases.save(changed)
        assert saved == replace(changed, version=2)
        assert await tx.cases.get(case.id) == saved


async def test_an_old_version_cannot_be_saved(store: Store) -> None:
    case = await opened(store)
    async with store.write() as tx:
        await tx.cases.save(case)
    with pytest.raises(Conflict):
        async with store.write() as tx:
            await tx.cases.save(replace(case, assignee="ona"))


async def test_of_many_who_save_the_same_version_one_wins(store: Store) -> None:
    case = await opened(store)

    async def save(name: str) -> Case | None:
        try:
            async with store.write() as tx:
                return await tx.cases.save(replace(case, assignee=name))
        except Conflict:
            return None

    results = await asyncio.gather(*(save(f"agent-{number}") for number in range(6)))
    [winner] = [result for result in results if result]
    async with store.read() as tx:
        assert await tx.cases.get(case.id) == winner


async def test_the_newest_case_of_an_author_is_found_whatever_its_state(store: Store) -> None:
    await opened(store)
    newest = await opened(store, state=CaseState.CLOSED)
    await opened(store, account="siuntos-fb", author_key="u-rasa")
    await opened(store, author_key="u-other")
    async with store.read() as tx:
        assert await tx.cases.latest_of_author("siuntos-x", "u-rasa") == newest
        assert await tx.cases.latest_of_author("siuntos-x", "u-nobody") is None


async def test_cases_wait_for_drafts_until_marked(store: Store) -> None:
    low = await opened(store, last_inbound_id=11, priority=replace(CASE.priority, rank_at=NOW + MINUTE))
    high = await opened(store, last_inbound_id=12)
    await opened(store, last_inbound_id=13, drafted_id=13)
    await opened(store, last_inbound_id=14, state=CaseState.ANSWERED)
    async with store.write() as tx:
        assert await tx.cases.undrafted(limit=10) == [high.id, low.id]
        assert await tx.cases.undrafted(limit=1) == [high.id]
        await tx.cases.mark_drafted(high.id, 12)
        assert await tx.cases.undrafted(limit=10) == [low.id]
        marked = await tx.cases.get(high.id)
    assert marked
    assert (marked.drafted_id, marked.version) == (12, 1)
