"""What each network that bills us costs: so far, by the month's end, on what, and which setting would save most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from monitor.domain.spending import (
    Budget,
    Cost,
    Saving,
    Spent,
    Tariff,
    day_of,
    exhausted,
    forecast,
    savings,
    spent_of,
)
from monitor.ports.store import Transaction
from monitor.services.pace import Terms

SHOWN = timedelta(days=31)
"""Costs older than this are no longer told one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """One account's share of a network's bill, or the whole app's (`account` ""), in millionths of a dollar.

    `waits_until` is when reading goes on after a budget was used up; `costs` are those of the last 31 days.
    """

    network: str
    account: str
    dated: date
    spent: Spent
    budget: Budget
    forecast: int
    waits_until: datetime | None
    costs: Sequence[Cost]
    savings: Sequence[Saving]


async def bills_of(tx: Transaction, terms: Mapping[str, Terms], now: datetime) -> list[Bill]:
    """Make up the bills: each billing network's whole first, then its accounts."""
    found = []
    for network in sorted({each.network for each in terms.values() if each.tariff}):
        costs = await tx.spending.costs(network, since=day_of(now) - SHOWN)
        tariffs = {name: each.tariff for name, each in terms.items() if each.network == network and each.tariff}
        found.append(_whole(network, costs, tariffs, now))
        for name, tariff in sorted(tariffs.items()):
            own = [cost for cost in costs if cost.account == name]
            found.append(_bill(network, name, own, tariff, now))
    return found


def _bill(network: str, account: str, costs: Sequence[Cost], tariff: Tariff, now: datetime) -> Bill:
    spent = spent_of(costs, day_of(now))
    return Bill(
        network=network,
        account=account,
        dated=tariff.dated,
        spent=spent,
        budget=tariff.budget,
        forecast=forecast(costs, now),
        waits_until=exhausted(spent, tariff.budget, now),
        costs=costs,
        savings=savings(costs, tariff.levers, now),
    )


def _whole(network: str, costs: Sequence[Cost], tariffs: Mapping[str, Tariff], now: datetime) -> Bill:
    first = next(iter(tariffs.values()))
    spent = spent_of(costs, day_of(now))
    saved = [
        saving
        for name, tariff in tariffs.items()
        for saving in savings([cost for cost in costs if cost.account == name], tariff.levers, now)
    ]
    return Bill(
        network=network,
        account="",
        dated=first.dated,
        spent=spent,
        budget=first.shared,
        forecast=forecast(costs, now),
        waits_until=exhausted(spent, first.shared, now),
        costs=costs,
        savings=_together(saved),
    )


def _together(found: Sequence[Saving]) -> list[Saving]:
    """Add up what one setting would save on several accounts, the most saving first."""
    sums: dict[str, int] = {}
    for saving in found:
        sums[saving.setting] = sums.get(saving.setting, 0) + saving.a_day
    return sorted((Saving(setting, amount) for setting, amount in sums.items()), key=lambda saving: -saving.a_day)
