"""Subscriptions of one handle to X's pushes (docs.x.com: activity, webhooks): what is wanted, made, and taken back.

The app has a webhook, our public address, which X tries with a challenge when it is made. A subscription sends one
kind of event about one handle there. X takes the app's own token for lists and for taking back; a subscription is made
in the handle's name, and one to its messages only where its owner consented by OAuth 2.0.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from connectors.x.answers import next_token, read, read_receipt
from connectors.x.client import XClient
from monitor.domain.errors import AuthExpired, BadPayload, PermissionMissing

PUBLIC = ("post.mention.create",)
"""Who names us; replies and quotes that do not name us come by polling."""
PRIVATE = ("dm.received",)
TAG = "aside"
"""Marks the subscriptions we made, so that we never touch another program's."""
_WEBHOOKS, _SUBSCRIPTIONS = "/2/webhooks", "/2/activity/subscriptions"
_PAGES = 20


class XSubscriptions:
    """Keeps one handle subscribed at `url`, or to nothing where that is empty."""

    def __init__(self, client: XClient, user_id: str, url: str) -> None:
        self._client = client
        self._user_id = user_id
        self._url = url
        self._events = (*PUBLIC, *PRIVATE) if client.drawing else PUBLIC

    async def missing(self) -> tuple[str, ...]:
        """Events that are wanted and not pushed to us, as far as can be seen. Raises RateLimited, Retryable.

        What X refuses to the app's own token is no fault of the account, which must not stop for it.
        """
        if not self._url:
            return ()
        try:
            pushed = await self._pushed()
        except (AuthExpired, PermissionMissing, BadPayload):
            return self._events
        return tuple(event for event in self._events if event not in pushed)

    async def _pushed(self) -> set[str]:
        webhook = await self._webhook()
        if webhook is None or webhook.get("valid") is not True:
            return set()
        return {str(each.get("event_type")) for each in await self._ours() if _goes_to(each, webhook)}

    async def subscribe(self) -> None:
        """Make what is missing, and take back what we made and want no more; again is harmless.

        Raises like `Publisher.publish`.
        """
        if not self._url:
            return
        webhook = await self._working_webhook()
        have = await self._ours()
        right = {str(each.get("event_type")) for each in have if _goes_to(each, webhook)}
        for event in self._events:
            if event not in right:
                await self._make(event, str(webhook.get("id")))
        stale = [each for each in have if each.get("tag") == TAG and not self._wanted(each, webhook)]
        for each in stale:
            answer = await self._client.as_app("DELETE", f"{_SUBSCRIPTIONS}/{each.get('subscription_id')}")
            read_receipt(answer, repeated=False, now=_now())

    async def _make(self, event: str, webhook_id: str) -> None:
        wanted = {"event_type": event, "filter": {"user_id": self._user_id}, "tag": TAG, "webhook_id": webhook_id}
        answer = await self._client.request("POST", _SUBSCRIPTIONS, json=wanted, user_auth=True)
        read_receipt(answer, repeated=False, now=_now())

    async def _webhook(self) -> Mapping[str, Any] | None:
        """Find our address among the app's webhooks; it has few, and X lists them on one page."""
        payload = read(await self._client.as_app("GET", _WEBHOOKS), now=_now())
        return next((each for each in _records(payload.get("data")) if each.get("url") == self._url), None)

    async def _working_webhook(self) -> Mapping[str, Any]:
        """Find it, make it, or have X try it again: one that failed its daily challenge gets nothing."""
        webhook = await self._webhook()
        if webhook is not None and webhook.get("valid") is True:
            return webhook
        if webhook is None:
            answer = await self._client.as_app("POST", _WEBHOOKS, json={"url": self._url})
        else:
            answer = await self._client.as_app("PUT", f"{_WEBHOOKS}/{webhook.get('id')}")
        made = read_receipt(answer, repeated=False, now=_now())
        found = made if webhook is None else webhook
        if not isinstance(found.get("id"), str):
            raise BadPayload("X does not name the webhook it made")
        return found

    async def _ours(self) -> list[Mapping[str, Any]]:
        """List the subscriptions about this handle."""
        found: list[Mapping[str, Any]] = []
        token = ""
        for _ in range(_PAGES):
            params = {"pagination_token": token} if token else {}
            payload = read(await self._client.as_app("GET", _SUBSCRIPTIONS, params), now=_now())
            found += [each for each in _records(payload.get("data")) if _about(each) == self._user_id]
            token = next_token(payload)
            if not token:
                break
        return found

    def _wanted(self, subscription: Mapping[str, Any], webhook: Mapping[str, Any]) -> bool:
        return _goes_to(subscription, webhook) and subscription.get("event_type") in self._events


def _goes_to(subscription: Mapping[str, Any], webhook: Mapping[str, Any] | None) -> bool:
    return webhook is not None and subscription.get("webhook_id") == webhook.get("id")


def _about(subscription: Mapping[str, Any]) -> str | None:
    wanted = subscription.get("filter")
    return str(wanted.get("user_id")) if isinstance(wanted, dict) else None


def _records(block: Any) -> Iterable[Mapping[str, Any]]:
    return [each for each in block if isinstance(each, dict)] if isinstance(block, list) else []


def _now() -> datetime:
    return datetime.now(UTC)
