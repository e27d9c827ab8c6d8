"""X calls a registered address: the challenge (CRC) first, then signed POSTs, one for each event.

Other than the real X it takes plain http and addresses with a port, because what listens here is a test.
"""

import asyncio
import base64
import hashlib
import hmac
import json
import secrets
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime

import aiohttp
from aiohttp import web

from connectors.simulator.identities import X_CONSUMER_SECRET
from connectors.simulator.x.activity import EVENT_TYPES, events_of
from connectors.simulator.x.state import X_STATE, Change, XState

SIGNATURE_HEADER = "x-twitter-webhooks-signature"
PATIENCE = aiohttp.ClientTimeout(total=10)  # X waits ten seconds for an answer
KEPT_DELIVERIES = 1000
_FIRST_ID = 1_900_000_000_000_000_000


class ChallengeFailed(Exception):
    """The address did not answer the challenge with the right token."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """A registered address. `user_id` None: events of everybody. `repeat`: how often each event is sent.

    One that is not `valid`, as it failed its challenge since, is told nothing of what was subscribed to.
    """

    id: str
    url: str
    user_id: str | None = None
    events: tuple[str, ...] = EVENT_TYPES
    repeat: int = 1
    valid: bool = True

    def wants(self, event_type: str, user_id: str) -> bool:
        """Tell whether the webhook was registered for such an event."""
        return event_type in self.events and self.user_id in (None, user_id)


@dataclass(frozen=True, slots=True)
class Subscription:
    """One kind of event about one user, made through the API, told to one webhook."""

    id: str
    event_type: str
    user_id: str
    webhook_id: str
    tag: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """An attempt to deliver; `status` 0 when nobody answered in time."""

    webhook_id: str
    event_type: str
    status: int


@dataclass(slots=True)
class Webhooks:
    """Registered addresses and the queue of what is to be told to them, in order."""

    state: XState
    registered: list[Webhook] = field(default_factory=list)
    subscriptions: list[Subscription] = field(default_factory=list)
    deliveries: deque[Delivery] = field(default_factory=lambda: deque(maxlen=KEPT_DELIVERIES))
    _queue: asyncio.Queue[tuple[Webhook, str, bytes]] = field(default_factory=asyncio.Queue)
    _made: int = 0

    def tell(self, change: Change) -> None:
        """Queue the events of a change for whom they concern."""
        if not self.registered:
            return
        for event_type, user_id, body in events_of(self.state, change):
            raw = json.dumps(body, ensure_ascii=False).encode()
            for webhook in self.registered:
                for _ in range(webhook.repeat if self._told(webhook, event_type, user_id) else 0):
                    self._queue.put_nowait((webhook, event_type, raw))

    def _told(self, webhook: Webhook, event_type: str, user_id: str) -> bool:
        asked = (webhook.id, event_type, user_id)
        made = ((each.webhook_id, each.event_type, each.user_id) for each in self.subscriptions)
        return webhook.wants(event_type, user_id) or (webhook.valid and asked in made)

    def subscribe(self, event_type: str, user_id: str, webhook_id: str, tag: str) -> Subscription:
        """Make a subscription. Raises LookupError without that webhook, ValueError for one that is there already."""
        if webhook_id not in {webhook.id for webhook in self.registered}:
            raise LookupError("that webhook does not exist")
        if (event_type, user_id, webhook_id) in {(s.event_type, s.user_id, s.webhook_id) for s in self.subscriptions}:
            raise ValueError("there is such a subscription already")
        self._made += 1
        made_at = self.state.clock.now()
        made = Subscription(str(_FIRST_ID + self._made), event_type, user_id, webhook_id, tag, made_at)
        self.subscriptions.append(made)
        return made

    async def register(
        self,
        url: str,
        *,
        user_id: str | None = None,
        events: tuple[str, ...] = EVENT_TYPES,
        repeat: int = 1,
    ) -> Webhook:
        """Challenge an address and register it. Raises ChallengeFailed."""
        await challenge(url)
        self._made += 1
        webhook = Webhook(str(_FIRST_ID + self._made), url, user_id, events, repeat)
        self.registered.append(webhook)
        return webhook

    async def deliver_all(self) -> None:
        """Deliver what is queued, for ever, in order."""
        async with aiohttp.ClientSession(timeout=PATIENCE) as session:
            while True:
                webhook, event_type, raw = await self._queue.get()
                status = await _post(session, webhook.url, raw)
                self.deliveries.append(Delivery(webhook.id, event_type, status))


def sign(raw: bytes) -> str:
    """Sign as X does: HMAC-SHA256 with the consumer secret, over the bytes themselves."""
    digest = hmac.new(X_CONSUMER_SECRET.encode(), raw, hashlib.sha256).digest()
    return f"sha256={base64.b64encode(digest).decode()}"


async def _post(session: aiohttp.ClientSession, url: str, raw: bytes) -> int:
    headers = {SIGNATURE_HEADER: sign(raw), "Content-Type": "application/json"}
    try:
        async with session.post(url, data=raw, headers=headers) as response:
            return response.status
    except (aiohttp.ClientError, TimeoutError):
        return 0


async def challenge(url: str) -> None:
    """Ask an address for its response token (CRC). Raises ChallengeFailed when it is wrong or missing."""
    token = secrets.token_urlsafe(24)
    try:
        async with (
            aiohttp.ClientSession(timeout=PATIENCE) as session,
            session.get(url, params={"crc_token": token}) as response,
        ):
            answer = await response.json(content_type=None)
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        raise ChallengeFailed("the address did not answer the challenge with JSON") from error
    given = answer.get("response_token") if isinstance(answer, dict) else None
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(), sign(token.encode()).encode()):
        raise ChallengeFailed("the response token is not the HMAC of the challenge")


WEBHOOKS = web.AppKey("WEBHOOKS", Webhooks)


def setup(app: web.Application) -> None:
    """Let the simulated X call the addresses registered with it, as long as the server runs."""
    webhooks = app[WEBHOOKS] = Webhooks(app[X_STATE])
    app[X_STATE].on_change.append(webhooks.tell)

    async def deliver(_app: web.Application) -> AsyncIterator[None]:
        task = asyncio.create_task(webhooks.deliver_all())
        yield
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    app.cleanup_ctx.append(deliver)
