from datetime import timedelta

import pytest

from tests.support.x_probe import BRAND, OTHER, x_probe


@pytest.fixture
async def x():
    async with x_probe() as probe:
        yield probe


@pytest.fixture
def ona(x):
    return x.person("ona_p")


async def test_only_id_type_and_text_come_unasked(x, ona):
    id_ = x.state.send_dm(ona, BRAND.x_user_id, "Kur siunta?")
    answer = await x.get("/2/dm_events")
    assert answer.data == [{"id": id_, "event_type": "MessageCreate", "text": "Kur siunta?"}]
    assert answer.body["meta"] == {"result_count": 1}


async def test_fields_asked_for(x, ona):
    x.state.send_dm(ona, BRAND.x_user_id, "Kur siunta?")
    fields = "sender_id,created_at,dm_conversation_id,event_type,text"
    answer = await x.get("/2/dm_events", dm_event__fields=fields, expansions="sender_id", user__fields="created_at")
    (event,) = answer.data
    assert event["sender_id"] == ona
    assert event["created_at"] == "2026-11-20T12:00:00.000Z"
    assert event["dm_conversation_id"] == f"{BRAND.x_user_id}-{ona}"
    assert answer.body["includes"]["users"][0]["username"] == "ona_p"


async def test_nothing_is_an_empty_page_without_data(x):
    assert (await x.get("/2/dm_events")).body == {"meta": {"result_count": 0}}


async def test_both_sides_are_listed_newest_first_in_pages(x, ona):
    ids = []
    for number in range(5):
        pair = (ona, BRAND.x_user_id) if number % 2 else (BRAND.x_user_id, ona)
        ids.append(x.state.send_dm(*pair, f"{number}"))
    first = await x.get("/2/dm_events", max_results=3)
    token = first.body["meta"]["next_token"]
    assert len(token) >= 16
    second = await x.get("/2/dm_events", max_results=3, pagination_token=token)
    assert first.ids + second.ids == ids[::-1]


async def test_conversations_are_read_by_person_and_by_id(x, ona):
    mine = x.state.send_dm(ona, BRAND.x_user_id, "Labas")
    x.state.send_dm(x.person("tomas"), BRAND.x_user_id, "Sveiki")
    x.state.send_dm(ona, OTHER.x_user_id, "Cześć")
    assert (await x.get(f"/2/dm_conversations/with/{ona}/dm_events")).ids == [mine]
    assert (await x.get(f"/2/dm_conversations/{BRAND.x_user_id}-{ona}/dm_events")).ids == [mine]
    assert (await x.get(f"/2/dm_conversations/{ona}-{OTHER.x_user_id}/dm_events")).status == 403
    assert (await x.get("/2/dm_conversations/nonsense/dm_events")).status == 400


async def test_messages_reach_back_thirty_days(x, ona):
    x.state.send_dm(ona, BRAND.x_user_id, "sena", at=x.clock.now() - timedelta(days=31))
    new = x.state.send_dm(ona, BRAND.x_user_id, "nauja")
    assert (await x.get("/2/dm_events")).ids == [new]


async def test_encrypted_messages_are_never_shown(x, ona):
    x.state.send_dm(ona, BRAND.x_user_id, "slapta", encrypted=True)
    assert (await x.get("/2/dm_events")).ids == []
    assert len(x.state.dms_between(ona, BRAND.x_user_id)) == 1


async def test_a_message_of_a_picture_has_no_text(x, ona):
    body = {"sender": "ona_p", "recipient": "siuntukas", "media": 1}
    await x.control("POST", "/x/dms", body)
    answer = await x.get("/2/dm_events", dm_event__fields="attachments", expansions="attachments.media_keys")
    (event,) = answer.data
    assert "text" not in event
    assert event["attachments"]["media_keys"] == [answer.body["includes"]["media"][0]["media_key"]]


@pytest.mark.parametrize(
    "params",
    [
        {"max_results": "0"},
        {"max_results": "101"},
        {"since_id": "1"},
        {"event_types": "Everything"},
        {"dm_event__fields": "author_id"},
        {"expansions": "author_id"},
    ],
)
async def test_what_is_refused(x, params):
    assert (await x.get("/2/dm_events", **params)).status == 400


async def test_joins_and_leaves_do_not_happen_between_two(x, ona):
    x.state.send_dm(ona, BRAND.x_user_id, "Labas")
    assert (await x.get("/2/dm_events", event_types="ParticipantsJoin")).ids == []
    assert len((await x.get("/2/dm_events", event_types="MessageCreate,ParticipantsJoin")).ids) == 1


async def test_an_answer_to_whom_wrote_first(x, ona):
    x.state.send_dm(ona, BRAND.x_user_id, "Kur siunta?")
    answer = await x.dm(ona, "Jau ieškome")
    assert answer.status == 201
    sent = x.state.dms_between(BRAND.x_user_id, ona)[-1]
    conversation = f"{BRAND.x_user_id}-{ona}"
    assert answer.body == {"data": {"dm_conversation_id": conversation, "dm_event_id": sent.id}}
    again = await x.post(f"/2/dm_conversations/{conversation}/messages", {"text": "Radome"})
    assert (again.status, again.data["dm_conversation_id"]) == (201, conversation)


async def test_who_has_blocked_us_takes_no_answer(x, ona):
    x.state.send_dm(ona, BRAND.x_user_id, "Kur siunta?")
    await x.control("POST", "/x/users", {"username": "ona_p", "blocks": [BRAND.x_handle]})
    assert (await x.dm(ona, "Jau ieškome")).status == 403
    await x.control("POST", "/x/users", {"username": "ona_p", "blocks": []})
    assert (await x.dm(ona, "Jau ieškome")).status == 201


async def test_a_message_to_a_stranger_is_refused(x, ona):
    answer = await x.dm(ona, "Sveiki")
    assert answer.status == 403
    assert answer.body == {
        "title": "Forbidden",
        "detail": "You do not have permission to DM one or more participants.",
        "type": "about:blank",
        "status": 403,
    }
    assert x.state.dms_between(BRAND.x_user_id, ona) == []


async def test_our_own_earlier_message_opens_nothing(x, ona):
    x.state.send_dm(BRAND.x_user_id, ona, "Iš programėlės")
    assert (await x.dm(ona, "Sveiki")).status == 403


@pytest.mark.parametrize("traits", [{"accepts_dms": True}, {"follows": {BRAND.x_user_id}}])
async def test_a_message_to_whom_lets_us(x, ona, traits):
    x.person("ona_p", **traits)
    assert (await x.dm(ona, "Sveiki")).status == 201


@pytest.mark.parametrize(("body", "status"), [({}, 400), ({"text": ""}, 400), ({"text": "a" * 10_001}, 403)])
async def test_texts_x_would_not_send(x, ona, body, status):
    x.person("ona_p", accepts_dms=True)
    assert (await x.post(f"/2/dm_conversations/with/{ona}/messages", body)).status == status


async def test_nobody_there(x):
    assert (await x.dm("5", "Sveiki")).status == 403
    assert (await x.dm(BRAND.x_user_id, "Sveiki")).status == 403
    assert (await x.post("/2/dm_conversations/with/ona/messages", {"text": "a"})).status == 400


async def test_links_in_messages_are_shortened_too(x, ona):
    x.state.send_dm(ona, BRAND.x_user_id, "Žr. https://example.lt/nr & atsakykit")
    (event,) = (await x.get("/2/dm_events", dm_event__fields="entities")).data
    assert event["text"].startswith("Žr. https://t.co/")
    assert event["text"].endswith(" &amp; atsakykit")
    assert event["entities"]["urls"][0]["expanded_url"] == "https://example.lt/nr"


async def test_the_newer_vocabulary_shows_the_sender_by_expansion_only():
    async with x_probe(x_vocabulary="post") as x:
        ona = x.person("ona_p")
        x.state.send_dm(ona, BRAND.x_user_id, "Labas")
        assert (await x.get("/2/dm_events", dm_event__fields="sender_id")).status == 400
        answer = await x.get("/2/dm_events", expansions="sender_id")
        assert answer.data[0]["sender_id"] == ona
