"""The store's doors for erasing on request, and for words that come only when asked for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from monitor.domain.mentions import Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion:
    """One request to delete, as its status page tells it; it holds nothing about the person."""

    code: str
    network: str
    requested_at: datetime
    done_at: datetime | None = None
    erased: int = 0


class Erasures(Protocol):
    """Erasing everything of one author, and the requests for it."""

    async def author(self, network: str, author_id: str, *, now: datetime) -> int:
        """Erase texts, names, raw records, drafts and links of an author on all accounts of a network.

        What we wrote in their cases goes too. Figures stay: when something came, its mood, how fast it was answered.
        Returns how many mentions were erased. The same mentions coming again stay erased.
        """
        ...

    async def keep(self, deletion: Deletion) -> None:
        """Insert or replace a request by its code."""
        ...

    async def of(self, code: str) -> Deletion | None:
        """Return one request."""
        ...


@dataclass(frozen=True, slots=True)
class Lookup:
    """A mention whose words must be asked for, and how often that has failed."""

    mention_id: int
    mention: Mention
    attempts: int


class Lookups(Protocol):
    """Mentions that a webhook named without their words."""

    async def want(self, mention_ids: list[int], *, now: datetime) -> None:
        """Note that the words of these are missing; those noted before stay as they are."""
        ...

    async def due(self, *, now: datetime, limit: int) -> list[Lookup]:
        """What is due, longest first; what was removed or got its words meanwhile is forgotten."""
        ...

    async def later(self, mention_id: int, *, attempts: int, next_at: datetime) -> None:
        """Note a failed attempt, and when to try again."""
        ...

    async def done(self, mention_id: int) -> None:
        """Forget it."""
        ...
