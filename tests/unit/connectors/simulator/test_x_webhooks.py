import asyncio
import base64
import hashlib
import hmac
import json

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from connectors.simulator.identities import X_CONSUMER_SECRET
from connectors.simulator.x.webhooks import WEBHOOKS, ChallengeFailed
from tests.support.patience import PATIENCE, until
from tests.support.x_probe import BRAND, OTHER, x_probe


def hmac_of(raw):
    digest = hmac.new(X_CONSUMER_SECRET.encode(), raw, hashlib.sha256).digest()
    return "sha256=" + base64.b64encode(digest).decode()


class Listener:
    """A service that answers the challenge and keeps what it is sent."""

    def __init__(self):
        self.received = asyncio.Queue()
        self.respond = lambda token: {"response_token": hmac_of(token.encode())}
        self.status = 200
        app = web.Application()
        app.router.add_get("/webhooks/x", self.challenge)
        app.router.add_post("/webhooks/x", self.receive)
        self.server = TestServer(app)

    @property
    def url(self):
        return str(self.server.make_url("/webhooks/x"))

    async def challenge(self, request):
        return web.json_response(self.respond(request.query["crc_token"]))

    async def receive(self, request):
        await self.received.put((await request.read(), request.headers))
        return web.Response(status=self.status)

    async def next(self):
        raw, _ = await asyncio.wait_for(self.received.get(), PATIENCE)
        return json.loads(raw)["data"]


@pytest.fixture
async def x():
    async with x_probe() as probe:
        yield probe


@pytest.fixture
async def listener():
    listener = Listener()
    await listener.server.start_server()
    yield listener
    await listener.server.close()


async def register(x, listener, **more):
    return await x.control("POST", "/x/webhooks", {"url": listener.url, **more})


async def test_an_address_is_registered_after_the_challenge(x, listener):
    answer = await register(x, listener)
    assert answer.status == 200
    assert (await x.control("GET", "/x/webhooks")).body["webhooks"] == [answer.body]


@pytest.mark.parametrize("respond", [lambda _: {"response_token": "sha256=wrong"}, lambda _: {}, lambda _: []])
async def test_a_wrong_answer_to_the_challenge_registers_nothing(x, listener, respond):
    listener.respond = respond
    assert (await register(x, listener)).status == 400
    assert x.app[WEBHOOKS].registered == []


async def test_nobody_there(x, listener):
    url = listener.url
    await listener.server.close()
    with pytest.raises(ChallengeFailed):
        await x.app[WEBHOOKS].register(url)


async def test_a_mention_is_pushed_and_signed_over_its_bytes(x, listener):
    await register(x, listener)
    post = x.state.post(x.person("ona_p"), "@siuntukas ačiū & iki")
    raw, headers = await asyncio.wait_for(listener.received.get(), PATIENCE)
    assert headers["x-twitter-webhooks-signature"] == hmac_of(raw)
    event = json.loads(raw)["data"]
    assert (event["event_type"], event["filter"]) == ("post.mention.create", {"user_id": BRAND.x_user_id})
    payload = event["payload"]
    assert (payload["id"], payload["author_id"]) == (post, x.person("ona_p"))
    assert payload["text"] == "@siuntukas ačiū &amp; iki"
    assert payload["entities"]["mentions"][0]["id"] == BRAND.x_user_id
    assert {user["username"] for user in event["includes"]["users"]} == {"ona_p", "siuntukas"}


async def test_a_message_is_pushed_in_the_old_shape(x, listener):
    await register(x, listener)
    id_ = x.state.send_dm(x.person("ona_p"), BRAND.x_user_id, "Labas")
    event = await listener.next()
    assert event["event_type"] == "dm.received"
    (message,) = event["payload"]["direct_message_events"]
    assert (message["type"], message["id"]) == ("message_create", id_)
    assert message["created_timestamp"] == str(int(x.clock.now().timestamp() * 1000))
    assert message["message_create"]["sender_id"] == x.person("ona_p")
    assert message["message_create"]["target"] == {"recipient_id": BRAND.x_user_id}
    assert message["message_create"]["message_data"]["text"] == "Labas"
    assert event["payload"]["users"][x.person("ona_p")]["data"]["username"] == "ona_p"


async def test_only_what_x_would_push_is_pushed(x, listener):
    await register(x, listener)
    ona = x.person("ona_p")
    ours = x.state.post(BRAND.x_user_id, "Naujiena @siuntukas")
    x.state.post(ona, "Pagaliau", in_reply_to=ours)
    x.state.repost(ona, ours)
    x.state.send_dm(ona, BRAND.x_user_id, "slapta", encrypted=True)
    x.state.delete(ours)
    last = x.state.post(ona, "@siuntukas paskutinis")
    assert (await listener.next())["payload"]["id"] == last


async def test_webhooks_hear_of_their_own_user_and_events_only(x, listener):
    await register(x, listener, user_id=OTHER.x_user_id, events=["post.mention.create"])
    ona = x.person("ona_p")
    x.state.post(ona, "@siuntukas labas")
    x.state.send_dm(ona, OTHER.x_user_id, "Cześć")
    post = x.state.post(ona, "@kawkarnia cześć")
    assert (await listener.next())["payload"]["id"] == post


async def test_an_event_may_come_more_than_once(x, listener):
    await register(x, listener, repeat=2)
    x.state.post(x.person("ona_p"), "@siuntukas labas")
    assert await listener.next() == await listener.next()


async def test_a_late_indexed_post_is_pushed_at_once(x, listener):
    await register(x, listener)
    post = x.state.post(x.person("ona_p"), "@siuntukas labas", index_after=600)
    assert (await listener.next())["payload"]["id"] == post
    assert (await x.mentions()).ids == []


async def test_what_was_delivered_is_told(x, listener):
    await register(x, listener)
    listener.status = 503
    x.state.post(x.person("ona_p"), "@siuntukas labas")
    await listener.next()
    await until(lambda: x.app[WEBHOOKS].deliveries)  # the sender reads our answer after we gave it
    (delivery,) = (await x.control("GET", "/x/webhooks")).body["deliveries"]
    assert (delivery["event_type"], delivery["status"]) == ("post.mention.create", 503)
    await x.control("DELETE", "/x/webhooks")
    x.state.post(x.person("ona_p"), "@siuntukas dar kartą")
    assert x.app[WEBHOOKS]._queue.empty()
