from datetime import timedelta

import pytest

from connectors.x.search_back import find_message, find_reply
from monitor.domain.errors import RateLimited, Retryable
from monitor.domain.moves import MoveKind
from monitor.domain.outbox import RemoteCall

ME = "700000000000000001"
REPLY = RemoteCall(
    key="k", move=MoveKind.PUBLIC_REPLY, text="Ačiū!", mention_id="5", conversation_id="5", author_id="2"
)


@pytest.fixture
async def client(script):
    client = script.client()
    yield client
    await client.aclose()


def post(number: int, text: str = "@k Ačiū!", parent: str = "5", author: str = ME):
    return {
        "id": str(number),
        "author_id": author,
        "text": text,
        "created_at": "2026-11-20T11:59:00Z",
        "referenced_tweets": [{"type": "replied_to", "id": parent}],
    }


def message(number: int, minute: int, sender: str = ME, text: str = "Ačiū!"):
    return {
        "id": str(number),
        "sender_id": sender,
        "text": text,
        "created_at": f"2026-11-20T11:{minute:02}:00Z",
        "dm_conversation_id": "2-700000000000000001",
    }


async def reply(script, client):
    since = script.now - timedelta(minutes=5)
    return await find_reply(client, script.network, ME, REPLY, since, now=script.now)


async def test_only_our_reply_to_that_very_post_with_these_words_counts(script, client):
    script.says({"data": [post(9, parent="6"), post(8, "@k kita"), post(7, author="3"), post(6)], "meta": {}})
    assert (await reply(script, client)).remote_id == "6"
    assert script.asked[0].query["query"] == f"from:{ME}"


async def test_a_long_reply_is_compared_whole(script, client):
    script.says({"data": [{**post(6, "@k Ačiū… https://t.co/x"), "note_tweet": {"text": "@k Ačiū!"}}]})
    assert (await reply(script, client)).remote_id == "6"


async def test_all_pages_are_searched(script, client):
    script.says({"data": [post(9, parent="6")], "meta": {"next_token": "t2"}})
    script.says({"data": [post(6)], "meta": {}})
    assert (await reply(script, client)).remote_id == "6"
    assert script.asked[1].query["next_token"] == "t2"


async def test_pages_without_end_leave_it_open(script, client):
    script.says({"data": [], "meta": {"next_token": "t2"}})
    with pytest.raises(Retryable):
        await reply(script, client)


async def test_a_network_that_cannot_tell_now_is_no_answer(script, client):
    script.says("Rate limit exceeded", status=429)
    with pytest.raises(RateLimited):
        await reply(script, client)


async def test_messages_are_searched_back_to_the_attempt_and_no_further(script, client):
    script.says(
        {
            "data": [message(9, 59, sender="2"), message(8, 58, text="kita"), message(7, 50)],
            "meta": {"next_token": "t2"},
        }
    )
    since = script.now - timedelta(minutes=5)
    assert await find_message(client, script.network, ME, REPLY, since, now=script.now) is None
    assert [request.path for request in script.asked] == ["/2/dm_conversations/with/2/dm_events"]


@pytest.mark.parametrize("kind", [find_reply, find_message])
async def test_what_cannot_be_read_might_be_ours(script, client, kind):
    script.says({"data": [{"id": "9", "sender_id": ME, "text": "Ačiū!"}], "meta": {}})
    with pytest.raises(Retryable):
        await kind(client, script.network, ME, REPLY, script.now - timedelta(minutes=5), now=script.now)


async def test_an_event_that_is_no_message_of_somebody_is_not_asked_for(script, client):
    script.says({"data": [], "meta": {}})
    await find_message(client, script.network, ME, REPLY, script.now, now=script.now)
    assert script.asked[0].query["event_types"] == "MessageCreate"
