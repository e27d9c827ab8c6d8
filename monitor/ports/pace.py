"""The doors for pace and money: how connectors say what an answer told them, and how the store keeps it.

A connector *notes* what headers and records say of rates and costs; whoever makes the call opens a *toll* around it and
stores it in the transaction of the call's outcome. The toll travels in a context variable, so that it reaches the
depths of any client, survives an error, and two calls at once never mix theirs. Without a toll a note is nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol, runtime_checkable

from monitor.domain.pace import Pace, Pulse, Rate, Window
from monitor.domain.spending import Charge, Cost, Tariff
from monitor.domain.streams import StreamRef


@dataclass(slots=True)
class Toll:
    """What the calls inside were told: the newest of each kind of rate, and everything that is billed."""

    rates: dict[str, Rate] = field(default_factory=dict)
    charges: list[Charge] = field(default_factory=list)


_TOLL: ContextVar[Toll | None] = ContextVar("toll", default=None)


@contextmanager
def tolled(toll: Toll) -> Iterator[None]:
    """Collect into `toll` what is noted inside, in tasks started there too."""
    token = _TOLL.set(toll)
    try:
        yield
    finally:
        _TOLL.reset(token)


def note(*said: Rate | Charge) -> None:
    """Tell whoever makes this call what its answer said of rates and costs."""
    toll = _TOLL.get()
    if toll is None:
        return
    for each in said:
        if isinstance(each, Rate):
            toll.rates[each.kind] = each
        else:
            toll.charges.append(each)


@runtime_checkable
class Billed(Protocol):
    """A network plug-in whose network bills what is read and written."""

    def tariff(self, account: str, options: Any, network: Any) -> Tariff:
        """Prices, budgets and levers of one account, by its name and typed settings."""
        ...


class Windows(Protocol):
    """Windows of calls by holder: an account's name, or `app:<network>` for what all its accounts share."""

    async def learn(self, holder: str, windows: Sequence[Window]) -> None:
        """Keep what an answer told. Within one window the fewest calls left stand, whichever answer came last."""
        ...

    async def known(self, holders: Sequence[str], *, now: datetime) -> list[Window]:
        """All windows of these holders that have not ended."""
        ...


class Pulses(Protocol):
    """How much goes on in each stream, and the pause that followed."""

    async def of(self, ref: StreamRef) -> Pulse:
        """Read one; an unknown stream has the pulse of a new one."""
        ...

    async def keep(self, ref: StreamRef, pulse: Pulse, pace: Pace | None = None) -> None:
        """Store it, with the pause that follows where it was decided now."""
        ...

    async def hasten(self, account: str, *, by: float, now: datetime, next_poll_at: datetime) -> None:
        """Warm every stream of the account and bring its next poll forward, where it is well and later than that."""
        ...

    async def is_talking(self, account: str, *, since: datetime) -> bool:
        """Whether an open case of the account has heard from its customer since then."""
        ...


class Spending(Protocol):
    """What was paid, by payer: the network whose app is billed."""

    async def pay(self, payer: str, cost: tuple[str, str], charges: Sequence[Charge], tariff: Tariff, day: date) -> int:
        """Count charges of (account, purpose) and give what they come to; what was paid for today costs nothing."""
        ...

    async def costs(self, payer: str, *, since: date) -> list[Cost]:
        """All costs from that day on, by day, account, purpose and kind."""
        ...

    async def sums(self, payer: str, *, since: date) -> Mapping[tuple[str, date], int]:
        """Amounts by account and day."""
        ...
