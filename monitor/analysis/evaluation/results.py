"""What a measurement found, as values that can be saved, read again and compared."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import msgspec

from monitor.analysis.evaluation.measures import Bin
from monitor.domain.errors import BadFile

Standing = Literal["unseen", "learnt", "invented", "own"]
"""How the models know the texts: never seen; learnt from; invented by who built this; labelled by a team."""


@dataclass(frozen=True, slots=True)
class Result:
    """Figures of one source, language and task: plain, and typed without diacritics."""

    source: str
    lang: str
    task: str  # "sentiment", "complaint", "act", "urgency", "threat" or "language"
    texts: int
    plain: dict[str, float]
    folded: dict[str, float]
    confusion: dict[str, int] = field(default_factory=dict)  # "truth>answer" → texts
    per_second: float = 0.0
    base: float = 0.0  # share of what is looked for: negative, complaint, threat
    bins: tuple[Bin, ...] = ()
    intervals: dict[str, tuple[float, float]] = field(default_factory=dict)  # figure → 95 % interval, plain texts
    threats: dict[str, int] = field(default_factory=dict)  # threat → texts it was named for


@dataclass(frozen=True, slots=True)
class Report:
    """What was trained or evaluated, ready to print and to save."""

    results: tuple[Result, ...]
    notes: tuple[str, ...] = ()
    analyser: str = ""
    standing: Standing = "own"
    format: Literal[1] = 1

    def as_json(self) -> str:
        """Return the report as one JSON document."""
        return msgspec.json.format(msgspec.json.encode(self), indent=1).decode() + "\n"


def load(path: Path) -> Report:
    """Read a saved report.

    Raises BadFile naming the file when it is no report of this format.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=Report)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BadFile(f"{path.name} is no saved evaluation; make it with `aside evaluate --out`") from error
