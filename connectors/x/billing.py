"""What X bills: each post, account and message an answer shows, once a UTC day; each write as often as it is made.

The prices are settings (`[networks.x.prices]`), their defaults X's price list of 2026-04-16. X shows no bill with an
answer, so what is counted is what really came back: also what is expanded beside the records, and what we could not
read. A reply with a link is counted at the dear end: what it costs when its author was called on is not stated.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import msgspec

from connectors._http import Answer
from connectors.x.rules import holds_link
from connectors.x.settings import XAccount, XNetwork, XPrices
from monitor.domain.errors import BadPayload
from monitor.domain.spending import DOLLAR, Budget, Charge, Lever, Tariff

DATED = date(2026, 4, 16)
_THINGS = {
    "mentions": "post",
    "search": "post",
    "lookup": "post",
    "users": "user",
    "me": "user",
    "dm_events": "dm",
    "dm_conversation": "dm",
}
_INCLUDED = {"users": "user", "tweets": "post", "posts": "post"}
_WRITES = {"message": "dm_write", "hide": "hide", "delete": "delete"}


def charges_of(kind: str, answer: Answer, *, sent: Any = None, owns_app: bool = False) -> Iterator[Charge]:
    """Tell what an answer is billed for; `sent` is the body of a write, `owns_app` makes own mentions cheap."""
    if not answer.ok:
        return
    if kind == "post":
        yield Charge(_post_price(sent))
    elif kind in _WRITES:
        yield Charge(_WRITES[kind])
    elif kind in _THINGS:
        yield from _shown(kind, answer, owns_app=owns_app)


def _post_price(sent: Any) -> str:
    body = sent if isinstance(sent, dict) else {}
    if holds_link(str(body.get("text") or "")):
        return "post_write_with_url"
    return "summoned_reply" if body.get("reply") else "post_write"


def _shown(kind: str, answer: Answer, *, owns_app: bool) -> Iterator[Charge]:
    try:
        payload = answer.json_object()
    except BadPayload:
        return
    own = owns_app and kind == "mentions"
    blocks: list[tuple[str, Any]] = [(_THINGS[kind], payload.get("data"))]
    included = payload.get("includes")
    if isinstance(included, dict):
        blocks += [(thing, included.get(name)) for name, thing in _INCLUDED.items()]
    for thing, records in blocks:
        price = "own_post_read" if own and thing == "post" else f"{thing}_read"
        for record in _records(records):
            yield Charge(price, f"{thing}:{record.get('id')}")


def _records(block: Any) -> Iterable[Mapping[str, Any]]:
    listed = block if isinstance(block, list) else [block]
    return [record for record in listed if isinstance(record, dict)]


def tariff_of(account: str, options: XAccount, network: XNetwork) -> Tariff:
    """Prices, budgets, and the settings that save money, for one handle."""
    return Tariff(
        prices={kind: _micros(price) for kind, price in msgspec.structs.asdict(network.prices).items()},
        dated=DATED,
        setting="[networks.x]",
        budget=_budget(options.daily_budget_usd, options.monthly_budget_usd),
        shared=_budget(network.daily_budget_usd, network.monthly_budget_usd),
        levers=tuple(_levers(account, options, network)),
    )


def _levers(account: str, options: XAccount, network: XNetwork) -> Iterator[Lever]:
    prices: XPrices = network.prices
    for number, _ in enumerate(options.keywords, start=1):
        yield Lever(f"accounts.{account}.keywords: narrow or drop search {number}", f"search:{number}")
    if options.own_posts:
        yield Lever(f"accounts.{account}.own_posts = false", "own")
    if network.message_page_size > 1:
        again = _micros(prices.dm_read) * (network.message_page_size - 1)
        yield Lever("networks.x.message_page_size = 1", "messages", "dm_read", most=again)
    if not options.owns_app and prices.own_post_read < prices.post_read:
        share = 1 - prices.own_post_read / prices.post_read
        yield Lever(f"accounts.{account}.owns_app = true, after moving the app to it", "mentions", "post_read", share)
    if prices.post_write_with_url > prices.summoned_reply:
        share = 1 - prices.summoned_reply / prices.post_write_with_url
        yield Lever("replies without a link", "send:*", "post_write_with_url", share)


def _budget(day: float | None, month: float | None) -> Budget:
    return Budget(None if day is None else _micros(day), None if month is None else _micros(month))


def _micros(amount: float) -> int:
    return round(amount * DOLLAR)
