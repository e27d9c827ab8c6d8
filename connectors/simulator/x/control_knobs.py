"""Knobs of the simulated X at /control/x that change its rules: money, limits, access, webhooks."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from aiohttp import web

from connectors.simulator.control import Body, body_of, controlled
from connectors.simulator.x.activity import EVENT_TYPES
from connectors.simulator.x.auth import REVOKED
from connectors.simulator.x.control import acting_person
from connectors.simulator.x.documents import timestamp
from connectors.simulator.x.limits import LIMITS, Allowance
from connectors.simulator.x.prices import METER
from connectors.simulator.x.state import X_STATE
from connectors.simulator.x.tokens import TOKENS
from connectors.simulator.x.webhooks import WEBHOOKS, ChallengeFailed, Webhook


async def show_costs(request: web.Request) -> object:
    """GET /control/x/costs: what the calls so far would have cost."""
    return request.app[METER].report()


async def set_credits(request: web.Request) -> object:
    """POST /control/x/credits: `dollars` that may be spent in all, null for no end; `read_cap` a month."""
    body = await body_of(request, "dollars", "read_cap")
    meter = request.app[METER]
    if "dollars" in body:
        meter.credits = None if body["dollars"] is None else Decimal(str(body["dollars"]))
    meter.read_cap = int(body.get("read_cap", meter.read_cap))
    return meter.report()


async def set_limit(request: web.Request) -> object:
    """POST /control/x/limits: the allowance of one endpoint; numbers not given mean no such limit."""
    body = await body_of(request, "endpoint", "app_quarter", "user_quarter", "app_day", "user_day")
    endpoint = str(body.pop("endpoint"))
    allowance = Allowance(**{name: int(number) for name, number in body.items()})
    request.app[LIMITS].set(endpoint, allowance)
    return {"endpoint": endpoint, **asdict(allowance)}


async def revoke(request: web.Request) -> object:
    """POST /control/x/revoke: withdraw the app's access to a user's account, OAuth 1.0a and 2.0 alike."""
    body = await body_of(request, "user", "user_id")
    user = acting_person(request.app[X_STATE], body, "user")
    request.app[TOKENS].revoke(user.id)
    request.app[REVOKED].add(user.id)
    return {"revoked": user.id}


async def grant(request: web.Request) -> object:
    """POST /control/x/grant: a user's consent; gives a new OAuth 2.0 pair, and OAuth 1.0a works again."""
    body = await body_of(request, "user", "user_id", "scopes")
    user = acting_person(request.app[X_STATE], body, "user")
    request.app[REVOKED].discard(user.id)
    scopes: dict[str, Any] = {"scopes": frozenset(body["scopes"])} if "scopes" in body else {}
    pair = request.app[TOKENS].grant(user.id, **scopes)
    return {"access_token": pair.access, "refresh_token": pair.refresh, "expires_at": timestamp(pair.expires_at)}


def _webhook_told(webhook: Webhook) -> Body:
    return {**asdict(webhook), "events": list(webhook.events)}


async def add_webhook(request: web.Request) -> object:
    """POST /control/x/webhooks: challenge an address and register it. 400 when the challenge fails."""
    body = await body_of(request, "url", "user_id", "events", "repeat")
    webhooks = request.app[WEBHOOKS]
    events, repeat = tuple(body.get("events", EVENT_TYPES)), int(body.get("repeat", 1))
    try:
        webhook = await webhooks.register(str(body["url"]), user_id=body.get("user_id"), events=events, repeat=repeat)
    except ChallengeFailed as error:
        raise ValueError(str(error)) from error
    return _webhook_told(webhook)


async def list_webhooks(request: web.Request) -> object:
    """GET /control/x/webhooks: the addresses and what was delivered to them."""
    webhooks = request.app[WEBHOOKS]
    return {
        "webhooks": [_webhook_told(webhook) for webhook in webhooks.registered],
        "deliveries": [asdict(delivery) for delivery in webhooks.deliveries],
    }


async def drop_webhooks(request: web.Request) -> object:
    """DELETE /control/x/webhooks: forget all addresses."""
    request.app[WEBHOOKS].registered.clear()
    return {"webhooks": [], "deliveries": []}


def setup(app: web.Application) -> None:
    """Mount these knobs."""
    knobs = (
        ("GET", "costs", show_costs),
        ("POST", "credits", set_credits),
        ("POST", "limits", set_limit),
        ("POST", "revoke", revoke),
        ("POST", "grant", grant),
        ("POST", "webhooks", add_webhook),
        ("GET", "webhooks", list_webhooks),
        ("DELETE", "webhooks", drop_webhooks),
    )
    for method, path, act in knobs:
        app.router.add_route(method, f"/control/x/{path}", controlled(act))
