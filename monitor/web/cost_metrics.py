"""What networks bill us, for `/metrics`: by account as the settings name it, and for the whole app (account "")."""

from collections.abc import Mapping
from datetime import date, datetime

from prometheus_client import CollectorRegistry, Gauge

from monitor.domain.spending import DOLLAR, Budget, Spent, day_of
from monitor.ports import Transaction
from monitor.services.pace import Terms

LABELS = ("network", "account", "span")


async def cost_metrics(tx: Transaction, registry: CollectorRegistry, terms: Mapping[str, Terms], now: datetime) -> None:
    """Add dollars spent in this UTC day and calendar month, and the budgets that are set."""
    spent = Gauge("aside_spent_usd", "Dollars spent in this UTC day or calendar month", LABELS, registry=registry)
    budget = Gauge(
        "aside_budget_usd", "Dollars that may be spent in it, where an end is set", LABELS, registry=registry
    )
    today = day_of(now)
    for network in sorted({each.network for each in terms.values() if each.tariff}):
        tariffs = {name: each.tariff for name, each in terms.items() if each.network == network and each.tariff}
        sums = await tx.spending.sums(network, since=today.replace(day=1))
        shared = next(iter(tariffs.values())).shared
        by_account = _by_account(sums, today)
        whole = Spent(sum(each.day for each in by_account.values()), sum(each.month for each in by_account.values()))
        _tell(spent, budget, (network, ""), (whole, shared))
        for name, tariff in sorted(tariffs.items()):
            _tell(spent, budget, (network, name), (by_account.get(name, Spent()), tariff.budget))


def _tell(spent: Gauge, budget: Gauge, whose: tuple[str, str], told: tuple[Spent, Budget]) -> None:
    for span in ("day", "month"):
        spent.labels(*whose, span).set(getattr(told[0], span) / DOLLAR)
        limit = getattr(told[1], span)
        if limit is not None:
            budget.labels(*whose, span).set(limit / DOLLAR)


def _by_account(sums: Mapping[tuple[str, date], int], today: date) -> dict[str, Spent]:
    """Add up in one pass: a month of many accounts has thousands of sums."""
    found: dict[str, Spent] = {}
    for (account, day), amount in sums.items():
        before = found.get(account, Spent())
        found[account] = Spent(before.day + (amount if day == today else 0), before.month + amount)
    return found
