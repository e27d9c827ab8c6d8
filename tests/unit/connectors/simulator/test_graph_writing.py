"""Writes refused for reasons of their own, and the rarer writes."""

import pytest

from connectors.simulator.graph.records import Attachment
from connectors.simulator.identities import META_APP_ID, META_APP_SECRET
from tests.support.graph_probe import IG, PAGE, graph_probe


@pytest.fixture
async def graph():
    async with graph_probe() as probe:
        yield probe


@pytest.fixture
def comment(graph):
    return graph.state.comment(graph.state.publish(PAGE, "Naujiena"), "ona", "Kur siunta?")


@pytest.fixture
def ig_comment(graph):
    return graph.state.comment(graph.state.publish(IG, "Nauja"), "ona", "Kaina?")


async def test_broken_bodies(graph, comment):
    for content in (b"{", b"[1]", b"\xff"):
        answer = await graph.call(
            "POST", f"{comment}/comments", data=content, headers={"Content-Type": "application/json"}
        )
        assert answer.error == (100, None)


@pytest.mark.parametrize("words", ["", "   ", "ž" * 8001])
async def test_a_reply_needs_words_but_not_too_many(graph, comment, words):
    assert (await graph.post(f"{comment}/comments", message=words)).error == (100, None)


async def test_the_page_comments_under_its_post_and_cannot_hide_itself(graph, comment):
    post = graph.state.find_comment(comment).post.id
    own = (await graph.post(f"{post}/comments", message="Atnaujinome")).body["id"]
    assert (await graph.get(own, fields="can_hide")).body["can_hide"] is False
    assert (await graph.post(own, is_hidden="true")).error == (200, None)
    assert (await graph.post(comment)).error == (100, None)


async def test_a_page_blocked_for_policy_cannot_comment(graph, comment):
    graph.state.account(PAGE).restriction = (368, None)
    answer = await graph.post(f"{comment}/comments", message="x")
    assert (answer.status, answer.error) == (403, (368, None))


async def test_instagram_comments_of_our_own_and_switching_them_off(graph, ig_comment):
    media = graph.state.find_comment(ig_comment).post.id
    own = (await graph.post(f"{media}/comments", message="Naujienos profilyje")).body["id"]
    assert (await graph.get(own, fields="from,user")).body["from"] == {"id": IG, "username": "siuntukas.lt"}
    assert (await graph.post(media)).error == (100, None)
    assert (await graph.call("POST", media, {"comment_enabled": "false"})).body == {"success": True}
    assert (await graph.get(media, fields="is_comment_enabled")).body["is_comment_enabled"] is False
    assert (await graph.post(f"{media}/comments", message="x")).error == (100, None)
    assert (await graph.post(ig_comment)).error == (100, None)


async def test_mentions_of_unknown_media_or_comments(graph, ig_comment):
    media = graph.state.mention(IG, "ona", "@siuntukas.lt")
    assert (await graph.post(f"{IG}/mentions", media_id="1", message="x")).error == (100, 33)
    wrong = await graph.post(f"{IG}/mentions", media_id=media, comment_id=ig_comment, message="x")
    assert wrong.error == (100, 33)
    assert (await graph.get(IG, fields="mentioned_media{id}")).error == (100, None)
    assert (await graph.get(IG, fields="mentioned_comment{id}")).error == (100, None)
    silent = graph.state.publish(IG, "Be vardo")
    assert (await graph.get(IG, fields=f"mentioned_media.media_id({silent})")).error == (100, 33)
    assert (await graph.get(IG, fields="mentioned_media.media_id(1)")).error == (100, 33)


@pytest.mark.parametrize(
    ("method", "path"),
    [("PUT", PAGE), ("POST", f"{PAGE}/feed"), ("DELETE", IG), ("POST", f"{IG}/media")],
)
async def test_what_nobody_can_write(graph, method, path):
    assert (await graph.call(method, path)).error == (100, 33)


async def test_messages_are_sent_with_page_tokens_only(graph):
    body = {"recipient": {"id": "1"}, "message": {"text": "x"}}
    answer = await graph.call("POST", f"{PAGE}/messages", json=body, token="simulated-user-token")
    assert answer.error == (190, None)


async def test_attachments_and_signs_of_typing(graph):
    graph.state.message("ona", PAGE, "Labas", attachments=(Attachment("image", "https://cdn.example.com/a.jpg"),))
    psid = {"id": graph.psid("ona")}
    picture = {"attachment": {"type": "image", "payload": {"url": "https://example.com/map.png"}}}
    sent = await graph.send(psid, message=picture)
    thread = (await graph.get(f"{PAGE}/conversations", fields="messages{attachments,shares}")).body["data"][0]
    urls = [m["attachments"]["data"][0]["image_data"]["url"] for m in thread["messages"]["data"]]
    assert sorted(urls) == ["https://cdn.example.com/a.jpg", "https://example.com/map.png"]
    assert sent.body["message_id"] in graph.state.messages
    typing = await graph.call("POST", f"{PAGE}/messages", json={"recipient": psid, "sender_action": "typing_on"})
    assert typing.body == {"recipient_id": psid["id"]}
    assert len(graph.state.conversation(PAGE, "ona")) == 2


async def test_recipient_of_no_known_kind(graph):
    assert (await graph.send({"phone_number": "+37060000000"})).error == (100, None)


async def test_human_agent_is_a_permission_of_its_own(graph):
    from datetime import timedelta

    graph.state.message("ona", PAGE, "Labas")
    graph.clock.shift(timedelta(hours=30))
    graph.state.account(PAGE).removed_permissions.add("human_agent")
    tagged = {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}
    assert (await graph.send({"id": graph.psid("ona")}, **tagged)).error == (10, None)


async def test_moderation_of_conversations(graph):
    graph.state.message("ona", PAGE, "Labas")
    ids = [{"id": graph.psid("ona")}]
    path = f"{PAGE}/moderate_conversations"
    for action in ("BAN_USER", "UNBAN_USER", "MOVE_TO_SPAM"):
        answer = await graph.call("POST", path, json={"actions": [action], "user_ids": ids})
        assert answer.body["success"] is True
    assert next(iter(graph.state.threads.values())).folder == "spam"
    assert graph.state.account(PAGE).blocked_people == set()
    wrong = await graph.call("POST", path, json={"actions": ["FORGIVE"], "user_ids": ids})
    assert wrong.error == (100, None)
    unknown = await graph.call("POST", path, json={"actions": ["BLOCK_USER"], "user_ids": ["1"]})
    assert unknown.error == (100, 2018001)
    assert (await graph.call("POST", path, json={"actions": []})).error == (100, None)


async def test_subscribing_needs_a_name(graph):
    assert (await graph.post(f"{PAGE}/subscribed_apps")).error == (100, None)
    body = {"subscribed_fields": ["feed", "mention"]}
    assert (await graph.call("POST", f"{PAGE}/subscribed_apps", json=body)).status == 200
    assert (await graph.get(PAGE, fields="is_webhooks_subscribed")).body["is_webhooks_subscribed"] is True
    assert (await graph.call("DELETE", f"{PAGE}/subscribed_apps")).body == {"success": True}
    assert (await graph.get(f"{PAGE}/subscribed_apps")).body == {"data": []}


@pytest.mark.parametrize("since", ["2026-11-20T11:30:00+0000", "2026-11-20 11:30", "1795174200"])
async def test_moments_are_read_as_seconds_or_dates(graph, comment, since):
    post = graph.state.find_comment(comment).post.id
    assert len((await graph.get(f"{post}/comments", since=since)).ids) == 1


async def test_parameters_of_the_wrong_kind(graph, comment):
    post = graph.state.find_comment(comment).post.id
    assert (await graph.get(f"{post}/comments", since="yesterday")).error == (100, None)
    assert (await graph.get(f"{post}/comments", limit="many")).error == (100, None)
    assert (await graph.get("", ids="")).error == (100, None)


async def test_the_app_itself_owns_no_page(graph):
    token = f"{META_APP_ID}|{META_APP_SECRET}"
    assert (await graph.call("GET", PAGE, token=token)).error == (100, 33)
    assert (await graph.call("GET", "me", token=token)).error == (100, 33)
    facts = (await graph.call("GET", "debug_token", {"input_token": token}, token=token)).body["data"]
    assert (facts["type"], facts["is_valid"]) == ("APP", True)
    unknown = (await graph.call("GET", "debug_token", {"input_token": "x"}, token=token)).body["data"]
    assert (unknown["is_valid"], unknown["error"]["code"]) == (False, 190)
    assert (await graph.call("GET", "debug_token", token=token)).error == (100, None)


async def test_the_administrators_token(graph):
    token = "simulated-user-token"
    assert (await graph.call("GET", "me", token=token)).body["name"] == "Page administrator"
    facts = (await graph.call("GET", "debug_token", {"input_token": token}, token=token)).body["data"]
    assert facts["type"] == "USER"
    assert facts["expires_at"] > graph.clock.now().timestamp()
    exchange = {
        "grant_type": "fb_exchange_token",
        "client_id": META_APP_ID,
        "client_secret": META_APP_SECRET,
        "fb_exchange_token": token,
    }
    assert (await graph.call("GET", "oauth/access_token", exchange)).body["expires_in"] == 5_183_944
    stale = {**exchange, "fb_exchange_token": "old"}
    assert (await graph.call("GET", "oauth/access_token", stale)).error == (190, 463)
    assert (await graph.call("GET", "dialog/oauth", {"client_id": "1"})).error == (100, None)
