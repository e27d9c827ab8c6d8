import gc
import logging
from datetime import datetime, timedelta, timezone

import aiohttp
import pytest

from config.secret import Secret
from connectors.x.client import XClient
from connectors.x.settings import XAccount, XNetwork
from monitor.domain.errors import Misconfigured, Retryable

EMPTY = {"meta": {"result_count": 0}}


@pytest.fixture
async def client(script):
    client = script.client()
    yield client
    await client.aclose()


async def test_the_address_and_the_version_are_settings(script):
    client = XClient(XNetwork(base_url=script.url + "/prefix/", version="3", bearer_token=Secret("b")), XAccount())
    script.says(EMPTY)
    await client.get_users_mentions("1", max_results=5)
    await client.aclose()
    assert script.asked[0].raw_path == "/prefix/3/users/1/mentions?max_results=5"
    assert script.asked[0].headers["Authorization"] == "Bearer b"


@pytest.mark.parametrize("text", ["labas", "a b&c=d", "ą č !*'()", "x:y/z?", "100%", "+37061234567", "🙂", "~._-"])
async def test_the_simulator_accepts_our_signature_for_any_text(staged, text):
    async with staged() as stage:
        client = XClient(stage.network, stage.options)
        answer = await client.search_recent_tweets(f'"{text}" OR siunta', user_auth=True)
        assert answer.status in {200, 400}  # 400: not a query; 401 would be: not our signature
        await client.aclose()


async def test_a_wrong_key_is_refused_by_the_simulator(staged):
    async with staged(network={"consumer_secret": Secret("wrong")}) as stage:
        client = XClient(stage.network, stage.options)
        assert (await client.get_me()).status == 401
        await client.aclose()


async def test_writes_are_signed_without_their_body(script, client):
    script.says({"data": {"id": "1"}}, status=201)
    await client.create_tweet(text="labas", in_reply_to_tweet_id="5")
    request = script.asked[0]
    assert request.headers["Authorization"].startswith("OAuth ")
    assert await request.json() == {"text": "labas", "reply": {"in_reply_to_tweet_id": "5"}}
    assert request.content_type == "application/json"


async def test_every_status_comes_back_as_a_value(script, client):
    script.says("<html>", status=503)
    assert (await client.get_me()).status == 503


async def test_parameters_are_spelled_as_x_wants_them(script, client):
    script.says(EMPTY)
    moment = datetime(2026, 11, 20, 14, 0, 5, 999, tzinfo=timezone(timedelta(hours=2)))
    await client.get_users_mentions("1", start_time=moment, post_fields=["id", "text"], user_auth=True)
    assert script.asked[0].query == {"start_time": "2026-11-20T12:00:05Z", "post.fields": "id,text"}


async def test_a_misspelled_parameter_is_never_sent(client):
    with pytest.raises(TypeError, match="max_result"):
        await client.get_users_mentions("1", max_result=5)


@pytest.mark.parametrize(("call", "missing"), [("get_me", "access_token"), ("mentions", "bearer_token")])
async def test_missing_keys_are_named(script, call, missing):
    client = XClient(XNetwork(base_url=script.url, consumer_key=Secret("k")), XAccount())
    with pytest.raises(Misconfigured, match=missing):
        await (client.get_me() if call == "get_me" else client.get_users_mentions("1"))
    assert script.asked == []


async def test_failing_calls_leave_no_session_behind(script):
    network = XNetwork(base_url=script.url, bearer_token=Secret("b"), timeout_seconds=0.05)
    client = XClient(network, XAccount())
    script.silent = True
    for _ in range(3):
        with pytest.raises(Retryable):
            await client.get_users_mentions("1")
    await client.aclose()
    gc.collect()
    assert all(thing.closed for thing in gc.get_objects() if type(thing) is aiohttp.ClientSession)


async def test_nothing_secret_is_logged_even_at_debug(script, client, caplog):
    caplog.set_level(logging.DEBUG)
    script.says(EMPTY)
    await client.get_users_mentions("424242", user_auth=True)
    shown = "".join(record.getMessage() for record in caplog.records if record.name != "aiohttp.access")
    assert not any(word in shown for word in ("oauth_signature", "OAuth ", "424242", "consumer-key", "access-token"))
