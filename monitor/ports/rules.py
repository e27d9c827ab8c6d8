"""The pure functions use cases decide with: analysis, move planning, composing, the privacy gate, priority."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from monitor.domain.assessments import Assessment, Surroundings
from monitor.domain.drafts import Finding
from monitor.domain.mentions import Mention, Visibility
from monitor.domain.moves import Move, MoveKind, NetworkRules
from monitor.domain.priority import Priority


class Assess(Protocol):
    """Analysis of one text; pure."""

    def __call__(self, text: str, surroundings: Surroundings) -> Assessment:
        """Assess `text`."""
        ...


class Prepare(Protocol):
    """Makes many texts ready, for an analyser that is faster with many; `Assess` is then asked for each."""

    def __call__(self, texts: Sequence[tuple[str, Surroundings]]) -> None:
        """Look at the texts together."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What move planning and drafting need to know of a case, as values."""

    mention: Mention
    assessment: Assessment
    rules: NetworkRules
    brand: str
    account_id: str = ""
    contacts: tuple[str, ...] = ()
    signature: str = ""
    language: str = "und"
    last_private_inbound_at: datetime | None = None
    private_reply_used_at: datetime | None = None
    refused: tuple[tuple[MoveKind, str], ...] = ()  # moves the network refused for this mention, with its reason
    answered_before: bool = False
    repeats: int = 0
    earlier_texts: tuple[str, ...] = ()  # our earlier replies: a new one must not repeat their words
    said_lately: tuple[str, ...] = ()  # what other customers of the brand were written, newest first
    exposed: bool = False  # somewhere in the case the customer's data stands in public: the answer begins in private
    waiting_threats: tuple[str, ...] = ()  # in all that waits for an answer, not only in this mention
    salt: str = ""  # varies the choice among variants, stable for one case


@dataclass(frozen=True, slots=True)
class Proposal:
    """One drafted text for one move, with the playbook it came from."""

    move: MoveKind
    text: str
    language: str
    playbook: str
    edition: int | None = None  # of the playbook; 0 = the shipped file


class PlanMoves(Protocol):
    """Which moves are lawful now; pure."""

    def __call__(self, situation: Situation, *, now: datetime) -> tuple[Move, ...]:
        """Plan every kind of move the network knows, allowed or not, each with its why."""
        ...


class Compose(Protocol):
    """Drafts for the moves that are allowed; pure."""

    def __call__(self, situation: Situation, moves: Sequence[Move], *, now: datetime) -> tuple[Proposal, ...]:
        """Draft at most one public and one private text; none when nothing should be said."""
        ...


class Guard(Protocol):
    """The privacy gate; pure, fails closed."""

    def __call__(
        self,
        text: str,
        *,
        visibility: Visibility,
        thread: Sequence[str],
        customer: Mapping[str, str],
        allowed: Collection[str],
    ) -> tuple[Finding, ...]:
        """Findings that stop the text; empty = it may go."""
        ...


class Prioritise(Protocol):
    """Points, reasons and due time of a case; pure."""

    def __call__(
        self,
        mention: Mention,
        assessment: Assessment,
        *,
        repeats: int,
        replying: bool,
        waited: timedelta = timedelta(0),
    ) -> Priority:
        """Rank by the newest inbound mention.

        `repeats` counts the customer's mentions since our last answer; `replying`: it answers a text of ours;
        `waited`: how long their first unanswered words had waited by then.
        """
        ...
