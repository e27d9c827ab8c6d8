"""Webhooks really sent: signed, batched, repeated when refused, and disturbed when a test asks for it."""

import asyncio
import hashlib
import hmac
import json
import random
import secrets
from collections.abc import Iterable
from typing import Any

import aiohttp

from connectors.simulator.graph.notifications import Notification, notifications_of
from connectors.simulator.graph.state import GraphState
from connectors.simulator.graph.store import Event
from connectors.simulator.graph.subscription import Disturbance, Subscription
from connectors.simulator.identities import META_APP_SECRET

TIMEOUT = aiohttp.ClientTimeout(total=5)


class WebhookSender:
    """Listens to the state and posts to the subscribed address from a task of its own."""

    def __init__(self, state: GraphState, seed: int = 0) -> None:
        self.subscription: Subscription | None = None
        self.disturbance = Disturbance()
        self.delivered = self.refused = self.dropped = self.given_up = 0
        self._state = state
        self._chance = random.Random(seed)  # noqa: S311 -- chance of a rehearsal, not of a key
        self._waiting: asyncio.Queue[Notification] = asyncio.Queue()
        self._sending: asyncio.Task[None] | None = None
        self._repeats: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None
        state.on_change.append(self._hear)

    async def start(self) -> None:
        """Open the client and begin to send."""
        self._session = aiohttp.ClientSession(timeout=TIMEOUT)
        self._sending = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Stop sending; what waits is lost."""
        tasks = [*self._repeats, *([self._sending] if self._sending else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    async def subscribe(self, subscription: Subscription) -> None:
        """Verify the address as Meta does and take it. Raises ValueError when it does not echo the challenge."""
        challenge = str(secrets.randbelow(10**9))
        query = {
            "hub.mode": "subscribe",
            "hub.challenge": challenge,
            "hub.verify_token": subscription.verify_token,
        }
        try:
            async with self._client().get(subscription.url, params=query) as answer:
                echoed = answer.status == 200 and await answer.text() == challenge
        except (aiohttp.ClientError, TimeoutError) as error:
            raise ValueError("the callback address could not be reached") from error
        if not echoed:
            raise ValueError("the callback address did not echo the challenge")
        self.subscription = subscription

    async def idle(self) -> None:
        """Wait until everything heard so far was sent, given up or dropped, repeats included."""
        await self._waiting.join()
        await asyncio.gather(*self._repeats)

    def _hear(self, event: Event) -> None:
        if self.subscription is None:
            return
        for notification in notifications_of(self._state, event):
            if self.subscription.wants(notification) and event["account"].subscribed_fields:
                self._accept(notification, event["account"].subscribed_fields)

    def _accept(self, notification: Notification, page_fields: set[str]) -> None:
        """Queue it if the Page is subscribed: to this field, or for Instagram to any field at all."""
        if notification.subject == "instagram" or notification.field in page_fields:
            self._waiting.put_nowait(notification)

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise RuntimeError("the webhook sender was not started")
        return self._session

    async def _run(self) -> None:
        while True:
            heard = [await self._waiting.get()]
            await asyncio.sleep(self.disturbance.delay + self.disturbance.gather)
            while not self._waiting.empty():
                heard.append(self._waiting.get_nowait())
            for envelope in self._envelopes(self._disturbed(heard)):
                await self._send(envelope)
            for _ in heard:
                self._waiting.task_done()

    def _disturbed(self, heard: list[Notification]) -> list[Notification]:
        """Drop, double and mix as the knobs say."""
        kept: list[Notification] = []
        for notification in heard:
            if self._chance.random() < self.disturbance.drop:
                self.dropped += 1
                continue
            kept.append(notification)
            if self._chance.random() < self.disturbance.duplicate:
                kept.append(notification)
        if self.disturbance.reorder:
            self._chance.shuffle(kept)
        return kept

    def _envelopes(self, notifications: list[Notification]) -> list[dict[str, Any]]:
        """Put each event in an envelope of its own, or all of one object in one when they are gathered."""
        if not self.disturbance.gather:
            return [envelope([notification]) for notification in notifications]
        by_subject: dict[str, list[Notification]] = {}
        for notification in notifications:
            by_subject.setdefault(notification.subject, []).append(notification)
        return [envelope(batch) for batch in by_subject.values()]

    async def _send(self, content: dict[str, Any]) -> None:
        body = escaped(content)
        if not await self._post(body):
            task = asyncio.create_task(self._repeat(body))
            self._repeats.add(task)
            task.add_done_callback(self._repeats.discard)

    async def _repeat(self, body: bytes) -> None:
        for attempt in range(1, self.disturbance.attempts):
            await asyncio.sleep(self.disturbance.backoff * 2 ** (attempt - 1))
            if await self._post(body):
                return
        self.given_up += 1

    async def _post(self, body: bytes) -> bool:
        if self.subscription is None:
            return True
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "facebookexternalua",
            "X-Hub-Signature-256": f"sha256={hmac.new(META_APP_SECRET.encode(), body, hashlib.sha256).hexdigest()}",
        }
        try:
            async with self._client().post(self.subscription.url, data=body, headers=headers) as answer:
                accepted = answer.status == 200
        except (aiohttp.ClientError, TimeoutError):
            accepted = False
        self.delivered += accepted
        self.refused += not accepted
        return accepted


def envelope(notifications: Iterable[Notification]) -> dict[str, Any]:
    """Wrap events of one object: one entry for each account and channel."""
    entries: dict[tuple[str, str], dict[str, Any]] = {}
    subject = ""
    for item in notifications:
        subject = item.subject
        entry = entries.setdefault((item.entry_id, item.channel), {"id": item.entry_id})
        entry["time"] = item.entry_time()
        entry.setdefault(item.channel, []).append(item.body)
    return {"object": subject, "entry": list(entries.values())}


def escaped(content: dict[str, Any]) -> bytes:
    r"""Write JSON as Meta sends and signs it: `\u00e4` for ä, `\/` for a slash."""
    return json.dumps(content, separators=(",", ":")).replace("/", "\\/").encode()
