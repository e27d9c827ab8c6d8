"""Playbooks as they stand, for commands that run beside the service: the shipped files and what people changed."""

from collections.abc import Callable

from config.playbooks.loading import shipped_phrases, shipped_playbooks
from config.settings import Settings
from monitor.domain.editions import Edition, Shelved
from monitor.domain.errors import AsideError
from monitor.ports import Compose
from monitor.ports.playbooks import Shelf
from monitor.services.shelf import shelved
from monitor.store import open_store
from monitor.store.address import parsed, sqlite_file
from responders.composer import Composer


async def bookshelf(settings: Settings, *, missed: Callable[[AsideError], None]) -> Shelf:
    """All playbooks by name, over the shipped files the editions kept in the settings' database.

    Where there is no database yet only the shipped ones stand, and none is made. One that does not answer or has no
    tables is told through `missed`, and the shipped ones stand in.
    """
    shipped = {book.name: Shelved(book) for book in shipped_playbooks()}
    try:
        file = sqlite_file(parsed(settings.store.url))
        changed = [] if file is not None and not file.exists() else await _newest(settings)
    except AsideError as error:
        missed(error)
        return shipped
    return shelved(shipped, changed)


def composing(shelf: Shelf) -> Compose:
    """Draft by those of them that are switched on."""
    enabled = [each for each in shelf.values() if each.enabled]
    numbers = {each.book.name: each.number for each in enabled}
    return Composer([each.book for each in enabled], shipped_phrases(), numbers)


async def _newest(settings: Settings) -> list[Edition]:
    password = settings.store.password
    store = open_store(settings.store.url, password.reveal() if password else None)
    try:
        async with store.read() as tx:
            return await tx.editions.newest()
    finally:
        await store.aclose()
