"""Endpoints about pushes: the app's webhooks, and subscriptions to events about one user (X Activity API)."""

from dataclasses import replace
from typing import Any

from connectors.simulator.x.call import Answer, Call
from connectors.simulator.x.documents import timestamp
from connectors.simulator.x.params import page_token
from connectors.simulator.x.problems import Body, forbidden, invalid, not_found
from connectors.simulator.x.webhooks import WEBHOOKS, ChallengeFailed, Subscription, Webhook, Webhooks, challenge

FIELDS = "webhook_config.fields"
WEBHOOK_FIELDS = frozenset({"created_at", "id", "url", "valid"})
EVENT_TYPES = frozenset({"post.mention.create", "post.create", "post.delete", "dm.received", "dm.sent"})
PRIVATE = "dm."
"""Begins events that a user must consent to by OAuth 2.0, `dm.read` included."""
_PAGE = 1000


def _known(call: Call) -> Webhooks:
    return call.request.app[WEBHOOKS]


def _webhook_told(webhook: Webhook) -> Body:
    return {"id": webhook.id, "url": webhook.url, "valid": webhook.valid, "created_at": "2026-11-01T00:00:00.000Z"}


def _subscription_told(made: Subscription) -> Body:
    moment = timestamp(made.made_at)
    told: Body = {
        "subscription_id": made.id,
        "event_type": made.event_type,
        "filter": {"user_id": made.user_id},
        "webhook_id": made.webhook_id,
        "created_at": moment,
        "updated_at": moment,
    }
    return told | ({"tag": made.tag} if made.tag else {})


async def webhooks(call: Call) -> Answer:
    """GET /2/webhooks: all fields of each, whichever are asked for by name; no `data` where there is none."""
    call.params(FIELDS).names(FIELDS, WEBHOOK_FIELDS)
    told = [_webhook_told(webhook) for webhook in _known(call).registered]
    return Answer(({"data": told} if told else {}) | {"meta": {"result_count": len(told)}})


async def add_webhook(call: Call) -> Answer:
    """POST /2/webhooks: challenge the address. It is told nothing until somebody subscribes to something."""
    body = await call.json()
    url = body.get("url")
    if not isinstance(url, str) or any(webhook.url == url for webhook in _known(call).registered):
        raise invalid("The url is missing, or registered already", url=str(url))
    try:
        webhook = await _known(call).register(url, events=())
    except ChallengeFailed:
        raise invalid("CRC GET request to the url failed", url=url) from None
    return Answer({"data": _webhook_told(webhook)})


async def try_webhook(call: Call) -> Answer:
    """PUT /2/webhooks/{id}: challenge the address again; one that answers is valid."""
    known = _known(call).registered
    found = next((webhook for webhook in known if webhook.id == call.part("id")), None)
    if found is None:
        raise not_found()
    try:
        await challenge(found.url)
    except ChallengeFailed:
        raise invalid("CRC GET request to the url failed", url=found.url) from None
    known[known.index(found)] = replace(found, valid=True)
    return Answer({"data": {"valid": True}})


async def subscriptions(call: Call) -> Answer:
    """GET /2/activity/subscriptions: all of the app's."""
    params = call.params("max_results", "pagination_token")
    size, told = params.number("max_results", 1, _PAGE, _PAGE), _known(call).subscriptions
    begin = params.page_mark("pagination_token") or 0
    more = {"next_token": page_token(str(begin + size))} if begin + size < len(told) else {}
    shown = [_subscription_told(made) for made in told[begin : begin + size]]
    return Answer({"data": shown, "meta": {"result_count": len(shown)} | more})


async def subscribe(call: Call) -> Answer:
    """POST /2/activity/subscriptions: about the calling user; private events with their OAuth 2.0 consent only."""
    body = await call.json()
    event, user_id = _checked(body)
    scopes = call.caller.scopes
    if call.caller.user_id not in (user_id, None) or (event.startswith(PRIVATE) and "dm.read" not in (scopes or ())):
        raise forbidden("You are not permitted to perform this action.")
    try:
        made = _known(call).subscribe(event, user_id, str(body.get("webhook_id")), str(body.get("tag", "")))
    except (LookupError, ValueError) as error:
        raise invalid(str(error), webhook_id=str(body.get("webhook_id"))) from None
    return Answer({"data": {"subscription": _subscription_told(made)}})


def _checked(body: dict[str, Any]) -> tuple[str, str]:
    wanted = body.get("filter")
    user_id = wanted.get("user_id") if isinstance(wanted, dict) else None
    event = body.get("event_type")
    unknown = body.keys() - {"event_type", "filter", "tag", "webhook_id"}
    if unknown or not isinstance(event, str) or event not in EVENT_TYPES or not isinstance(user_id, str):
        raise invalid("event_type and filter.user_id are needed, and nothing unknown", event_type=str(event))
    return event, user_id


async def unsubscribe(call: Call) -> Answer:
    """DELETE /2/activity/subscriptions/{id}."""
    known = _known(call).subscriptions
    found = next((made for made in known if made.id == call.part("id")), None)
    if found is None:
        raise not_found()
    known.remove(found)
    return Answer({"data": {"deleted": True}})
