"""A handle is subscribed to X's pushes through the API, and what it hears is what X would tell it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from config.secret import Secret
from connectors.simulator.faults import FaultKind
from connectors.simulator.identities import X_BEARER_TOKEN
from connectors.simulator.x.tokens import TOKENS
from connectors.simulator.x.webhooks import WEBHOOKS, Webhooks
from connectors.x import PLUGIN
from connectors.x.rates import kind_of
from connectors.x.subscriptions import PRIVATE, PUBLIC, TAG
from monitor.domain.errors import Misconfigured, OutcomeUnknown, Rejected
from monitor.domain.streams import Seen


@dataclass
class Ear:
    """Our address, as X sees it: answers challenges where it is `well`, keeps what is proved."""

    receiver: Any
    url: str = ""
    well: bool = True
    heard: asyncio.Queue[bytes] = field(default_factory=asyncio.Queue)

    async def challenge(self, request: web.Request) -> web.Response:
        return web.json_response(self.receiver.challenge(request.query)) if self.well else web.Response(status=500)

    async def hear(self, request: web.Request) -> web.Response:
        body = await request.read()
        assert self.receiver.verify(request.headers, body)
        self.heard.put_nowait(body)
        return web.Response()


@dataclass
class Scene:
    """A handle, its connector that knows our address, and the simulated X's list of webhooks."""

    stage: Any
    ear: Ear
    connector: Any

    @property
    def at_x(self) -> Webhooks:
        return self.stage.simulated.app[WEBHOOKS]

    @property
    def made(self) -> list[tuple[str, str, str]]:
        return [(each.event_type, each.user_id, each.tag) for each in self.at_x.subscriptions]

    def subscribed(self, *events: str) -> list[tuple[str, str, str]]:
        return [(event, self.stage.account.remote_id, TAG) for event in events]


@asynccontextmanager
async def scene_of(staged: Any, *, consented: bool) -> AsyncIterator[Scene]:
    """`consented`: by OAuth 2.0, with a stored token; else with OAuth 1.0a keys."""
    async with staged() as stage:
        ear = Ear(PLUGIN.receiver(stage.network))
        app = web.Application()
        app.router.add_get("/webhooks/x", ear.challenge)
        app.router.add_post("/webhooks/x", ear.hear)
        async with TestServer(app) as server:
            ear.url = str(server.make_url("/webhooks/x"))
            told = {"webhook_url": ear.url, "bearer_token": Secret(X_BEARER_TOKEN), "client_id": "app"}
            network, options = msgspec_replace(stage.network, **told), stage.options
            if consented:
                options = msgspec_replace(options, access_token=None, access_secret=None)
            connector = PLUGIN.connect(stage.account, options, network)
            if consented:
                pair = stage.simulated.app[TOKENS].grant(stage.account.remote_id)
                connector.draw(lambda: _token(pair.access))
            yield Scene(stage, ear, connector)
            await connector.aclose()


def msgspec_replace(settings: Any, **changes: Any) -> Any:
    return type(settings)(**{name: getattr(settings, name) for name in settings.__struct_fields__} | changes)


async def _token(access: str) -> Secret:
    return Secret(access)


@pytest.fixture
async def consented(staged):
    async with scene_of(staged, consented=True) as scene:
        yield scene


@pytest.fixture
async def signed(staged):
    async with scene_of(staged, consented=False) as scene:
        yield scene


async def test_connecting_subscribes_to_mentions_and_messages_and_they_arrive(consented):
    await consented.connector.subscribe()
    assert consented.made == consented.subscribed(*PUBLIC, *PRIVATE)
    assert await consented.connector._subscriptions.missing() == ()
    texts = ("kur siunta?", "mano numeris")
    consented.stage.customer_writes(texts[0])
    consented.stage.customer_messages(texts[1])
    for text in texts:
        body = await consented.ear.heard.get()
        (record,) = PLUGIN.read_webhook(body, [consented.stage.account])
        assert isinstance(record, Seen)
        assert text in record.mention.text


async def test_without_consent_by_oauth_2_only_public_events_are_wanted(signed):
    await signed.connector.subscribe()
    assert signed.made == signed.subscribed(*PUBLIC)
    assert (await signed.connector.probe()).missing == ()


async def test_doing_it_again_changes_nothing(consented):
    for _ in range(2):
        await consented.connector.subscribe()
    assert consented.made == consented.subscribed(*PUBLIC, *PRIVATE)
    assert len(consented.at_x.registered) == 1


async def test_a_probe_names_what_is_not_pushed(signed):
    assert (await signed.connector.probe()).missing == tuple(f"webhook field {event}" for event in PUBLIC)
    await signed.connector.subscribe()
    signed.at_x.registered[0] = replace(signed.at_x.registered[0], valid=False)
    assert (await signed.connector.probe()).missing == tuple(f"webhook field {event}" for event in PUBLIC)
    await signed.connector.subscribe()  # X tries the address once more
    assert signed.at_x.registered[0].valid
    assert (await signed.connector.probe()).missing == ()


async def test_what_we_made_and_want_no_more_is_taken_back_and_others_are_left_alone(consented):
    await consented.connector.subscribe()
    webhook, me = consented.at_x.registered[0].id, consented.stage.account.remote_id
    consented.at_x.subscribe("post.delete", me, webhook, TAG)
    consented.at_x.subscribe("post.create", me, webhook, "another program")
    consented.at_x.subscribe("post.delete", consented.stage.customer, webhook, TAG)
    await consented.connector.subscribe()
    left = [("post.create", me, "another program"), ("post.delete", consented.stage.customer, TAG)]
    assert consented.made == [*consented.subscribed(*PUBLIC, *PRIVATE), *left]


async def test_an_address_that_does_not_answer_the_challenge_is_refused(signed):
    signed.ear.well = False
    with pytest.raises(Rejected):
        await signed.connector.subscribe()
    assert signed.made == []


async def test_a_lost_answer_is_no_harm_as_the_list_is_read_first(signed):
    signed.stage.simulated.fail(FaultKind.SERVER_ERROR_AFTER, method="POST")
    with pytest.raises(OutcomeUnknown):
        await signed.connector.subscribe()
    await signed.connector.subscribe()
    assert (len(signed.at_x.registered), signed.made) == (1, signed.subscribed(*PUBLIC))


async def test_the_subscriptions_of_many_handles_are_read_to_the_last_page(signed):
    await signed.connector.subscribe()
    [ours], webhook = signed.at_x.subscriptions, signed.at_x.registered[0].id
    for number in range(1200):
        signed.at_x.subscribe("post.create", str(number), webhook, TAG)
    signed.at_x.subscriptions.remove(ours)
    signed.at_x.subscriptions.append(ours)
    assert (await signed.connector.probe()).missing == ()


@pytest.mark.parametrize("kind", [FaultKind.EXPIRED_TOKEN, FaultKind.MISSING_PERMISSION, FaultKind.MALFORMED])
async def test_what_x_refuses_to_the_app_stops_no_account(signed, kind):
    signed.stage.simulated.fail(kind, path="/2/webhooks")
    assert (await signed.connector.probe()).missing == tuple(f"webhook field {event}" for event in PUBLIC)


async def test_without_an_address_nothing_is_asked(stage):
    await stage.connector.subscribe()
    assert (await stage.connector.probe()).missing == ()
    assert stage.simulated.app[WEBHOOKS].registered == []


def test_the_address_needs_the_app_s_own_token(script):
    network = msgspec_replace(script.network, webhook_url="https://aside.example.com/webhooks/x")
    with pytest.raises(Misconfigured, match="bearer_token"):
        PLUGIN.connect(script.account, script.options, network)


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_these_calls_are_no_posts_of_ours(method):
    for route in ("/2/webhooks", "/2/webhooks/19", "/2/activity/subscriptions", "/2/activity/subscriptions/19"):
        assert kind_of(method, route) == "subscriptions"
