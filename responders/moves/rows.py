"""What a line of the planner's table is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from responders.moves.facts import Facts


@dataclass(frozen=True, slots=True)
class Closing:
    """When an open move closes, in words and as a moment."""

    words: str
    at: Callable[[Facts], datetime | None]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `when` says in words what `holds` tests; `why` may use {network} and the windows."""

    when: str
    holds: Callable[[Facts], bool]
    allowed: bool
    why: str
    closes: Closing | None = None
    uses_up: str = ""
    human_agent: bool = False
