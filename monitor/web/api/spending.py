"""What the networks' APIs cost: per app and account, with budget, forecast, and the settings that save most."""

from collections.abc import Sequence
from datetime import date, datetime

import msgspec
from aiohttp import web

from monitor.domain.spending import DOLLAR, Cost
from monitor.services.spending import Bill, bills_of
from monitor.web.answers import as_json
from monitor.web.api.routes import Route
from monitor.web.desk import DESK, Desk


class CostView(msgspec.Struct, frozen=True):
    """What was spent in one UTC day on one purpose (a stream, `send:…`, `look_up:…`) for one kind of thing."""

    account: str
    day: date
    purpose: str
    kind: str
    count: int
    usd: float


class SavingView(msgspec.Struct, frozen=True):
    """A setting, and what it would have saved in an average day of the last seven."""

    setting: str
    usd_a_day: float


class BillView(msgspec.Struct, frozen=True):
    """One account, or the whole app (`account` is empty). `prices_of` is the date of the price list.

    `reading_waits_until` is set while a budget is used up; answers go out all the same.
    """

    network: str
    account: str
    prices_of: date
    today_usd: float
    month_usd: float
    forecast_usd: float
    daily_budget_usd: float | None
    monthly_budget_usd: float | None
    reading_waits_until: datetime | None
    savings: list[SavingView]
    costs: list[CostView]


class SpendingView(msgspec.Struct, frozen=True):
    """All bills; empty where no network bills us."""

    bills: list[BillView]


async def read_spending(desk: Desk) -> SpendingView:
    """Make up the bills."""
    async with desk.store.read() as tx:
        return SpendingView([_bill(bill) for bill in await bills_of(tx, desk.terms, desk.now())])


def _bill(bill: Bill) -> BillView:
    return BillView(
        network=bill.network,
        account=bill.account,
        prices_of=bill.dated,
        today_usd=_usd(bill.spent.day),
        month_usd=_usd(bill.spent.month),
        forecast_usd=_usd(bill.forecast),
        daily_budget_usd=None if bill.budget.day is None else _usd(bill.budget.day),
        monthly_budget_usd=None if bill.budget.month is None else _usd(bill.budget.month),
        reading_waits_until=bill.waits_until,
        savings=[SavingView(saving.setting, _usd(saving.a_day)) for saving in bill.savings],
        costs=_costs(bill.costs) if not bill.account else [],
    )


def _costs(costs: Sequence[Cost]) -> list[CostView]:
    return [CostView(cost.account, cost.day, cost.purpose, cost.kind, cost.count, _usd(cost.amount)) for cost in costs]


def _usd(amount: int) -> float:
    return amount / DOLLAR


async def show_spending(request: web.Request) -> web.Response:
    """Answer the bills."""
    return as_json(await read_spending(request.app[DESK]))


ROUTES = (
    Route(
        "GET", "/api/v1/spending", show_spending, "What the networks' APIs cost, and what would save most", SpendingView
    ),
)
