"""Webhooks of the soak: signed as the networks sign them, late, twice, out of order, and some not at all."""

import asyncio
import hashlib
import heapq
import hmac
import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

import aiohttp

from connectors.simulator.graph.notifications import Notification, notifications_of
from connectors.simulator.graph.state import GraphState
from connectors.simulator.graph.webhooks import envelope, escaped
from connectors.simulator.identities import META_APP_SECRET
from connectors.simulator.x.activity import events_of
from connectors.simulator.x.state import XState
from connectors.simulator.x.webhooks import SIGNATURE_HEADER, sign

AT_ONCE = 8
ROUTES = {"x": "/webhooks/x", "meta": "/webhooks/meta"}


@dataclass(order=True, slots=True)
class Letter:
    """One webhook on its way, due at a simulated moment."""

    due: datetime
    number: int
    route: str = field(compare=False)
    body: bytes = field(compare=False)


class PostOffice:
    """Hears of every change, and delivers when told to."""

    def __init__(self, x: XState, graph: GraphState, seed: int, faults: float) -> None:
        self._x, self._graph, self._faults = x, graph, faults
        self._chance = Random(seed)  # noqa: S311 - chance of a rehearsal, not of a key
        self._mail: list[Letter] = []
        self._made = 0
        self._brands = {user.id for user in x.people.all()}
        self.counts: Counter[str] = Counter()
        x.on_change.append(self._hear_x)
        graph.on_change.append(self._hear_graph)

    def _hear_x(self, change: Any) -> None:
        for _, user_id, body in events_of(self._x, change):
            if user_id in self._brands:
                self._accept("x", json.dumps(body, ensure_ascii=False).encode(), sure=False)

    def _hear_graph(self, event: Any) -> None:
        for part in notifications_of(self._graph, event):
            self._accept("meta", escaped(envelope([part])), sure=_told_once(part))

    def _accept(self, route: str, body: bytes, *, sure: bool) -> None:
        """Decide what becomes of it: half the faults lose it, half double it; one in ten is late by up to 3 hours."""
        now, luck = self._x.clock.now(), self._chance.random()
        if luck < self._faults / 2 and not sure:
            self.counts["lost"] += 1
            return
        late = self._chance.random() < 0.1
        self.counts["late"] += late
        due = now + timedelta(minutes=self._chance.uniform(1, 180) if late else 0)
        self._post(due, route, body)
        if luck > 1 - self._faults / 2:
            self.counts["doubled"] += 1
            self._post(due + timedelta(minutes=self._chance.uniform(0, 90)), route, body)

    def _post(self, due: datetime, route: str, body: bytes) -> None:
        self._made += 1
        heapq.heappush(self._mail, Letter(due, self._made, route, body))

    @property
    def waiting(self) -> int:
        return len(self._mail)

    async def deliver(self, session: aiohttp.ClientSession, url: str, *, everything: bool = False) -> None:
        """Post what is due; what is not taken comes again in a minute."""
        now, due = self._x.clock.now(), []
        while self._mail and (everything or self._mail[0].due <= now):
            due.append(heapq.heappop(self._mail))
        self._chance.shuffle(due)
        for start in range(0, len(due), AT_ONCE):
            batch = due[start : start + AT_ONCE]
            taken = await asyncio.gather(*(_sent(session, url, letter) for letter in batch))
            for letter, arrived in zip(batch, taken, strict=True):
                self.counts["delivered" if arrived else "refused"] += 1
                if not arrived:
                    self._post(now + timedelta(minutes=1), letter.route, letter.body)


def _told_once(part: Notification) -> bool:
    """Whether no later poll would show it: names in other people's media, changed and withdrawn messages."""
    message = part.body.get("message", {})
    return part.field == "mentions" or "message_edit" in part.body or message.get("is_deleted") is True


async def _sent(session: aiohttp.ClientSession, url: str, letter: Letter) -> bool:
    headers = {"Content-Type": "application/json"}
    if letter.route == "x":
        headers[SIGNATURE_HEADER] = sign(letter.body)
    else:
        proof = hmac.new(META_APP_SECRET.encode(), letter.body, hashlib.sha256).hexdigest()
        headers["X-Hub-Signature-256"] = f"sha256={proof}"
    try:
        async with session.post(url + ROUTES[letter.route], data=letter.body, headers=headers) as answer:
            return answer.status == 200
    except (aiohttp.ClientError, TimeoutError):
        return False
