from datetime import timedelta

import pytest

from connectors.simulator.graph.records import Attachment, Unreachable
from tests.support.graph_probe import IG, PAGE, graph_probe

DAY = timedelta(hours=24)


@pytest.fixture
async def graph():
    async with graph_probe() as probe:
        yield probe


@pytest.fixture
def comment(graph):
    return graph.state.comment(graph.state.publish(PAGE, "Naujiena"), "ona", "Kur mano siunta?")


@pytest.fixture
def ig_comment(graph):
    return graph.state.comment(graph.state.publish(IG, "Naujiena"), "ona", "Kur mano siunta?")


async def test_answer_inside_the_window(graph):
    graph.state.message("ona", PAGE, "Labas, kur siunta?")
    answer = await graph.send({"id": graph.psid("ona")}, "Patikrinsime")
    assert set(answer.body) == {"recipient_id", "message_id"}
    assert answer.body["recipient_id"] == graph.psid("ona")
    assert len(answer.body["message_id"]) > 150
    assert [m.text for m in graph.state.conversation(PAGE, "ona")] == ["Labas, kur siunta?", "Patikrinsime"]


async def test_window_closes_24_hours_after_the_persons_last_message_not_ours(graph):
    graph.state.message("ona", PAGE, "Labas")
    graph.clock.shift(DAY)
    assert (await graph.send({"id": graph.psid("ona")})).status == 200
    graph.clock.shift(timedelta(seconds=1))
    answer = await graph.send({"id": graph.psid("ona")})
    assert (answer.status, answer.error) == (400, (10, 2018278))


async def test_instagram_window_has_its_own_words(graph):
    graph.state.message("ona", IG, "Labas", "instagram", at=graph.clock.now() - timedelta(hours=25))
    answer = await graph.send({"id": graph.igsid("ona")})
    assert (answer.status, answer.error) == (403, (10, 2534022))
    assert answer.body["error"]["type"] == "IGApiException"


async def test_human_agent_tag_works_from_24_hours_to_7_days_only(graph):
    graph.state.message("ona", PAGE, "Labas")
    tagged = {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}
    psid = {"id": graph.psid("ona")}
    assert (await graph.send(psid, **tagged)).error == (100, None)
    graph.clock.shift(DAY + timedelta(minutes=1))
    assert (await graph.send(psid, **tagged)).status == 200
    graph.clock.shift(timedelta(days=6))
    assert (await graph.send(psid, **tagged)).error == (10, 2018278)


@pytest.mark.parametrize(
    "extra",
    [
        {"messaging_type": "MESSAGE_TAG", "tag": "POST_PURCHASE_UPDATE"},
        {"messaging_type": "MESSAGE_TAG"},
        {"messaging_type": "RESPONSE", "tag": "HUMAN_AGENT"},
        {"messaging_type": "HELLO"},
    ],
)
async def test_other_tags_and_types_are_refused(graph, extra):
    graph.state.message("ona", PAGE, "Labas")
    assert (await graph.send({"id": graph.psid("ona")}, **extra)).error == (100, None)


async def test_private_reply_links_the_comment_to_a_psid_unlike_the_commenters_id(graph, comment):
    shown = (await graph.get(comment, fields="from")).body["from"]["id"]
    answer = await graph.send({"comment_id": comment}, "Parašykite numerį čia")
    assert answer.body["recipient_id"] == graph.psid("ona") != shown
    assert (await graph.send({"id": shown})).error == (100, 2018001)
    fields = "can_reply_privately,private_reply_conversation{id}"
    after = (await graph.get(comment, fields=fields)).body
    assert after["can_reply_privately"] is False
    assert after["private_reply_conversation"]["id"].startswith("t_")


async def test_one_private_reply_per_comment_ever(graph, comment, ig_comment):
    assert (await graph.send({"comment_id": comment})).status == 200
    bare = comment.split("_")[1]
    assert (await graph.send({"comment_id": bare})).error == (10900, None)
    assert (await graph.send({"comment_id": ig_comment})).status == 200
    assert (await graph.send({"comment_id": ig_comment})).error == (100, 2534023)


async def test_after_a_private_reply_nothing_more_until_the_person_answers(graph, comment):
    answer = await graph.send({"comment_id": comment})
    psid = {"id": answer.body["recipient_id"]}
    assert (await graph.send(psid)).error == (10, 2018278)
    tagged = {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}
    assert (await graph.send(psid, **tagged)).error == (10, 2018278)
    graph.state.message("ona", PAGE, "SG123")
    assert (await graph.send(psid)).status == 200


async def test_private_reply_within_seven_days(graph, comment, ig_comment):
    graph.clock.shift(timedelta(days=7, seconds=1))
    assert (await graph.send({"comment_id": comment})).error == (100, 2534025)
    assert (await graph.send({"comment_id": ig_comment})).error == (100, 2534025)


async def test_private_reply_to_a_visitor_post_but_not_to_our_own(graph):
    visitor = graph.state.visitor_post(PAGE, "ona", "Niekas neatsiliepia")
    assert (await graph.send({"post_id": visitor})).body["recipient_id"] == graph.psid("ona")
    assert (await graph.send({"post_id": visitor})).error == (10900, None)
    own = graph.state.publish(PAGE, "Naujiena")
    assert (await graph.send({"post_id": own})).error == (100, 2534025)
    reply = graph.state.account_comment(own, "Sveiki")
    assert (await graph.send({"comment_id": reply})).error == (100, 2534025)


async def test_private_reply_to_a_deleted_comment(graph, comment):
    graph.state.delete_comment(comment)
    assert (await graph.send({"comment_id": comment})).error == (100, 33)


async def test_a_refused_private_reply_leaves_it_open(graph, comment):
    assert (await graph.send({"comment_id": comment}, "")).error == (100, None)
    assert (await graph.send({"comment_id": comment})).status == 200


async def test_recipient_must_be_json_not_a_flattened_form(graph):
    graph.state.message("ona", PAGE, "Labas")
    flat = await graph.post(f"{PAGE}/messages", recipient="id", message="text")
    assert flat.error == (100, None)
    as_text = await graph.post(
        f"{PAGE}/messages", recipient=f'{{"id":"{graph.psid("ona")}"}}', message='{"text":"Labas"}'
    )
    assert as_text.status == 200


async def test_length_is_counted_in_characters_or_in_bytes(graph):
    graph.state.message("ona", PAGE, "Labas")
    graph.state.message("ona", IG, "Labas", "instagram")
    assert (await graph.send({"id": graph.psid("ona")}, "ž" * 2000)).status == 200
    assert (await graph.send({"id": graph.psid("ona")}, "ž" * 2001)).error == (100, None)
    assert (await graph.send({"id": graph.igsid("ona")}, "ž" * 500)).status == 200
    assert (await graph.send({"id": graph.igsid("ona")}, "ž" * 501)).error == (100, None)


async def test_unknown_people(graph):
    assert (await graph.send({"id": "1"})).error == (100, 2018001)
    post = graph.state.publish(IG, "Naujiena")
    id_ = graph.state.comment(post, "ona", "Labas")
    shown = (await graph.get(id_, fields="from")).body["from"]["id"]
    assert (await graph.send({"id": shown})).error == (100, 2534014)


@pytest.mark.parametrize(
    ("unreachable", "expected"),
    [
        (Unreachable.BLOCKED, (551, 1545041)),
        (Unreachable.NOT_ACCEPTING, (10, 2018108)),
        (Unreachable.UNAVAILABLE, (200, 1545041)),
    ],
)
async def test_people_who_cannot_receive(graph, unreachable, expected):
    graph.state.message("ona", PAGE, "Labas")
    graph.state.person("ona").unreachable = unreachable
    assert (await graph.send({"id": graph.psid("ona")})).error == expected


async def test_states_of_account_and_thread_that_stop_sending(graph):
    account = graph.state.account(PAGE)
    graph.state.message("ona", PAGE, "Labas")
    graph.state.message("ona", IG, "Labas", "instagram")
    facebook, instagram = {"id": graph.psid("ona")}, {"id": graph.igsid("ona")}
    for restriction in ((10, 1893063), (100, 2534029), (2022, None), (368, None)):
        account.restriction = restriction
        assert (await graph.send(facebook)).error == restriction
    account.restriction = None
    account.instagram_messages_off = True
    assert (await graph.send(instagram)).error == (200, 2534041)
    account.instagram_messages_off = False
    for thread in graph.state.threads.values():
        thread.owner_app = "123"
    assert (await graph.send(facebook)).error == (2018300, None)
    assert (await graph.send(instagram)).error == (100, 2534037)
    for thread in graph.state.threads.values():
        thread.owner_app, thread.archived = None, True
    assert (await graph.send(instagram)).error == (100, 2534001)


async def test_conversations_with_participants_and_newest_messages_first(graph):
    graph.state.person("ona", "Ona Petraitė", "ona.p")
    graph.state.message("ona", PAGE, "Pirma", at=graph.clock.now() - timedelta(hours=2))
    graph.state.message("ona", PAGE, "Antra", at=graph.clock.now() - timedelta(hours=1))
    graph.state.message("ona", IG, "Kita", "instagram")
    fields = "id,updated_time,participants,messages.limit(20){id,created_time,from,to,message,attachments}"
    answer = await graph.get(f"{PAGE}/conversations", platform="messenger", fields=fields)
    (thread,) = answer.body["data"]
    assert thread["updated_time"] == "2026-11-20T11:00:00+0000"
    assert [side["id"] for side in thread["participants"]["data"]] == [graph.psid("ona"), PAGE]
    messages = thread["messages"]["data"]
    assert [m["message"] for m in messages] == ["Antra", "Pirma"]
    assert messages[0]["from"]["name"] == "Ona Petraitė"
    assert messages[0]["to"]["data"][0]["id"] == PAGE
    other = await graph.get(f"{PAGE}/conversations", platform="INSTAGRAM", fields="participants")
    assert other.body["data"][0]["participants"]["data"] == [
        {"username": "ona.p", "id": graph.igsid("ona")},
        {"username": "siuntukas.lt", "id": IG},
    ]
    assert (await graph.get(f"{PAGE}/conversations", platform="telegram")).error == (100, None)
    nested = await graph.get("me", fields="conversations.platform(instagram){id}")
    assert [thread["id"] for thread in nested.body["conversations"]["data"]] == other.ids


async def test_only_the_twenty_newest_messages_are_readable(graph):
    ids = [
        graph.state.message("ona", PAGE, str(n), at=graph.clock.now() - timedelta(minutes=60 - n)) for n in range(25)
    ]
    thread = (await graph.get(f"{PAGE}/conversations")).ids[0]
    fields = "id,created_time,from,message"
    listed = (await graph.get(f"{thread}/messages", fields=fields, limit="50")).body["data"]
    assert [m["id"] for m in listed] == ids[::-1]
    assert all("message" in m for m in listed[:20])
    assert all(set(m) == {"id", "created_time"} for m in listed[20:])
    assert (await graph.get(ids[5], fields=fields)).body["message"] == "5"
    assert (await graph.get(ids[4], fields=fields)).error == (9000001, None)


async def test_unsent_messages_are_gone(graph):
    id_ = graph.state.message("ona", PAGE, "Oi")
    graph.state.message("ona", PAGE, "Labas")
    graph.state.unsend(id_)
    thread = (await graph.get(f"{PAGE}/conversations")).ids[0]
    assert len((await graph.get(f"{thread}/messages")).ids) == 1
    assert (await graph.get(id_)).error == (9000001, None)


async def test_story_mentions_and_replies_are_links(graph):
    url = "https://cdn.example.com/story.jpg"
    mention = graph.state.message("ona", IG, "", "instagram", attachments=(Attachment("story_mention", url),))
    story = {"story": {"id": "1", "url": url}}
    reply = graph.state.message("ona", IG, "Gražu", "instagram", reply_to=story)
    assert (await graph.get(mention, fields="message,story")).body["story"]["mention"]["link"] == url
    assert (await graph.get(reply, fields="story")).body["story"]["reply_to"]["link"] == url


async def test_requests_idle_for_thirty_days_are_absent(graph):
    graph.state.message("ona", PAGE, "Labas")
    next(iter(graph.state.threads.values())).folder = "requests"
    assert len((await graph.get(f"{PAGE}/conversations")).ids) == 1
    graph.clock.shift(timedelta(days=31))
    assert (await graph.get(f"{PAGE}/conversations")).body == {"data": []}


async def test_conversations_changed_since(graph):
    graph.state.message("ona", PAGE, "Labas", at=graph.clock.now() - timedelta(hours=3))
    graph.state.message("jonas", PAGE, "Labas")
    since = str(int((graph.clock.now() - timedelta(hours=1)).timestamp() * 1000))
    assert len((await graph.get(f"{PAGE}/conversations", updated_after_ms=since)).ids) == 1
    assert len((await graph.get(f"{PAGE}/conversations", user_id=graph.psid("ona"))).ids) == 1


async def test_blocking_a_person(graph):
    graph.state.message("ona", PAGE, "Labas")
    body = {"actions": ["BLOCK_USER"], "user_ids": [{"id": graph.psid("ona")}]}
    answer = await graph.call("POST", f"{PAGE}/moderate_conversations", json=body)
    assert answer.body["success"] is True
    with pytest.raises(PermissionError):
        graph.state.message("ona", PAGE, "Ir vėl aš")


async def test_scoped_ids_differ_from_page_to_page(graph):
    person = graph.state.person("ona")
    pages = graph.state.all_accounts()
    ids = [graph.state.messaging_id(person, page, "messenger") for page in pages]
    ids += [graph.state.messaging_id(person, page, "instagram") for page in pages]
    ids += [graph.state.commenter_id(person, page, "facebook") for page in pages]
    assert len(set(ids)) == 3 * len(pages)


async def test_me_stands_for_the_page_of_the_token(graph):
    graph.state.message("ona", PAGE, "Labas")
    body = {"recipient": {"id": graph.psid("ona")}, "message": {"text": "Sveiki"}}
    assert (await graph.call("POST", "me/messages", json=body)).status == 200
    answer = await graph.get("me/conversations")
    assert len(answer.ids) == 1
    assert '"messenger"' in answer.headers["X-Business-Use-Case-Usage"]


async def test_instagram_conversations_may_be_asked_twice_a_second(graph):
    graph.state.options.instagram_conversation_calls_per_second = 2
    for expected in ((0, None), (0, None), (613, 2534040)):
        assert (await graph.get(f"{PAGE}/conversations", platform="instagram")).error == expected
    assert (await graph.get(f"{PAGE}/conversations")).status == 200
    graph.clock.shift(timedelta(seconds=1))
    assert (await graph.get(f"{PAGE}/conversations", platform="instagram")).status == 200


async def test_live_videos_take_private_replies_only_during_the_broadcast(graph):
    live = graph.state.publish(IG, "Tiesiogiai", live=True)
    first, second = (graph.state.comment(live, key, "Labas") for key in ("ona", "jonas"))
    assert (await graph.send({"comment_id": first})).status == 200
    assert (await graph.post(f"{first}/replies", message="x")).error == (100, None)
    graph.state.posts[live].comments_closed = True
    assert (await graph.send({"comment_id": second})).error == (100, 2534025)


async def test_the_old_private_replies_edge_is_dead(graph, comment):
    assert (await graph.post(f"{comment}/private_replies", message="x")).error == (12, None)


async def test_edits_are_counted_and_limited_to_five(graph):
    id_ = graph.state.message("ona", PAGE, "0")
    for n in range(1, 6):
        graph.state.edit_message(id_, str(n))
    with pytest.raises(ValueError, match="five"):
        graph.state.edit_message(id_, "6")
    assert (await graph.get(id_, fields="message")).body["message"] == "5"
