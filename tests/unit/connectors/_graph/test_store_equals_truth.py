"""Polls and pushes together, with faults on both: in the end what was absorbed equals what the network holds."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from connectors.simulator.faults import FaultKind
from connectors.simulator.graph.records import PostKind
from connectors.simulator.graph.routes import GRAPH_WEBHOOKS
from connectors.simulator.graph.webhooks import Subscription
from monitor.domain.errors import AsideError, RateLimited
from monitor.domain.mentions import Direction, Mention
from monitor.domain.streams import Record, Removed, Unreadable
from tests.contracts.connectors.facebook_stage import facebook_stage
from tests.contracts.connectors.instagram_stage import instagram_stage
from tests.support.patience import PATIENCE

PEOPLE = ("rugile", "jonas", "zofia", "piotr")
FAULTS = (
    FaultKind.RATE_LIMITED,
    FaultKind.SERVER_ERROR_HTML,
    FaultKind.DROP_AFTER,
    FaultKind.MALFORMED,
    FaultKind.UNKNOWN_FIELD,
    FaultKind.USAGE_FULL,
    FaultKind.EXPIRED_TOKEN,
)


@dataclass
class Kept:
    """What a store keeps: the newest form of each mention by key, and a cursor for each stream."""

    mentions: dict[str, Mention] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    cursors: dict[str, str | None] = field(default_factory=dict)

    def absorb(self, records: tuple[Record, ...]) -> None:
        for record in records:
            assert not isinstance(record, Unreadable), record.reason
            if isinstance(record, Removed):
                self._remove(record.remote_id)
            elif not {record.mention.remote_id, record.mention.parent_id} & self.removed:
                self.mentions[record.mention.remote_id] = self._knowing(record.mention)

    def _knowing(self, mention: Mention) -> Mention:
        """What a record does not tell stays as it was known."""
        before = self.mentions.get(mention.remote_id)
        hidden = mention.hidden if mention.hidden is not None else before is not None and before.hidden
        return replace(mention, hidden=hidden)

    def _remove(self, remote_id: str) -> None:
        """What stood under a removed comment goes with it, and nobody tells of that."""
        self.removed.add(remote_id)
        under = [key for key, one in self.mentions.items() if one.parent_id == remote_id]
        for key in (remote_id, *under):
            self.mentions.pop(key, None)


class Day:
    """A day of customers and of ours, acted out at random."""

    def __init__(self, stage: Any, seed: int) -> None:
        self.stage, self.state = stage, stage.state
        self.chance = random.Random(seed)  # noqa: S311 - chance of a rehearsal, not of a key
        self.posts = [stage.post]
        self.comments: list[str] = []
        self.messages: list[str] = []

    def act(self) -> None:
        person = self.chance.choice(PEOPLE)
        acts = [self.write, self.write, self.write, self.reply, self.message, self.message, self.answer, self.hide]
        acts += [self.publish, self.native, self.remove] + ([self.edit, self.visit] if self.facebook else [])
        self.chance.choice(acts)(person)

    @property
    def facebook(self) -> bool:
        return self.stage.platform == "messenger"

    def text(self) -> str:
        return f"ačiū {self.chance.random()}"

    def publish(self, _person: str) -> None:
        ago = timedelta(days=self.chance.randrange(60))
        self.posts.append(self.state.publish(self.stage.remote_id, self.text(), at=self.stage.simulated.now - ago))

    def visit(self, person: str) -> None:
        self.posts.append(self.state.visitor_post(self.stage.remote_id, person, self.text()))

    def write(self, person: str) -> None:
        self.comments.append(self.state.comment(self.chance.choice(self.posts), person, self.text()))

    def living(self) -> str | None:
        there = [key for key in self.comments if self.state.find_comment(key)]
        return self.chance.choice(there) if there else None

    def reply(self, person: str) -> None:
        if above := self.living():
            post = self.state.find_comment(above).post.id
            self.comments.append(self.state.comment(post, person, self.text(), parent=above))

    def answer(self, _person: str) -> None:
        if above := self.living():
            self.state.account_comment(self.state.find_comment(above).post.id, self.text(), parent=above)

    def edit(self, _person: str) -> None:
        recent = [key for key in self.comments[-3:] if self.state.find_comment(key)]
        if recent:
            self.state.edit_comment(self.chance.choice(recent), self.text())

    def remove(self, _person: str) -> None:
        """Only where the network tells of it: Facebook's comments, unsent messages."""
        if self.facebook and self.chance.random() < 0.3 and (key := self.living()):
            self.state.delete_comment(key)
        elif self.messages and self.chance.random() < 0.3:
            self.state.unsend(self.messages.pop())

    def hide(self, _person: str) -> None:
        recent = [key for key in self.comments[-3:] if self.state.find_comment(key)]
        if recent:
            self.state.hide_comment(recent[-1], hidden=self.chance.random() < 0.5)

    def message(self, person: str) -> None:
        self.messages.append(self.state.message(person, self.stage.remote_id, self.text(), self.stage.platform))

    def native(self, person: str) -> None:
        self.state.account_message(self.stage.remote_id, person, self.text(), self.stage.platform)

    def truth(self) -> dict[str, tuple[str, Direction, bool]]:
        found: dict[str, tuple[str, Direction, bool]] = {}
        for comment in self.state.comments.values():
            if not comment.deleted and comment.post.network == self.stage.plugin.name:
                found[comment.shown_id] = (comment.text, _side(comment.author is None), comment.hidden)
        for message in self.state.messages.values():
            if not message.deleted:
                found[message.id] = (message.text, _side(message.from_account), False)
        for post in self.state.posts.values():
            if post.kind is PostKind.VISITOR:
                found[post.id] = (post.text, Direction.INBOUND, False)
        return found


def _side(ours: bool) -> Direction:
    return Direction.OUTBOUND if ours else Direction.INBOUND


@asynccontextmanager
async def pushed_into(stage: Any, kept: Kept) -> AsyncIterator[Any]:
    """Let webhooks come in, doubled and mixed, and be absorbed."""

    async def hook(request: web.Request) -> web.Response:
        if request.method == "GET":
            return web.Response(text=request.query["hub.challenge"])
        body = await request.read()
        assert stage.plugin.receiver(stage.network).verify(request.headers, body)
        kept.absorb(stage.plugin.read_webhook(body, [stage.account]))
        return web.Response()

    app = web.Application()
    app.router.add_route("*", "/webhooks/meta", hook)
    async with TestServer(app) as server:
        sender = stage.simulated.app[GRAPH_WEBHOOKS]
        await stage.connector.subscribe()
        await sender.subscribe(Subscription(str(server.make_url("/webhooks/meta"))))
        sender.disturbance.change({"duplicate": 0.3, "backoff": 0.0})
        yield sender
        sender.subscription = None


async def poll(stage: Any, kept: Kept, chance: random.Random) -> None:
    """Poll every stream as the service does: page and cursor are kept together, or neither (a crash)."""
    for stream in stage.connector.source.streams:
        more = True
        while more:
            try:
                page = await stage.connector.source.fetch(stream, kept.cursors.get(stream), now=stage.simulated.now)
            except RateLimited as limit:
                stage.simulated.pass_time(limit.until - stage.simulated.now)
                break
            except AsideError:
                break
            if chance.random() < 0.05:
                break
            kept.absorb(page.records)
            kept.cursors[stream], more = page.cursor, page.more


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("play", [facebook_stage, instagram_stage], ids=["facebook", "instagram"])
async def test_in_the_end_the_store_equals_the_network(play: Any, seed: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("connectors.instagram.source._CONVERSATIONS_PAUSE", 0.0)
    async with play() as stage:
        day, kept = Day(stage, seed), Kept()
        async with pushed_into(stage, kept) as sender:
            for _ in range(40):
                for _ in range(day.chance.choice((0, 1, 4, 9))):
                    day.act()
                if day.chance.random() < 0.4:
                    stage.simulated.fail(day.chance.choice(FAULTS), times=day.chance.choice((1, 2)))
                await asyncio.wait_for(sender.idle(), timeout=PATIENCE)
                await poll(stage, kept, day.chance)
                stage.simulated.pass_time(timedelta(seconds=day.chance.choice((5, 60, 300))))
        stage.simulated.heal()
        for _ in range(6):
            stage.simulated.pass_time(timedelta(minutes=20))
            await poll(stage, kept, random.Random(2))  # noqa: S311 - chance of a rehearsal, not of a key
        absorbed = {key: (one.text, one.direction, one.hidden) for key, one in kept.mentions.items()}
        assert absorbed == day.truth()
