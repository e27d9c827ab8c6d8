"""The doors for playbooks: their editions in the store, drafting by given ones, and reading them over."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from config.playbooks.flaws import Flaw
from config.playbooks.shapes import Playbook
from monitor.domain.editions import Edition, Shelved
from monitor.domain.moves import Move
from monitor.ports.rules import Compose, Proposal, Situation


class Editions(Protocol):
    """Every edition of every playbook that people changed; only ever added to."""

    async def add(self, edition: Edition) -> None:
        """Insert. Raises Conflict when the name has that number already."""
        ...

    async def newest(self) -> list[Edition]:
        """The newest edition of each name."""
        ...

    async def of(self, name: str) -> list[Edition]:
        """All editions of one name, newest first."""
        ...

    async def last_id(self) -> int:
        """A number that grows with every edition, 0 before the first: tells whether anything is new."""
        ...


class ComposeBy(Protocol):
    """Makes the drafting function of these playbooks; pure."""

    def __call__(self, books: Sequence[Playbook], editions: Mapping[str, int]) -> Compose:
        """Draft by `books`, whose edition numbers stand in `editions` by name."""
        ...


class Try(Protocol):
    """Drafts by one playbook, whether it would have been chosen or not; pure."""

    def __call__(
        self, book: Playbook, situation: Situation, moves: Sequence[Move], *, now: datetime
    ) -> tuple[Proposal, ...]:
        """Draft as `Compose` does."""
        ...


class Proofread(Protocol):
    """Reads a playbook over: its own flaws, the privacy gate, every network's limit; pure."""

    def __call__(self, book: Playbook, *, now: datetime) -> Sequence[Flaw]:
        """Everything that is wrong; empty = it may be used."""
        ...


Shelf = Mapping[str, Shelved]
"""All playbooks by name."""
