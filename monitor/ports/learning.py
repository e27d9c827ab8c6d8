"""The store's doors for what people corrected, what was learnt from it, and assessing anew."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from monitor.domain.assessments import Assessment, Surroundings
from monitor.domain.corrections import Correction
from monitor.domain.learning import Agreement, BrandModel, Example, Lesson, Report, Schooling
from monitor.domain.mentions import StoredMention
from monitor.domain.rescoring import Rescoring


class Corrections(Protocol):
    """Corrections by people."""

    async def add(self, correction: Correction) -> Correction:
        """Insert; returns it with its id."""
        ...

    async def of_mention(self, mention_id: int) -> list[Correction]:
        """All about one mention, oldest first, withdrawn ones too."""
        ...

    async def withdraw(self, ids: Collection[int], *, now: datetime) -> None:
        """Let these count no more; they stay as history."""
        ...

    async def of_brand(self, brand: str, *, limit: int) -> list[Correction]:
        """The newest corrections of a brand that count and whose text was not erased, oldest of them first."""
        ...

    async def agreements(self, brand: str, *, limit: int) -> list[Agreement]:
        """Texts that people answered without correcting anything, newest first: silent agreement."""
        ...

    async def counts(self) -> list[tuple[str, str, str, int, int]]:
        """(brand, language, verdict, corrections, confirmations) of all that count, in order."""
        ...

    async def base_of(self, mention_id: int) -> Assessment | None:
        """What the analyser itself said last of a mention, before any correction."""
        ...


class BrandModels(Protocol):
    """Versions of each brand's model, and the lessons under way."""

    async def ask(self, brand: str, *, by: str, now: datetime) -> Schooling:
        """Begin a lesson; where one waits already, that one."""
        ...

    async def waiting(self) -> bool:
        """Whether any lesson waits or is under way."""
        ...

    async def claim(self, *, now: datetime, owner: str, lease: timedelta) -> Schooling | None:
        """The oldest lesson that waits and that nobody works on, under a lease."""
        ...

    async def progress(self, lesson: Schooling, percent: int, *, until: datetime) -> None:
        """Note how far a lesson is, and hold it longer. Raises Conflict when somebody else holds it."""
        ...

    async def finish(
        self, lesson: Schooling, model: BrandModel | None, report: Report, *, activate: bool, now: datetime
    ) -> Schooling:
        """End a lesson; `activate` puts its model in the place of the one in use. Raises Conflict likewise."""
        ...

    async def fail(self, lesson: Schooling, *, now: datetime) -> None:
        """End a lesson that broke. Raises Conflict likewise."""
        ...

    async def active(self) -> list[tuple[str, int]]:
        """(brand, version) of every model in use."""
        ...

    async def weights(self, brand: str, version: int) -> BrandModel | None:
        """Read a model."""
        ...

    async def use(self, brand: str, version: int | None) -> None:
        """Put a version in use, None = the shipped model alone."""
        ...

    async def all(self, brand: str | None = None) -> list[Schooling]:
        """Lessons and versions, newest first."""
        ...


class Rescorings(Protocol):
    """Assessing stored texts anew."""

    async def begin(self, *, by: str, per_second: int, now: datetime) -> Rescoring:
        """Begin; where one is under way already, that one."""
        ...

    async def claim(self, *, now: datetime, owner: str, lease: timedelta) -> Rescoring | None:
        """The one under way, if it is due and nobody works on it, under a lease."""
        ...

    async def batch(self, job: Rescoring, *, limit: int) -> list[tuple[StoredMention, str]]:
        """The next texts of customers, newest first, each with the version that assessed it last."""
        ...

    async def save(self, job: Rescoring) -> None:
        """Write progress and give the lease back. Raises Conflict when somebody else holds it, or it was stopped."""
        ...

    async def stop(self, *, now: datetime) -> None:
        """Stop what is under way."""
        ...

    async def latest(self) -> Rescoring | None:
        """The newest one, whatever its state."""
        ...


class Teach(Protocol):
    """Learns a brand's model from examples; pure, the same examples give the same model."""

    def __call__(
        self,
        model: BrandModel,
        examples: Sequence[Example],
        surroundings: Surroundings,
        tell: Callable[[int, int], None] | None = None,
    ) -> Lesson:
        """Learn, and measure on what was held back against `model`, the one in use, named as the new one is to be.

        `tell` hears how many of how many steps are done.
        """
        ...


class Judge(Protocol):
    """What the analyser says of a text, with and without the brand's model; knows its own versions."""

    def plain(self, text: str, surroundings: Surroundings) -> Assessment:
        """Assess by the shipped models alone."""
        ...

    def assess(self, text: str, surroundings: Surroundings) -> Assessment:
        """Assess, with the brand's model where it has one."""
        ...

    def version(self, brand: str) -> str:
        """Name what assesses a brand's texts now, as assessments carry it."""
        ...

    def learn(self, brand: str, model: BrandModel | None) -> None:
        """Use this model for the brand from now on, None = the shipped ones alone."""
        ...
