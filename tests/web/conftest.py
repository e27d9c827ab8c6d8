"""The web application on a real store with real use cases, and an agent in front of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer
from argon2 import PasswordHasher

from config.settings import PrioritySettings
from monitor.analysis.personal_data import mask
from monitor.ports import User
from monitor.services.access import Access
from monitor.services.health import Health
from monitor.services.learn import Learn
from monitor.services.receive import Receive
from monitor.services.replay import Replay
from monitor.services.rescore import Rescore
from monitor.services.situations import Situations
from monitor.services.surroundings import Around
from monitor.web.app import build_app
from monitor.web.desk import Desk
from responders.moves import plan_moves
from tests.support.fakes import ACCOUNTS, BRANDS, RULES, guard
from tests.support.lessons import Parrot, no_lesson
from tests.support.town import Town

PASSWORD = "correct horse battery"
SIGNED = {"X-Test-Signature": "right"}


class FakeReceiver:
    """A network's webhook whose signature is one word."""

    def challenge(self, query):
        return query["challenge"] if query.get("verify") == "me" else None

    def verify(self, headers, body):
        return headers.get("X-Test-Signature") == "right"


@dataclass
class Bureau:
    """A town, the application that stands in it, and a browser's client without a session at first."""

    town: Town
    app: web.Application
    client: TestClient[Any, Any]
    woken: list[str] = field(default_factory=list)

    async def log_in(self, name: str = "ana") -> "Bureau":
        answer = await self.post("/api/v1/login", {"name": name, "password": PASSWORD})
        assert answer.status == 200
        return self

    async def get(self, path: str, **options: Any) -> ClientResponse:
        return await self.client.get(path, allow_redirects=False, **options)

    async def post(self, path: str, body: object = None, **options: Any) -> ClientResponse:
        return await self.client.post(path, json=body, allow_redirects=False, **options)

    async def form(self, path: str, **fields: Any) -> ClientResponse:
        return await self.client.post(path, data=fields, allow_redirects=False)

    async def page(self, path: str) -> str:
        answer = await self.get(path)
        assert answer.status == 200
        return await answer.text()

    async def json(self, path: str) -> Any:
        answer = await self.get(path)
        assert answer.status == 200
        return await answer.json()

    async def case(self, query: str = "") -> Any:
        return await self.json(f"/api/v1/cases/{await self.town.id()}{query}")

    async def approve_body(self, **texts: str) -> dict[str, Any]:
        """What a client sends to approve every draft of the first case; `public=` or `private=` changes a text."""
        drafts = (await self.case())["drafts"]
        return {"drafts": [_approved(draft, texts.get(draft["visibility"])) for draft in drafts]}

    async def approve_form(self, **texts: str) -> ClientResponse:
        """Send the form of the first case's page as a browser would."""
        drafts = (await self.case())["drafts"]
        fields = [("draft", f"{d['id']}:{d['version']}:{d['visibility']}") for d in drafts]
        fields += [(f"text-{d['id']}", texts.get(d["visibility"], d["text"])) for d in drafts]
        path = f"/cases/{await self.town.id()}/approve"
        return await self.client.post(path, data=fields, allow_redirects=False)

    async def events(self) -> list[Any]:
        async with self.town.store.read() as tx:
            return await tx.events.after(0)


def _approved(draft: dict[str, Any], text: str | None) -> dict[str, Any]:
    return {"draft_id": draft["id"], "version": draft["version"], "text": text or draft["text"]}


def desk_of(town: Town, woken: list[str], **changes: Any) -> Desk:
    around = Around(ACCOUNTS, BRANDS)
    given = {
        "store": town.store,
        "access": Access(town.store, now=town.now, lasts=timedelta(hours=12)),
        "approve": town.approve,
        "act": town.act,
        "close": town.close,
        "correct": town.correct,
        "learn": Learn(town.store, Parrot(), no_lesson, around, now=town.now, owner="me"),
        "rescore": Rescore(town.store, Parrot(), around, policy=PrioritySettings(), now=town.now, owner="me"),
        "replay": Replay(town.store, policy=PrioritySettings(), now=town.now),
        "sign_off": town.sign_off,
        "word": town.word,
        "writing": timedelta(minutes=2),
        "receive": Receive(town.store, {}, now=town.now),
        "health": Health(town.store, now=town.now),
        "situations": Situations(ACCOUNTS, BRANDS, RULES),
        "plan": plan_moves,
        "guard": guard,
        "mask": mask,
        "receivers": {"meta": FakeReceiver()},
        "metrics_token": "metrics-secret",
        "secure_cookies": False,
        "now": town.now,
        "wake": woken.append,
    }
    return Desk(**(given | changes))


@asynccontextmanager
async def bureau_of(store: Any, **changes: Any) -> AsyncIterator[Bureau]:
    town = await Town(store).ready()
    woken: list[str] = []
    app = build_app(desk_of(town, woken, **changes))
    async with TestClient(TestServer(app)) as client:
        yield Bureau(town, app, client, woken)


QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


async def add_people(store: Any) -> None:
    async with store.write() as tx:
        for name, language in (("ana", "en"), ("lina", "lt"), ("piotr", "pl")):
            await tx.users.add(User(name=name, role="agent", password_hash=QUICK, language=language))


@pytest.fixture
async def bureau(sqlite_store):
    """Nobody is logged in; `ana` (en), `lina` (lt) and `piotr` (pl) may."""
    async with bureau_of(sqlite_store) as made:
        await add_people(sqlite_store)
        yield made


@pytest.fixture
async def both(store):
    """The same on each engine, for what a database could break."""
    async with bureau_of(store) as made:
        await add_people(store)
        yield await made.log_in()


@pytest.fixture
async def office(bureau):
    """Ana is logged in."""
    return await bureau.log_in()


@pytest.fixture
def made_bureau(sqlite_store):
    """A bureau with another desk: `async with made_bureau(metrics_token=None) as bureau`."""

    @asynccontextmanager
    async def make(**changes: Any) -> AsyncIterator[Bureau]:
        async with bureau_of(sqlite_store, **changes) as made:
            await add_people(sqlite_store)
            yield made

    return make
