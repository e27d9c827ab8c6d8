"""How large a soak is: one value, told to both processes."""

from dataclasses import dataclass
from datetime import UTC, datetime

from connectors.simulator.identities import SimulatedBrand

MIDNIGHT = datetime(2026, 11, 19, 22, 0, tzinfo=UTC)
"""Midnight in Vilnius: the day of the soak has its night, its morning and its evening."""
NETWORKS = ("x", "facebook", "instagram")
_LANGUAGES = ("lt", "pl", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """`texts` an account hears a day, about; `faults`: share of calls that fail; `poll_seconds`, `longest_seconds`:
    the usual and the longest pause of a stream; `step_seconds`: how far time moves at once."""

    brands: int = 200
    hours: float = 24.0
    texts: float = 10.0
    faults: float = 0.05
    poll_seconds: float = 1800.0
    longest_seconds: float = 7200.0
    step_seconds: float = 60.0
    restarts: tuple[float, ...] = (5.5, 11.2, 14.9, 19.3)
    seed: int = 7
    start: float = 0.0
    """Hours after midnight at which it begins."""


SMALL = Scale(
    brands=3,
    hours=3,
    texts=40,
    step_seconds=180,
    restarts=(1.1, 2.0),
    start=17,
    poll_seconds=1200,
    longest_seconds=3600,
)


def brands_of(scale: Scale) -> tuple[SimulatedBrand, ...]:
    """Invent that many brands."""
    return tuple(_brand(number) for number in range(1, scale.brands + 1))


def _brand(number: int) -> SimulatedBrand:
    return SimulatedBrand(
        key=f"krautuve{number}",
        name=f"Krautuvė {number}",
        language=_LANGUAGES[number % len(_LANGUAGES)],
        x_user_id=str(710_000_000_000_000_000 + number),
        x_handle=f"krautuve{number}",
        page_id=str(110_000_000_000_000 + number),
        instagram_id=str(17_841_500_000_000_000 + number),
        instagram_username=f"krautuve{number}.lt",
    )
