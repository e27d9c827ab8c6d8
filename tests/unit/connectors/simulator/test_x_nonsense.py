"""Whatever is sent, X's double answers as X would: a client's test must never rest on a crash of the double."""

import random

import pytest

from tests.support.x_probe import BRAND, x_probe

PATHS = (
    "/2/users/me",
    "/2/users",
    f"/2/users/{BRAND.x_user_id}",
    f"/2/users/{BRAND.x_user_id}/mentions",
    "/2/users/%C5%BE/mentions",
    "/2/tweets",
    "/2/tweets/1",
    "/2/tweets/search/recent",
    "/2/tweets/1/quote_tweets",
    "/2/dm_events",
    "/2/dm_conversations/with/1/dm_events",
    f"/2/dm_conversations/{BRAND.x_user_id}-1/dm_events",
)
NAMES = (
    *(
        "ids",
        "query",
        "max_results",
        "pagination_token",
        "next_token",
        "since_id",
        "until_id",
        "start_time",
        "end_time",
    ),
    *("tweet.fields", "user.fields", "media.fields", "dm_event.fields", "expansions", "event_types", "exclude"),
)
VALUES = (
    *(
        "",
        "1",
        "10",
        "-1",
        "٣",
        "ž",
        "1,2",
        "a,b",
        "id",
        "author_id",
        "null",
        "0" * 30,
        "🙂",
        "\u0000",
        "%",
        "&=",
        "true",
    ),
    *(
        "2026-11-19T00:00:00Z",
        "2026-13-45T99:99:99Z",
        "2026-11-19",
        "page<1",
        "obqwozj4",
        "MFRA====",
        "siunta",
        '"',
        "((",
    ),
    *("-", "-(", "from:", "from:a OR", "-is:retweet", "lang:lt a", 'from:"', "@", "#", "a" * 600),
)
BODIES = (
    *(None, [], {}, 5, "text", {"text": None}, {"text": ["a"]}, {"text": "\ud800"}, {"text": "a", "reply": {}}),
    *(
        {"attachments": [{"media_id": "1"}]},
        {"attachments": "x"},
        {"hidden": None},
        {"reply": {"in_reply_to_tweet_id": "1"}},
    ),
)
WRITES = (
    ("POST", "/2/tweets"),
    ("DELETE", "/2/tweets/abc"),
    ("PUT", "/2/tweets/1/hidden"),
    ("POST", "/2/dm_conversations/with/1/messages"),
    ("POST", f"/2/dm_conversations/{BRAND.x_user_id}-{BRAND.x_user_id}/messages"),
)


@pytest.mark.parametrize("seed", range(4))
async def test_no_request_is_a_server_error(seed):
    dice = random.Random(seed)  # noqa: S311 -- nonsense, repeatable
    async with x_probe() as x:
        x.state.post(x.person("ona_p"), "@siuntukas kur siunta?")
        for _ in range(120):
            params = {name: dice.choice(VALUES) for name in dice.sample(NAMES, dice.randint(0, 3))}
            answer = await x.get(dice.choice(PATHS), **params)
            assert answer.status in (200, 400, 403, 429), (answer.status, params)


async def test_no_body_is_a_server_error():
    async with x_probe() as x:
        for method, path in WRITES:
            for body in BODIES:
                answer = await x.call(method, path, body=body)
                assert answer.status in (201, 400, 403, 404), (method, path, body)


@pytest.mark.parametrize(
    "header",
    [
        "OAuth",
        "OAuth ,,,=",
        'OAuth oauth_token="%ff"',
        "Bearer ",
        "Bearer \u00ff",
        "bearer x",
        "🙂".encode().decode("latin-1"),
    ],
)
async def test_no_header_is_a_server_error(header):
    async with x_probe() as x:
        assert (await x.get("/2/users/me", headers={"Authorization": header})).status == 401
