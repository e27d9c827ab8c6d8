"""What reading and answering cost where a network bills each thing: prices, budgets, forecast, savings; pure.

Money is counted in millionths of a dollar, as whole numbers: cents are not floats, and prices go down to $0.001.
"""

import calendar
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

DOLLAR = 1_000_000
_LEARNT_FROM = 7
"""Whole days that a forecast looks back on."""
_CAREFREE = 0.5
"""Up to this share of a day's budget nothing is slowed down, whatever the hour."""


@dataclass(frozen=True, slots=True)
class Charge:
    """One thing a network bills: its kind in the price list, and what it is billed for once a UTC day ("" = each time).

    `once` names the thing itself (`post:1`), whatever price it was read at.
    """

    kind: str
    once: str = ""


@dataclass(frozen=True, slots=True)
class Lever:
    """A setting that saves money: `share` of what `purpose` (a final `*` = any ending) costs for `kind` ("" = all).

    `most` bounds what it saves in a day.
    """

    setting: str
    purpose: str
    kind: str = ""
    share: float = 1.0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Budget:
    """What may be spent in a UTC day and a calendar month; None = no end."""

    day: int | None = None
    month: int | None = None

    @property
    def limits(self) -> bool:
        """Whether it has an end at all."""
        return self.day is not None or self.month is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff:
    """How an account is billed. `dated` is when the prices were last looked up, `setting` where they stand.

    `budget` is the account's own, `shared` that of the app, on which all accounts of the network live.
    """

    prices: Mapping[str, int]
    dated: date
    setting: str
    budget: Budget = Budget()
    shared: Budget = Budget()
    levers: tuple[Lever, ...] = ()

    def price(self, kind: str) -> int:
        """Price of one thing; what the list does not know is taken for the dearest read, rather than for free."""
        return self.prices.get(kind, max(self.prices.values(), default=0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one account spent in one UTC day on one purpose (a stream, `send:…`, `look_up:…`) for one kind of thing."""

    account: str
    day: date
    purpose: str
    kind: str
    count: int
    amount: int


@dataclass(frozen=True, slots=True)
class Spent:
    """Sums so far: this UTC day, this calendar month."""

    day: int = 0
    month: int = 0


def day_of(now: datetime) -> date:
    """The UTC day that networks bill by."""
    return now.astimezone(UTC).date()


def spent_of(costs: Iterable[Cost], today: date) -> Spent:
    """Sum up the day and the month of `today`."""
    found = list(costs)
    month = sum(cost.amount for cost in found if (cost.day.year, cost.day.month) == (today.year, today.month))
    return Spent(sum(cost.amount for cost in found if cost.day == today), month)


def exhausted(spent: Spent, budget: Budget, now: datetime) -> datetime | None:
    """When reading may go on after a budget was used up; None = it is not."""
    today = day_of(now)
    if budget.month is not None and spent.month >= budget.month:
        return _midnight(today.replace(day=calendar.monthrange(today.year, today.month)[1]) + timedelta(days=1))
    if budget.day is not None and spent.day >= budget.day:
        return _midnight(today + timedelta(days=1))
    return None


def thrift(spent: Spent, budget: Budget, now: datetime) -> float:
    """Factor by which pauses grow when the day's money goes faster than the day: 1 (in time) to 10 (nearly spent)."""
    if not budget.day:
        return 1.0
    gone = (now - _midnight(day_of(now))) / timedelta(days=1)
    allowed = max(_CAREFREE, gone)
    over = (spent.day / budget.day - allowed) / max(1 - allowed, 0.001)
    return 1 + 9 * min(1.0, max(0.0, over))


def forecast(costs: Iterable[Cost], now: datetime) -> int:
    """What the month will have cost at its end: what is spent, and the rest at the pace of the last seven days."""
    found, today = list(costs), day_of(now)
    by_day: defaultdict[date, int] = defaultdict(int)
    for cost in found:
        by_day[cost.day] += cost.amount
    gone = (now - _midnight(today)) / timedelta(days=1)
    first = max(min(by_day, default=today), today - timedelta(days=_LEARNT_FROM))
    lived = (today - first).days + gone
    daily = sum(amount for day, amount in by_day.items() if day >= first) / max(lived, 0.25)
    left = calendar.monthrange(today.year, today.month)[1] - today.day + 1 - gone
    return spent_of(found, today).month + round(daily * left)


@dataclass(frozen=True, slots=True)
class Saving:
    """A setting and what it would save in an average day."""

    setting: str
    a_day: int


def savings(costs: Sequence[Cost], levers: Sequence[Lever], now: datetime) -> list[Saving]:
    """Rate each setting by the last seven days, the most saving first; what saves nothing is left out."""
    today = day_of(now)
    recent = [cost for cost in costs if cost.day > today - timedelta(days=_LEARNT_FROM)]
    days = max(1, len({cost.day for cost in recent}))
    found = []
    for lever in levers:
        moved = sum(cost.amount for cost in recent if _moves(lever, cost)) / days * lever.share
        saved = round(moved if lever.most is None else min(moved, lever.most))
        if saved > 0:
            found.append(Saving(lever.setting, saved))
    return sorted(found, key=lambda saving: -saving.a_day)


def dollars(amount: int) -> str:
    """Write an amount for people: cents, and thousandths where they matter."""
    return f"{amount / DOLLAR:.3f}" if 0 < amount < DOLLAR // 10 else f"{amount / DOLLAR:.2f}"


def _moves(lever: Lever, cost: Cost) -> bool:
    purpose = lever.purpose
    named = cost.purpose == purpose or (purpose.endswith("*") and cost.purpose.startswith(purpose[:-1]))
    return named and lever.kind in ("", cost.kind)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)
