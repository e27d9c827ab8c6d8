import asyncio
import hashlib
import hmac
import json

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from connectors.simulator.graph.records import Attachment
from connectors.simulator.identities import META_APP_ID, META_APP_SECRET, META_VERIFY_TOKEN
from tests.support.graph_probe import IG, PAGE, graph_probe
from tests.support.patience import until


class Listener:
    """Our end: keeps raw bodies, answers as told."""

    def __init__(self):
        self.raw, self.statuses, self.echo = [], [], True

    async def verify(self, request):
        if request.query["hub.verify_token"] != META_VERIFY_TOKEN or not self.echo:
            return web.Response(status=403)
        return web.Response(text=request.query["hub.challenge"])

    async def receive(self, request):
        self.raw.append((await request.read(), dict(request.headers)))
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)

    @property
    def bodies(self):
        return [json.loads(body) for body, _ in self.raw]

    @property
    def changes(self):
        return [c for body in self.bodies for entry in body["entry"] for c in entry.get("changes", [])]

    @property
    def messaging(self):
        return [m for body in self.bodies for entry in body["entry"] for m in entry.get("messaging", [])]


@pytest.fixture
async def listener():
    listener = Listener()
    app = web.Application()
    app.router.add_get("/hook", listener.verify)
    app.router.add_post("/hook", listener.receive)
    async with TestServer(app) as server:
        listener.url = str(server.make_url("/hook"))
        yield listener


@pytest.fixture
async def graph(listener):
    async with graph_probe() as probe:
        answer = await probe.control("POST", "webhook", url=listener.url)
        assert answer == {"registered": True}
        yield probe


async def settle(graph):
    async with graph.session.get(f"{graph.root}/control/graph/webhook?idle=true") as answer:
        return await answer.json()


async def test_signature_is_over_the_escaped_bytes(graph, listener):
    graph.state.comment(graph.state.publish(PAGE, "Naujiena"), "ona", "Vėluoja / kur?")
    await settle(graph)
    body, headers = listener.raw[-1]
    assert b"V\\u0117luoja \\/ kur?" in body
    expected = hmac.new(META_APP_SECRET.encode(), body, hashlib.sha256).hexdigest()
    assert headers["X-Hub-Signature-256"] == f"sha256={expected}"


async def test_life_of_a_comment(graph, listener):
    post = graph.state.publish(PAGE, "Naujiena")
    id_ = graph.state.comment(post, "ona", "Vėluoja")
    graph.state.edit_comment(id_, "Vėl vėluoja")
    await graph.post(id_, is_hidden="true")
    reply = (await graph.post(f"{id_}/comments", message="Sveiki")).body["id"]
    graph.state.delete_comment(id_)
    await settle(graph)
    values = [c["value"] for c in listener.changes if c["value"]["item"] == "comment"]
    assert [v["verb"] for v in values] == ["add", "edited", "hide", "add", "remove"]
    assert values[0]["parent_id"] == values[0]["post_id"] == post
    assert values[0]["comment_id"] == id_
    assert values[1]["message"] == "Vėl vėluoja"
    assert (values[3]["comment_id"], values[3]["parent_id"]) == (reply, id_)
    assert values[3]["from"]["id"] == PAGE
    assert "message" not in values[4]


async def test_times_in_seconds_for_changes_and_milliseconds_for_messages(graph, listener):
    now = int(graph.clock.now().timestamp())
    graph.state.comment(graph.state.publish(PAGE, "Naujiena"), "ona", "Vėluoja")
    graph.state.message("ona", PAGE, "Labas")
    await settle(graph)
    times = {next(k for k in e if k not in ("id", "time")): e["time"] for b in listener.bodies for e in b["entry"]}
    assert times == {"changes": now, "messaging": now * 1000}
    assert listener.messaging[0]["timestamp"] == now * 1000


async def test_message_echo_edit_and_unsend(graph, listener):
    id_ = graph.state.message("ona", PAGE, "Labas")
    sent = await graph.send({"id": graph.psid("ona")}, message={"text": "Sveiki", "metadata": "outbox-1"})
    graph.state.edit_message(id_, "Laba diena")
    graph.state.unsend(id_)
    await settle(graph)
    first, echo, edit, gone = listener.messaging
    assert (first["sender"]["id"], first["recipient"]["id"]) == (graph.psid("ona"), PAGE)
    assert first["message"] == {"mid": id_, "text": "Labas"}
    assert echo["message"]["is_echo"] is True
    assert echo["message"]["mid"] == sent.body["message_id"]
    assert echo["message"]["metadata"] == "outbox-1"
    assert echo["message"]["app_id"] == int(META_APP_ID)
    assert echo["recipient"]["id"] == graph.psid("ona")
    assert edit["message_edit"] == {"mid": id_, "text": "Laba diena", "num_edit": 1}
    assert gone["message"] == {"mid": id_, "is_deleted": True}


async def test_instagram_comments_mentions_and_messages(graph, listener):
    media = graph.state.publish(IG, "Nauja")
    top = graph.state.comment(media, "ona", "Kaina?")
    reply = graph.state.comment(media, "jonas", "Brangu", parent=top)
    theirs = graph.state.mention(IG, "rasa", "@siuntukas.lt ačiū")
    said = graph.state.comment(theirs, "ona", "@siuntukas.lt ir man")
    graph.state.comment(theirs, "ona", "be vardo")
    graph.state.delete_comment(top)
    url = "https://cdn.example.com/s.jpg"
    graph.state.message("ona", IG, "", "instagram", attachments=(Attachment("story_mention", url),))
    graph.state.account_message(IG, "ona", "Ačiū", "instagram")
    await settle(graph)
    assert {body["object"] for body in listener.bodies} == {"instagram"}
    comments = [c["value"] for c in listener.changes if c["field"] == "comments"]
    assert [c["id"] for c in comments] == [top, reply]
    assert comments[1]["parent_id"] == top
    assert comments[0]["from"]["username"] == "ona"
    mentions = [c["value"] for c in listener.changes if c["field"] == "mentions"]
    assert mentions == [{"media_id": theirs}, {"media_id": theirs, "comment_id": said}]
    assert listener.messaging[0]["message"]["attachments"][0]["type"] == "story_mention"
    assert listener.messaging[1]["message"]["is_echo"] is True
    assert {entry["id"] for body in listener.bodies for entry in body["entry"]} == {IG}


async def test_a_photo_tag_with_the_name_in_the_caption_comes_twice(graph, listener):
    post = graph.state.tag_page(IG, "ona", "Ačiū @siuntukas.lt")
    graph.state.tag_page(IG, "ona", "Be vardo")
    await settle(graph)
    assert [c["value"] for c in listener.changes] == [{"media_id": post}]
    assert post in (await graph.get(f"{IG}/tags")).ids


async def test_a_tag_of_the_page_tells_no_author(graph, listener):
    post = graph.state.tag_page(PAGE, "ona", "Siuntukas vėluoja")
    await settle(graph)
    (change,) = listener.changes
    assert change["field"] == "mention"
    assert change["value"]["post_id"] == post
    assert not {"from", "sender_id", "sender_name"} & set(change["value"])


async def test_another_apps_thread_arrives_as_standby(graph, listener):
    graph.state.message("ona", PAGE, "Labas")
    next(iter(graph.state.threads.values())).owner_app = "42"
    graph.state.message("ona", PAGE, "Ar čia kas yra?")
    await settle(graph)
    assert "standby" in listener.bodies[-1]["entry"][0]


async def test_a_page_that_is_not_subscribed_is_silent(graph, listener):
    await graph.call("DELETE", f"{PAGE}/subscribed_apps")
    post = graph.state.publish(PAGE, "Naujiena")
    graph.state.comment(post, "ona", "Vėluoja")
    await graph.post(f"{PAGE}/subscribed_apps", subscribed_fields="messages")
    graph.state.comment(post, "ona", "Vis dar vėluoja")
    await settle(graph)
    assert listener.raw == []


async def test_review_pending_silences_people_but_not_us(graph, listener):
    graph.state.options.review_pending = True
    post = graph.state.publish(PAGE, "Naujiena")
    graph.state.comment(post, "ona", "Vėluoja")
    graph.state.account_comment(post, "Sveiki")
    await settle(graph)
    texts = [c["value"]["message"] for c in listener.changes]
    assert texts == ["Naujiena", "Sveiki"]
    shown = (await graph.get(f"{post}/comments", fields="from,message")).body["data"]
    assert "from" not in shown[0]


async def test_refused_deliveries_are_repeated_then_given_up(graph, listener):
    await graph.control("POST", "webhook/disturbance", attempts=3, backoff=0.01)
    listener.statuses = [500, 503]
    graph.state.message("ona", PAGE, "Labas")
    assert (await settle(graph))["delivered"] == 1
    assert len(listener.raw) == 3
    assert len({body for body, _ in listener.raw}) == 1
    listener.statuses = [500] * 9
    graph.state.message("ona", PAGE, "Vėl aš")
    status = await settle(graph)
    assert (status["given_up"], len(listener.raw)) == (1, 6)


async def test_a_later_event_does_not_wait_for_a_repeat(graph, listener, monkeypatch):
    await graph.control("POST", "webhook/disturbance", attempts=2, backoff=60)
    listener.statuses = [500]
    sleep = asyncio.sleep

    async def rest(seconds):
        await (until(lambda: len(listener.raw) == 2) if seconds == 60 else sleep(seconds))

    monkeypatch.setattr(asyncio, "sleep", rest)
    graph.state.message("ona", PAGE, "Pirma")
    graph.state.message("ona", PAGE, "Antra")
    await settle(graph)
    texts = [m["message"]["text"] for m in listener.messaging]
    assert texts == ["Pirma", "Antra", "Pirma"]


async def test_batches_duplicates_and_drops(graph, listener):
    await graph.control("POST", "webhook/disturbance", gather=0.05)
    post = graph.state.publish(PAGE, "Naujiena")
    graph.state.comment(post, "ona", "1")
    graph.state.message("ona", PAGE, "2")
    await settle(graph)
    (body,) = listener.bodies
    assert [len(entry.get("changes", entry.get("messaging"))) for entry in body["entry"]] == [2, 1]
    await graph.control("POST", "webhook/disturbance", gather=0, duplicate=1.0)
    graph.state.comment(post, "ona", "3")
    await settle(graph)
    assert listener.raw[-1][0] == listener.raw[-2][0]
    await graph.control("POST", "webhook/disturbance", duplicate=0, drop=1.0)
    graph.state.comment(post, "ona", "4")
    assert (await settle(graph))["dropped"] == 1


async def test_reordering_keeps_every_event(graph, listener):
    await graph.control("POST", "webhook/disturbance", delay=0.05, reorder=True)
    for n in range(8):
        graph.state.message("ona", PAGE, str(n))
    await settle(graph)
    texts = [m["message"]["text"] for m in listener.messaging]
    assert sorted(texts) == [str(n) for n in range(8)]
    assert texts != sorted(texts)


async def test_registration_needs_the_challenge_echoed(graph, listener):
    listener.echo = False
    answer = await graph.control("POST", "webhook", url=listener.url)
    assert "challenge" in answer["error"]
    answer = await graph.control("POST", "webhook", url="http://127.0.0.1:9/hook")
    assert "reached" in answer["error"]


async def test_subscription_through_the_api_itself(graph, listener):
    await graph.control("DELETE", "webhook")
    token = f"{META_APP_ID}|{META_APP_SECRET}"
    form = {
        "object": "instagram",
        "callback_url": listener.url,
        "fields": "comments",
        "verify_token": META_VERIFY_TOKEN,
    }
    path = f"{META_APP_ID}/subscriptions"
    assert (await graph.call("POST", path, data=form, token=token)).body == {"success": True}
    (entry,) = (await graph.call("GET", path, token=token)).body["data"]
    assert (entry["object"], entry["fields"][0]["name"]) == ("instagram", "comments")
    refused = await graph.call("POST", path, data={**form, "verify_token": "guess"}, token=token)
    assert refused.error == (2200, None)
    assert (await graph.post(path, **form)).error == (15, None)
    graph.state.comment(graph.state.publish(IG, "Nauja"), "ona", "Kaina?")
    graph.state.message("ona", PAGE, "Labas")
    await settle(graph)
    assert [c["field"] for c in listener.changes] == ["comments"]
    assert listener.messaging == []


async def test_stopping_with_deliveries_outstanding_leaves_nothing_behind(listener):
    async with graph_probe() as graph:
        await graph.control("POST", "webhook", url=listener.url)
        listener.statuses = [500]
        graph.state.message("ona", PAGE, "Labas")
        await until(lambda: listener.raw)
    assert not [task for task in asyncio.all_tasks() if "_repeat" in repr(task) or "_run(" in repr(task)]
