"""Erase everything of one author, on request of the person or of a network."""

from monitor.domain.errors import Rejected
from monitor.ports import Now, Store, Transaction


class Erase:
    """Takes texts, names, links, raw records and drafts away; figures stay, audited."""

    def __init__(self, store: Store, *, now: Now) -> None:
        self._store = store
        self._now = now

    async def author(self, network: str, author_id: str, *, actor: str) -> int:
        """Erase an author of a network, known by the network's id; returns how many mentions that were.

        Raises Rejected without an id.
        """
        if not author_id.strip():
            raise Rejected("name the author by the id the network gives them", rule="no_author")
        async with self._store.write() as tx:
            return await self.within(tx, network, author_id.strip(), actor=actor)

    async def within(self, tx: Transaction, network: str, author_id: str, *, actor: str) -> int:
        """Do so in a transaction of the caller. The event holds no id: the trail must not keep what was erased."""
        erased = await tx.erasures.author(network, author_id, now=self._now())
        data = {"network": network, "mentions": erased}
        await tx.events.append("author.erased", now=self._now(), actor=actor, data=data)
        return erased
