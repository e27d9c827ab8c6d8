"""The playbooks as they stand: the shipped files, and over them the newest edition of what people changed.

Read from the database in the transaction that drafts, so that a change counts at once in every process; parsed again
only when there is something new.
"""

from collections.abc import Mapping, Sequence

import structlog

from config.loading import ConfigError
from config.playbooks.editing import as_playbook
from config.playbooks.shapes import Playbook
from monitor.domain.editions import Edition, Shelved
from monitor.ports import Compose, Transaction
from monitor.ports.playbooks import ComposeBy, Shelf

log = structlog.get_logger("shelf")


class Playbooks:
    """All playbooks, the shipped ones among them."""

    def __init__(self, shipped: Sequence[Playbook], compose_by: ComposeBy) -> None:
        self._shipped = {book.name: Shelved(book) for book in shipped}
        self._compose_by = compose_by
        self._known: tuple[int, Shelf, Compose] | None = None

    @property
    def shipped(self) -> Mapping[str, Shelved]:
        """What comes with Aside, by name."""
        return self._shipped

    async def shelf(self, tx: Transaction) -> Shelf:
        """All of them by name, those that are not enabled too."""
        return (await self._current(tx))[0]

    async def compose(self, tx: Transaction) -> Compose:
        """Draft by those that are enabled."""
        return (await self._current(tx))[1]

    async def approvals(self, tx: Transaction) -> Mapping[str, str]:
        """Each playbook's own word on who must approve."""
        return {name: shelved.book.approval for name, shelved in (await self.shelf(tx)).items()}

    async def _current(self, tx: Transaction) -> tuple[Shelf, Compose]:
        last = await tx.editions.last_id()
        if self._known is None or self._known[0] != last:
            shelf = shelved(self._shipped, await tx.editions.newest())
            enabled = [each for each in shelf.values() if each.enabled]
            numbers = {each.book.name: each.number for each in enabled}
            self._known = (last, shelf, self._compose_by([each.book for each in enabled], numbers))
        return self._known[1:]


def shelved(shipped: Mapping[str, Shelved], newest: Sequence[Edition]) -> Shelf:
    """Put the newest editions over the shipped files; one that this version of Aside cannot read is passed over."""
    shelf = dict(shipped)
    for edition in newest:
        try:
            book = as_playbook(edition.content, where=f"{edition.name}, edition {edition.number}")
        except ConfigError as error:
            log.warning("playbook.unreadable", playbook=edition.name, edition=edition.number, problem=str(error))
        else:
            shelf[edition.name] = Shelved(book, edition.number, edition.enabled)
    return dict(sorted(shelf.items()))
