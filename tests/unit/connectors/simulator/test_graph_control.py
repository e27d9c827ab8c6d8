import base64
import hashlib
import hmac
import json

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from connectors.simulator.graph.state import GRAPH_STATE
from connectors.simulator.identities import BRANDS, META_APP_SECRET, SimulatedBrand
from connectors.simulator.server import SimulatorOptions, build_app
from tests.support.graph_probe import IG, PAGE, graph_probe


@pytest.fixture
async def graph():
    async with graph_probe() as probe:
        yield probe


async def test_the_whole_simulator_mounts_the_graph_side():
    app = build_app(SimulatorOptions())
    async with TestServer(app) as server:
        assert {account.page_id for account in app[GRAPH_STATE].all_accounts()} == {b.page_id for b in BRANDS}
        assert server.port


async def test_a_customers_day_through_control_routes(graph):
    post = (await graph.control("POST", "posts", account=PAGE, text="Naujiena"))["id"]
    visitor = await graph.control("POST", "posts", account=PAGE, person="ona", text="Ei!", name="Ona P.")
    tagged = await graph.control("POST", "posts", account=PAGE, person="ona", text="Siuntukas", kind="tagged")
    listed = await graph.control("GET", f"posts?account={PAGE}")
    assert [p["kind"] for p in listed["data"]] == ["published", "visitor", "tagged"]
    assert {visitor["id"], tagged["id"]} < {p["id"] for p in listed["data"]}
    id_ = (await graph.control("POST", "comments", post=post, person="ona", text="Kur siunta?"))["id"]
    await graph.control("POST", "comments", post=post, text="Sveiki", parent=id_)
    await graph.control("PATCH", f"comments/{id_}", text="Kur mano siunta?")
    await graph.control("PATCH", f"comments/{id_}", hidden=True)
    first, second = (await graph.control("GET", f"comments?post={post}"))["data"]
    assert (first["text"], first["hidden"], first["person"]) == ("Kur mano siunta?", True, "ona")
    assert (second["parent"], second["person"]) == (id_, None)
    await graph.control("DELETE", f"comments/{id_}")
    assert (await graph.control("GET", f"comments?post={post}"))["data"] == []
    gone = (await graph.control("GET", f"comments?post={post}&deleted=true"))["data"]
    assert [c["deleted"] for c in gone] == [True, True]


async def test_messages_and_the_private_reply_seen_as_truth(graph):
    post = graph.state.publish(IG, "Nauja")
    comment = (await graph.control("POST", "comments", post=post, person="ona", text="Kaina?"))["id"]
    sent = await graph.send({"comment_id": comment}, "Parašykite čia")
    answer = await graph.control("POST", "messages", account=IG, person="ona", text="Sveiki", platform="instagram")
    messages = (await graph.control("GET", "messages?person=ona&platform=instagram"))["data"]
    assert [(m["text"], m["from_account"]) for m in messages] == [("Parašykite čia", True), ("Sveiki", False)]
    assert (messages[0]["answers"], messages[0]["through_api"]) == (comment, True)
    (described,) = (await graph.control("GET", f"comments?post={post}"))["data"]
    assert described["private_reply"] == sent.body["message_id"]
    await graph.control("PATCH", f"messages/{answer['id']}", text="Labas")
    await graph.control("DELETE", f"messages/{answer['id']}")
    last = (await graph.control("GET", "messages"))["data"][-1]
    assert (last["deleted"], last["edits"]) == (True, 1)


async def test_mistakes_are_told(graph):
    assert "error" in await graph.control("POST", "comments", post="nope", person="ona", text="x")
    assert "error" in await graph.control("POST", "comments", person="ona", text="x")
    assert "unknown option" in (await graph.control("POST", "options", nonsense=1))["error"]
    assert "unknown knob" in (await graph.control("POST", "webhook/disturbance", nonsense=1))["error"]
    media = graph.state.publish(IG, "Nauja")
    id_ = graph.state.comment(media, "ona", "x")
    assert "cannot be edited" in (await graph.control("PATCH", f"comments/{id_}", text="y"))["error"]


async def test_knobs_of_accounts_people_threads_and_options(graph):
    await graph.control("POST", f"accounts/{PAGE}", token_subcode=460, restriction=[368, None])
    (account, *_) = (await graph.control("GET", "accounts"))["data"]
    assert (account["token_subcode"], account["restriction"]) == (460, [368, None])
    assert "token" not in account
    await graph.control("POST", f"accounts/{PAGE}", token_subcode=None, restriction=None)
    await graph.control("POST", "people/ona", name="Ona", unreachable="blocked", nameless=True)
    (person,) = (await graph.control("GET", "people"))["data"]
    assert person["ids"][PAGE]["psid"] == graph.psid("ona")
    graph.state.message("ona", PAGE, "Labas")
    assert (await graph.send({"id": graph.psid("ona")})).error == (551, 1545041)
    (thread,) = (await graph.control("GET", "threads"))["data"]
    await graph.control("POST", f"threads/{thread['id']}", owner_app="42", folder="spam")
    (thread,) = (await graph.control("GET", "threads"))["data"]
    assert (thread["owner_app"], thread["folder"]) == ("42", "spam")
    assert (await graph.control("POST", "options", require_proof=False))["require_proof"] is False


async def test_ordered_errors_can_be_taken_back(graph):
    await graph.control("POST", "errors", code=2, times=5)
    assert (await graph.get("me")).error == (2, None)
    await graph.control("DELETE", "errors")
    assert (await graph.get("me")).status == 200


async def test_signed_callbacks_for_deletion_and_deauthorisation(graph):
    received = []

    async def receive(request):
        received.append((await request.post())["signed_request"])
        return web.json_response({"url": "https://aside.example.com/d/1", "confirmation_code": "1"})

    app = web.Application()
    app.router.add_post("/deletion", receive)
    async with TestServer(app) as server:
        answer = await graph.control("POST", "callback", url=str(server.make_url("/deletion")), user_id="77")
    assert answer["status"] == 200
    signature, payload = received[0].split(".")
    expected = hmac.new(META_APP_SECRET.encode(), payload.encode(), hashlib.sha256).digest()
    assert base64.urlsafe_b64decode(signature + "=") == expected
    assert json.loads(base64.urlsafe_b64decode(payload + "=="))["user_id"] == "77"


async def test_same_acts_at_the_same_moment_give_the_same_ids():
    ids = []
    for _ in range(2):
        async with graph_probe() as graph:
            post = graph.state.publish(PAGE, "Naujiena")
            comment = graph.state.comment(post, "ona", "Labas")
            ids.append((post, comment, graph.state.message("ona", PAGE, "Labas"), graph.psid("ona")))
    assert ids[0] == ids[1]


async def test_later_ids_are_larger_and_none_comes_twice(graph):
    from datetime import timedelta

    seen = []
    for _ in range(3):
        seen += [int(graph.state.publish(IG, "x")) for _ in range(1500)]
        graph.clock.shift(timedelta(milliseconds=1))
    assert seen == sorted(set(seen))


async def test_another_brand_can_be_opened(graph):
    brand = SimulatedBrand("x", "Bandomoji", "lt", "1", "x", "100000000000099", "17841400000000099", "x.lt")
    graph.state.add_brand(brand)
    answer = await graph.call("GET", "me", token=brand.page_token)
    assert answer.body["id"] == "100000000000099"


async def test_listeners_hear_what_changed(graph):
    heard = []
    graph.state.on_change.append(lambda event: heard.append((event["kind"], event["verb"])))
    post = graph.state.publish(PAGE, "Naujiena")
    id_ = graph.state.comment(post, "ona", "Labas")
    graph.state.delete_comment(id_)
    graph.state.delete_post(post)
    graph.state.message("ona", PAGE, "Labas")
    assert heard == [
        ("post", "add"),
        ("comment", "add"),
        ("comment", "remove"),
        ("post", "remove"),
        ("message", "add"),
    ]
