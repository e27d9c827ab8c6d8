"""What came of a soak, and how it is told."""

from dataclasses import dataclass, field
from typing import Any

from tests.soak.scale import Scale
from tests.soak.verdict import Verdict

UNLAWFUL = ("2018278", "2018065", "2534022", "2534023", "2534025", "10900", "not been mentioned", "permission to DM")
"""By Meta's subcodes and X's words: outside the window, a second private reply, not summoned, a cold message."""


@dataclass
class Soaked:
    """What came of it."""

    scale: Scale
    verdict: Verdict
    seconds: float = 0.0
    memory: list[int] = field(default_factory=list)
    pauses: dict[str, float] = field(default_factory=dict)
    kinds: dict[str, dict[str, float]] = field(default_factory=dict)
    polls: int = 0
    failed_polls: int = 0
    networks: dict[str, Any] = field(default_factory=dict)
    refused_writes: dict[str, int] = field(default_factory=dict)
    desk: dict[str, int] = field(default_factory=dict)
    log: dict[str, int] = field(default_factory=dict)
    streams: dict[str, int] = field(default_factory=dict)
    database_mb: float = 0.0

    @property
    def outside_window(self) -> int:
        """Writes that a network refused because its window was closed or nobody had asked, the settling included."""
        return sum(count for refusal, count in self.refused_writes.items() if any(sign in refusal for sign in UNLAWFUL))

    @property
    def slope(self) -> float:
        """Growth of memory in MB an hour after the first quarter, by least squares."""
        points = list(enumerate(self.memory))[len(self.memory) // 4 :]
        if len(points) < 2:
            return 0.0
        middle_x = sum(x for x, _ in points) / len(points)
        middle_y = sum(y for _, y in points) / len(points)
        spread = sum((x - middle_x) ** 2 for x, _ in points)
        return sum((x - middle_x) * (y - middle_y) for x, y in points) / spread


def report(soaked: Soaked) -> str:
    """Everything that was seen, in lines."""
    return "\n".join([*_truth(soaked.verdict), *_writes(soaked), *_pace(soaked), *_around(soaked)])


def _truth(verdict: Verdict) -> list[str]:
    return [
        f"texts: {verdict.there} on the networks, {verdict.stored} stored, {verdict.erased} of them erased",
        f"wrong: { ({name: len(found) for name, found in verdict.wrong.items()} or 'nothing') }",
        f"not assessed: {verdict.pending}",
    ]


def _writes(soaked: Soaked) -> list[str]:
    return [
        f"writes: {dict(soaked.verdict.ends)}",
        *(f"  {count:5} {reason}" for reason, count in soaked.verdict.writes.most_common()),
        f"outside a window: {soaked.outside_window}; refused by the networks: {soaked.refused_writes}",
    ]


def _pace(soaked: Soaked) -> list[str]:
    scale = soaked.scale
    return [
        f"size: {scale.brands * 3} accounts, {scale.hours} hours, {scale.faults:.0%} faults, {soaked.seconds:.0f} s",
        f"pauses of streams in seconds: {soaked.pauses}; polls {soaked.polls}, failed {soaked.failed_polls}",
        *(f"  {kind}: {found}" for kind, found in soaked.kinds.items()),
        f"streams at the end: {soaked.streams}",
        f"memory: {soaked.memory} MB, {soaked.slope:+.2f} MB an hour; database {soaked.database_mb:.0f} MB",
    ]


def _around(soaked: Soaked) -> list[str]:
    told = [f"{name}: {found}" for name, found in soaked.networks.items()]
    return [*told, f"desk: {soaked.desk}", f"log: {soaked.log}"]
