"""The meter: what each call would have cost (pay-per-use prices of 2026-04-16, in dollars)."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from aiohttp import web

from connectors.simulator.identities import BRANDS
from connectors.simulator.x.problems import credits_depleted, usage_capped

PRICES = {
    "post_read": Decimal("0.005"),
    "own_post_read": Decimal("0.001"),
    "user_read": Decimal("0.010"),
    "dm_read": Decimal("0.010"),
    "post_write": Decimal("0.015"),
    "post_write_with_url": Decimal("0.200"),
    "summoned_reply": Decimal("0.010"),
    "dm_write": Decimal("0.015"),
    "delete": Decimal("0.010"),
    "hide": Decimal("0.005"),
}
APP_OWNER_ID = BRANDS[0].x_user_id
ACCOUNT_NUMBER = 1


class Meter:
    """Adds up costs. A thing read twice within one UTC day is charged once.

    `credits` is what may still be spent in all, None for no end; `read_cap` the posts a calendar month allows.
    """

    def __init__(self, credits_left: Decimal | None, read_cap: int) -> None:
        self.credits = credits_left
        self.read_cap = read_cap
        self.counts: Counter[str] = Counter()
        self._day = ""
        self._read: set[tuple[str, str]] = set()
        self._posts_in: Counter[str] = Counter()

    @property
    def total(self) -> Decimal:
        """Dollars so far."""
        return sum((PRICES[kind] * count for kind, count in self.counts.items()), Decimal(0))

    def admit(self, now: datetime) -> None:
        """Let a call through. Raises Refusal: 402 when credits are spent, 429 when the month's reads are."""
        if self.credits is not None and self.total >= self.credits:
            raise credits_depleted(ACCOUNT_NUMBER)
        if self._posts_in[f"{now:%Y-%m}"] >= self.read_cap:
            raise usage_capped()

    def charge(self, kind: str) -> None:
        """Charge a write."""
        self.counts[kind] += 1

    def charge_reads(self, shown: Iterable[tuple[str, str]], now: datetime, *, own: bool) -> None:
        """Charge what an answer showed; `own`: posts are the app owner's own mentions, which are cheap."""
        if self._day != f"{now:%Y-%m-%d}":
            self._day, self._read = f"{now:%Y-%m-%d}", set()
        for thing, thing_id in shown:
            if (thing, thing_id) in self._read:
                continue
            self._read.add((thing, thing_id))
            kind = "own_post_read" if own and thing == "post" else f"{thing}_read"
            self.counts[kind] += 1
            self._posts_in[f"{now:%Y-%m}"] += thing == "post"

    def report(self) -> dict[str, object]:
        """Tell the costs by kind and in all; dollars as text, because cents are not floats."""
        kinds = {kind: {"count": n, "dollars": str(PRICES[kind] * n)} for kind, n in self.counts.items()}
        left = None if self.credits is None else str(self.credits - self.total)
        return {"total": str(self.total), "kinds": kinds, "credits_left": left}


METER = web.AppKey("METER", Meter)
