"""`/{app}/subscriptions`: where the app wants its webhooks, asked with the app's own token."""

from typing import Any

from connectors.simulator.graph.access import Caller
from connectors.simulator.graph.errors import GraphError, bad_parameter
from connectors.simulator.graph.subscription import Subscription
from connectors.simulator.graph.webhooks import WebhookSender
from connectors.simulator.identities import META_VERIFY_TOKEN


async def subscriptions(
    sender: WebhookSender, caller: Caller, method: str, parameters: dict[str, Any]
) -> dict[str, Any]:
    """Show, set or drop the subscription. Raises GraphError 15 for other tokens, 2200 for a failed verification."""
    if caller.holder != "app":
        raise GraphError("(#15) This method must be called with an app access_token.", 15)
    if method == "GET":
        return {"data": _describe(sender.subscription)}
    if method == "DELETE":
        sender.subscription = None
        return {"success": True}
    await _subscribe(sender, parameters)
    return {"success": True}


def _describe(subscription: Subscription | None) -> list[dict[str, Any]]:
    if subscription is None:
        return []
    return [
        {
            "object": subject,
            "callback_url": subscription.url,
            "active": True,
            "fields": [{"name": name, "version": "v26.0"} for name in sorted(names)],
        }
        for subject, names in sorted(subscription.fields.items())
    ]


async def _subscribe(sender: WebhookSender, parameters: dict[str, Any]) -> None:
    subject, url = parameters.get("object"), parameters.get("callback_url")
    if subject not in ("page", "instagram") or not isinstance(url, str):
        raise bad_parameter("object must be page or instagram, callback_url an address")
    value = parameters.get("fields") or ""
    names = {str(name).strip() for name in (value if isinstance(value, list) else str(value).split(","))}
    old = sender.subscription.fields if sender.subscription else {}
    fields = {**old, subject: names - {""}}
    token = str(parameters.get("verify_token") or META_VERIFY_TOKEN)
    try:
        await sender.subscribe(Subscription(url, token, fields))
    except ValueError as error:
        raise GraphError(f"(#2200) Callback verification failed: {error}", 2200) from error
