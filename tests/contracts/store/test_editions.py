"""Editions of playbooks: only ever added to, told apart by number."""

from dataclasses import replace

import pytest

from config.playbooks.editing import as_playbook
from monitor.domain.errors import Conflict
from monitor.ports import Store
from tests.support.playbooks import edition, shipped
from tests.support.records import drafted

FIRST = edition()


async def test_an_edition_comes_back_as_it_was_made(store: Store) -> None:
    async with store.write() as tx:
        assert (await tx.editions.newest(), await tx.editions.last_id()) == ([], 0)
        await tx.editions.add(FIRST)
    async with store.read() as tx:
        [kept] = await tx.editions.newest()
        assert kept == FIRST
        assert as_playbook(kept.content, where="kept") == shipped("late_delivery")


async def test_the_newest_of_each_name_stands_and_all_stay(store: Store) -> None:
    second = replace(FIRST, number=2, enabled=False, why="disabled")
    other = edition(shipped("refund"))
    async with store.write() as tx:
        for each in (FIRST, other, second):
            before = await tx.editions.last_id()
            await tx.editions.add(each)
            assert await tx.editions.last_id() > before
        assert await tx.editions.newest() == [second, other]
        assert await tx.editions.of("late_delivery") == [second, FIRST]
        assert await tx.editions.of("stock") == []


async def test_two_people_cannot_make_the_same_number(store: Store) -> None:
    async with store.write() as tx:
        await tx.editions.add(FIRST)
    with pytest.raises(Conflict):
        async with store.write() as tx:
            await tx.editions.add(replace(FIRST, made_by="ona"))


async def test_a_draft_remembers_the_edition_that_wrote_it(store: Store) -> None:
    kept = await drafted(store, edition=3)
    async with store.read() as tx:
        found = await tx.drafts.get(kept.id)
        assert found is not None
        assert found.edition == 3
