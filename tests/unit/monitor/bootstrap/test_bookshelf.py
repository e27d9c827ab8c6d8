"""Playbooks for commands: what people changed counts, and without a database the shipped ones stand."""

import msgspec

from config.playbooks.editing import as_table
from config.playbooks.loading import shipped_playbooks
from config.settings import Settings, StoreSettings
from monitor.bootstrap.bookshelf import bookshelf, composing
from monitor.domain.editions import Edition
from monitor.store import migrate, open_store
from tests.support.playbooks import shipped
from tests.support.records import NOW


def refused(error):
    raise error


def settings(tmp_path):
    return Settings(store=StoreSettings(url=f"sqlite:///{tmp_path / 'aside.db'}"))


async def keep(url, *books, enabled=True):
    await migrate(url)
    store = open_store(url)
    async with store.write() as tx:
        for book in books:
            edition = Edition(
                name=book.name,
                number=1,
                content=as_table(book),
                enabled=enabled,
                why="saved",
                made_by="rasa",
                made_at=NOW,
            )
            await tx.editions.add(edition)
    await store.aclose()


async def test_without_a_database_the_shipped_ones_stand_and_none_is_made(tmp_path):
    shelf = await bookshelf(settings(tmp_path), missed=refused)
    assert set(shelf) == {book.name for book in shipped_playbooks()}
    assert list(tmp_path.iterdir()) == []


async def test_what_was_changed_or_added_in_the_web_counts(tmp_path):
    changed = msgspec.structs.replace(shipped("refund"), owner="somebody new")
    added = msgspec.structs.replace(shipped("refund"), name="late_pickup")
    ours = settings(tmp_path)
    await keep(ours.store.url, changed, added)
    shelf = await bookshelf(ours, missed=refused)
    assert (shelf["refund"].book.owner, shelf["refund"].number) == ("somebody new", 1)
    assert "late_pickup" in {book.name for book in composing(shelf).playbooks}


async def test_nothing_is_drafted_by_what_is_switched_off(tmp_path):
    ours = settings(tmp_path)
    await keep(ours.store.url, shipped("refund"), enabled=False)
    shelf = await bookshelf(ours, missed=refused)
    assert "refund" not in {book.name for book in composing(shelf).playbooks}


async def test_a_database_without_tables_is_told_and_the_shipped_ones_stand_in(tmp_path):
    (tmp_path / "aside.db").touch()
    told = []
    shelf = await bookshelf(settings(tmp_path), missed=told.append)
    assert len(told) == 1
    assert shelf["refund"].number == 0
