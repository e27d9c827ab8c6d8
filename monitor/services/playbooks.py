"""Change playbooks: each change is the next edition, made only on the edition its author saw, and only when sound."""

from collections.abc import Mapping
from typing import Any

from config.loading import ConfigError
from config.playbooks.editing import as_playbook, as_table, counted_on
from config.playbooks.flaws import Flaw
from config.playbooks.shapes import Playbook
from monitor.domain.editions import SHIPPED, Edition, Shelved, Why
from monitor.domain.errors import Conflict, NotFound, Rejected
from monitor.ports import Now, Store, Transaction
from monitor.ports.playbooks import Proofread
from monitor.services.shelf import Playbooks

FALLBACK = "general"
"""Answers what no other playbook does; without it nothing would be drafted for most cases."""


class EditPlaybooks:
    """What a lead may do with a playbook. `seen` is always the number of the edition they had before them."""

    def __init__(self, store: Store, playbooks: Playbooks, proofread: Proofread, *, now: Now) -> None:
        self._store = store
        self._playbooks = playbooks
        self._proofread = proofread
        self._now = now

    @property
    def playbooks(self) -> Playbooks:
        """The playbooks as they stand."""
        return self._playbooks

    def flaws(self, book: Playbook) -> tuple[Flaw, ...]:
        """Read it over."""
        return tuple(self._proofread(book, now=self._now()))

    async def create(self, book: Playbook, *, actor: str) -> Edition:
        """Make a playbook of a new name; its texts are proposed from the next draft on.

        Raises Rejected when the book has flaws, Conflict when the name was ever used: history belongs to one matter.
        """
        self._sound(book)
        async with self._store.write() as tx:
            if book.name in await self._playbooks.shelf(tx) or await tx.editions.of(book.name):
                raise Conflict("there is a playbook of that name already")
            return await self._make(tx, book, Shelved(book), "created", enabled=True, actor=actor)

    async def save(self, book: Playbook, *, seen: int, level: bool, actor: str) -> Edition:
        """Make the book's next edition; `level` says that its languages say the same again.

        Raises Rejected when the book has flaws, Conflict when somebody was faster, NotFound for an unknown name.
        """
        self._sound(book)
        async with self._store.write() as tx:
            old = await self._as_seen(tx, book.name, seen)
            new = counted_on(old.book, book, level=level)
            return await self._make(tx, new, old, "saved", enabled=old.enabled, actor=actor)

    async def restore(self, name: str, number: int, *, seen: int, actor: str) -> Edition:
        """Make an older edition the newest, 0 being the shipped file; its versions go on counting.

        Raises Conflict, NotFound, and Rejected when it would not pass today (its expiry too).
        """
        async with self._store.write() as tx:
            old = await self._as_seen(tx, name, seen)
            book = await self._edition(tx, name, number)
            found = self.flaws(book)
            if found:
                raise Rejected(f"that edition cannot be used as it is: {found[0]}", rule="playbook_flaws")
            new = counted_on(old.book, book, level=not book.drifted())
            return await self._make(tx, new, old, "restored", enabled=old.enabled, actor=actor)

    async def enable(self, name: str, *, enabled: bool, seen: int, actor: str) -> Edition:
        """Propose it again, or no longer.

        Raises Conflict, NotFound, and Rejected for the playbook that answers what no other does.
        """
        if name == FALLBACK and not enabled:
            raise Rejected("this playbook answers what no other does, so it stays on", rule="playbook_needed")
        async with self._store.write() as tx:
            old = await self._as_seen(tx, name, seen)
            why: Why = "enabled" if enabled else "disabled"
            return await self._make(tx, old.book, old, why, enabled=enabled, actor=actor)

    def _sound(self, book: Playbook) -> None:
        found = self.flaws(book)
        if found:
            others = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
            raise Rejected(f"the playbook cannot be used yet: {found[0]}{others}", rule="playbook_flaws")

    async def book_of(self, tx: Transaction, name: str, number: int) -> Playbook:
        """One edition's book. Raises NotFound."""
        return await self._edition(tx, name, number)

    async def _as_seen(self, tx: Transaction, name: str, seen: int) -> Shelved:
        shelf = await self._playbooks.shelf(tx)
        if name not in shelf:
            raise NotFound(f"there is no playbook {name!r}")
        newest = next(iter(await tx.editions.of(name)), None)
        if (newest.number if newest else SHIPPED) != seen:
            raise Conflict("the playbook changed since you opened it")
        return Shelved(shelf[name].book, seen, shelf[name].enabled)

    async def _edition(self, tx: Transaction, name: str, number: int) -> Playbook:
        shipped = self._playbooks.shipped.get(name)
        if number == SHIPPED and shipped:
            return shipped.book
        found = next((each for each in await tx.editions.of(name) if each.number == number), None)
        if found is None:
            raise NotFound(f"there is no edition {number} of playbook {name!r}")
        return _read(found.content, f"{name}, edition {number}")

    async def _make(
        self, tx: Transaction, book: Playbook, old: Shelved, why: Why, *, enabled: bool, actor: str
    ) -> Edition:
        now = self._now()
        edition = Edition(
            name=book.name,
            number=old.number + 1,
            content=as_table(book),
            enabled=enabled,
            why=why,
            made_by=actor,
            made_at=now,
        )
        await tx.editions.add(edition)
        data = {"playbook": book.name, "edition": edition.number}
        await tx.events.append(f"playbook.{why}", now=now, actor=actor, data=data)
        return edition


def _read(content: Mapping[str, Any], where: str) -> Playbook:
    """Raises Rejected for an edition that an older version of Aside made and this one cannot read."""
    try:
        return as_playbook(content, where=where)
    except ConfigError as error:
        raise Rejected(f"this version of Aside cannot read it: {error}", rule="playbook_flaws") from None
