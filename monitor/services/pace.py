"""Pace and money around each call: may it be made now, what did its answer tell, and when is the next one due.

Nothing is remembered here: windows, pulses and costs stand in the database, so that a restart and a second process
know them too. Reading stops before the network's limit and when the budget is spent; answering stops at neither
reserve nor budget, only where the network itself would refuse.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from config.settings import PaceSettings
from monitor.domain import pace as rules
from monitor.domain.errors import RateLimited
from monitor.domain.mentions import Mention
from monitor.domain.pace import Pace, Rate, Why, Window, window_of
from monitor.domain.spending import Budget, Spent, Tariff, day_of, dollars, exhausted, thrift
from monitor.domain.streams import Page, StreamRef
from monitor.ports.pace import Toll
from monitor.ports.store import Transaction

RECHECK = timedelta(minutes=15)
"""How soon a stream looks again whether its budget was raised; looking costs nothing."""
TALKING = timedelta(hours=2)
"""How long an open case counts as a conversation after its customer's last word."""
ANSWER_WARMS = 1.0
"""An answer of ours makes a stream as hot as one new thing: the customer may write back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """One account's network, its streams with their usual pause in seconds, and how it is billed, if it is."""

    network: str
    streams: Sequence[str]
    pause: float
    tariff: Tariff | None = None


class Held(RateLimited):
    """The network would refuse, or the money is spent: we did not even ask."""


class Pacing:
    """Applies the rules of pace and spending inside the transactions of others."""

    def __init__(self, terms: Mapping[str, Terms], policy: PaceSettings | None = None) -> None:
        self._terms = terms
        self._policy = policy or PaceSettings()

    async def admit_poll(self, tx: Transaction, ref: StreamRef, now: datetime) -> None:
        """Let a poll begin; raises RateLimited when no call is left for it, or the money is spent."""
        await self._admit(tx, ref.account, ref.stream, now, polling=True)
        spent = await self._spent(tx, ref.account, now)
        if spent:
            raise spent.error(now)

    async def admit_call(self, tx: Transaction, account: str, name: str, now: datetime) -> None:
        """Let a call of that name be made (`send:<move>`, `look_up:<move>`); raises RateLimited while none is left."""
        await self._admit(tx, account, name, now, polling=False)

    async def learn(self, tx: Transaction, account: str, purpose: str, toll: Toll, now: datetime) -> None:
        """Keep what a call's answers told of rates and costs."""
        terms = self._terms.get(account)
        rates = list(toll.rates.values())
        await tx.windows.learn(account, [window_of(rate, now) for rate in rates if not rate.shared])
        if terms is None:
            return
        await tx.windows.learn(_app(terms), [window_of(rate, now) for rate in rates if rate.shared])
        if terms.tariff and toll.charges:
            await tx.spending.pay(terms.network, (account, purpose), toll.charges, terms.tariff, day_of(now))

    async def settle(
        self, tx: Transaction, ref: StreamRef, page: Page, *, new: int, usual: float, now: datetime
    ) -> tuple[Pace, bool]:
        """Take in a stored page; gives when the next poll is due, and whether even a run of pages must wait for it."""
        pulse = rules.polled(await tx.pulses.of(ref), new, now)
        known = await self._known(tx, ref.account, now)
        closed = self._closed(known, ref, now)
        pace = await self._open(tx, (ref, page), known, pulse, usual, now)
        if closed:
            pace = rules.paced(closed, pace)
        await tx.pulses.keep(ref, pulse, pace)
        return pace, closed is not None

    async def pushed(self, tx: Transaction, new: Iterable[Mention], now: datetime) -> None:
        """Take in that a webhook brought these before any poll did."""
        counts: dict[StreamRef, int] = {}
        for mention in new:
            ref = StreamRef(mention.account, mention.stream)
            counts[ref] = counts.get(ref, 0) + 1
        for ref in sorted(counts, key=lambda ref: (ref.account, ref.stream)):
            await tx.pulses.keep(ref, rules.pushed(await tx.pulses.of(ref), counts[ref], now))

    async def answered(self, tx: Transaction, account: str, now: datetime) -> None:
        """Look sooner after an answer of ours was delivered."""
        terms = self._terms.get(account)
        if terms:
            soon = now + timedelta(seconds=terms.pause / (1 + ANSWER_WARMS))
            await tx.pulses.hasten(account, by=ANSWER_WARMS, now=now, next_poll_at=soon)

    async def _admit(self, tx: Transaction, account: str, name: str, now: datetime, *, polling: bool) -> None:
        windows = await tx.windows.known(self._holders(account), now=now)
        until = rules.closed_until(windows, name, now, polling=polling)
        if until:
            raise Held("the network allows no more calls of this kind for now", until=until)

    async def _known(self, tx: Transaction, account: str, now: datetime) -> "_Known":
        """Read once what several rules ask for: every poll passes here."""
        own, *app = self._holders(account)
        shared = await tx.windows.known(app, now=now) if app else []
        return _Known(await tx.windows.known([own], now=now), shared, await self._budgets(tx, account, now))

    def _closed(self, known: "_Known", ref: StreamRef, now: datetime) -> Pace | None:
        until = rules.closed_until([*known.own, *known.shared], ref.stream, now, polling=True)
        if until:
            return Pace((until - now).total_seconds(), Why.CLOSED)
        spent = self._used_up(known.budgets, ref.account, now)
        return Pace((spent.looks_again(now) - now).total_seconds(), Why.SPENT) if spent else None

    async def _open(
        self,
        tx: Transaction,
        came: tuple[StreamRef, Page],
        known: "_Known",
        pulse: rules.Pulse,
        usual: float,
        now: datetime,
    ) -> Pace:
        ref, page = came
        talking = pulse.warmth_at(now) < rules.HOT and await tx.pulses.is_talking(ref.account, since=now - TALKING)
        wish = rules.wished(usual, pulse, talking=talking, now=now, policy=self._policy)
        floors = [Pace(self._spread(known, ref, now), Why.CALLS), Pace(page.next_poll_after or 0.0, Why.ASKED)]
        for spent, budget in known.budgets:
            floors.append(Pace(wish.seconds * thrift(spent, budget, now), Why.BUDGET))
        return rules.paced(wish, *floors)

    def _spread(self, known: "_Known", ref: StreamRef, now: datetime) -> float:
        terms = self._terms.get(ref.account)
        if terms is None:
            return 0.0
        alone = rules.spread(known.own, ref.stream, terms.streams, now)
        if not any(window.concerns(ref.stream) for window in known.shared):
            return alone
        network = [stream for each in self._terms.values() if each.network == terms.network for stream in each.streams]
        return max(alone, rules.spread(known.shared, ref.stream, network, now))

    def _holders(self, account: str) -> list[str]:
        """Whose windows a call of the account spends: its own, and those all accounts of the app share."""
        terms = self._terms.get(account)
        return [account, _app(terms)] if terms else [account]

    async def _spent(self, tx: Transaction, account: str, now: datetime) -> "_Spent | None":
        return self._used_up(await self._budgets(tx, account, now), account, now)

    def _used_up(self, budgets: Sequence[tuple[Spent, Budget]], account: str, now: datetime) -> "_Spent | None":
        """The budget that is used up, if one is."""
        for spent, budget in budgets:
            until = exhausted(spent, budget, now)
            if until:
                return _Spent(spent, budget, until, self._terms[account])
        return None

    async def _budgets(self, tx: Transaction, account: str, now: datetime) -> list[tuple[Spent, Budget]]:
        """The account's own budget and the app's, each with what was spent of it."""
        terms = self._terms.get(account)
        if terms is None or terms.tariff is None or not (terms.tariff.budget.limits or terms.tariff.shared.limits):
            return []
        today = day_of(now)
        sums = await tx.spending.sums(terms.network, since=today.replace(day=1))
        own = {key: amount for key, amount in sums.items() if key[0] == account}
        return [(_sum(own, today), terms.tariff.budget), (_sum(sums, today), terms.tariff.shared)]


@dataclass(frozen=True, slots=True)
class _Known:
    """Windows of the account and of its app, and the budgets with what was spent of them."""

    own: Sequence[Window]
    shared: Sequence[Window]
    budgets: Sequence[tuple[Spent, Budget]]


@dataclass(frozen=True, slots=True)
class _Spent:
    spent: Spent
    budget: Budget
    until: datetime
    terms: Terms

    def looks_again(self, now: datetime) -> datetime:
        return min(self.until, now + RECHECK)

    def error(self, now: datetime) -> Held:
        """Say so on the stream's health line."""
        monthly = self.budget.month is not None and self.spent.month >= self.budget.month
        spent, of = (self.spent.month, self.budget.month) if monthly else (self.spent.day, self.budget.day)
        span = "month" if monthly else "day"
        error = Held(
            f"the {span}'s budget is spent ({dollars(spent)} of {dollars(of or 0)} USD): reading waits, "
            "answers still go out",
            until=self.looks_again(now),
        )
        setting = self.terms.tariff.setting if self.terms.tariff else ""
        error.next_step = f"wait for the next {span} (UTC), or raise the budget in {setting}"
        return error


def refused(toll: Toll, name: str, error: Exception, now: datetime) -> None:
    """Note a refusal whose headers named no window: that very call waits, in all processes."""
    told = isinstance(error, Held) or any(rate.left == 0 for rate in toll.rates.values())
    if isinstance(error, RateLimited) and not told:
        wait = (error.until - now).total_seconds()
        toll.rates[name] = Rate(kind=name, covers=(name,), left=0, seconds=wait)


def _app(terms: Terms) -> str:
    return f"app:{terms.network}"


def _sum(sums: Mapping[tuple[str, date], int], today: date) -> Spent:
    return Spent(sum(amount for (_, day), amount in sums.items() if day == today), sum(sums.values()))
