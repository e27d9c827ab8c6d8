import pytest

from tests.support.x_probe import APP, BRAND, OTHER, x_probe


@pytest.fixture
async def x():
    async with x_probe() as probe:
        yield probe


@pytest.fixture
def post(x):
    return x.state.post(x.person("ona_p"), "Labas rytas")


async def test_posts_by_id_and_errors_for_the_missing(x, post):
    answer = await x.get("/2/tweets", ids=f"{post},1234567890123456789", tweet__fields="author_id")
    assert answer.status == 200
    assert answer.data == [
        {"id": post, "text": "Labas rytas", "edit_history_tweet_ids": [post], "author_id": x.person("ona_p")}
    ]
    assert answer.body["errors"] == [
        {
            "value": "1234567890123456789",
            "detail": "Could not find tweet with ids: [1234567890123456789].",
            "title": "Not Found Error",
            "resource_type": "tweet",
            "parameter": "ids",
            "resource_id": "1234567890123456789",
            "type": "https://api.twitter.com/2/problems/resource-not-found",
        }
    ]


async def test_a_deleted_post_is_a_200_with_errors_and_no_data(x, post):
    x.state.delete(post)
    answer = await x.get(f"/2/tweets/{post}")
    assert answer.status == 200
    assert set(answer.body) == {"errors"}


@pytest.mark.parametrize("ids", ["", "abc", "1,,2", ",".join(map(str, range(1, 102)))])
async def test_lists_of_ids_x_would_not_take(x, ids):
    assert (await x.get("/2/tweets", ids=ids)).status == 400


async def test_quotes(x, post):
    quote = x.state.post(x.person("tomas"), "Girdėjot?", quotes=post)
    also = x.state.post(x.person("ruta"), "Pritariu", quotes=post, in_reply_to=quote)
    path = f"/2/tweets/{post}/quote_tweets"
    assert (await x.get(path, headers=APP)).ids == [also, quote]
    assert (await x.get(path, exclude="replies")).ids == [quote]
    assert (await x.get(path, max_results=9)).status == 400
    assert (await x.get(path, exclude="quotes")).status == 400
    assert (await x.get("/2/tweets/5/quote_tweets")).body == {"meta": {"result_count": 0}}


async def test_public_metrics_count_replies_quotes_and_reposts(x, post):
    for handle in ("tomas", "ruta"):
        x.state.post(x.person(handle), "taip", in_reply_to=post)
    x.state.post(x.person("tomas"), "va", quotes=post)
    x.state.repost(x.person("ruta"), post)
    metrics = (await x.get(f"/2/tweets/{post}", tweet__fields="public_metrics")).data["public_metrics"]
    assert (metrics["reply_count"], metrics["quote_count"], metrics["retweet_count"]) == (2, 1, 1)
    x.state.delete(x.state.replies_to(post)[0].id)
    metrics = (await x.get(f"/2/tweets/{post}", tweet__fields="public_metrics")).data["public_metrics"]
    assert metrics["reply_count"] == 1


async def test_people_by_id(x):
    ona = x.person("ona_p", description="Skaitau ir rašau")
    answer = await x.get("/2/users", ids=f"{ona},5", user__fields="description,public_metrics,most_recent_tweet_id")
    (user,) = answer.data
    assert (user["username"], user["description"]) == ("ona_p", "Skaitau ir rašau")
    assert user["public_metrics"]["tweet_count"] == 0
    assert answer.body["errors"][0]["resource_type"] == "user"
    assert (await x.get(f"/2/users/{ona}", headers=APP)).data["id"] == ona


async def test_a_suspended_account_is_an_error(x):
    ona = x.person("ona_p", suspended=True)
    answer = await x.get(f"/2/users/{ona}")
    assert "data" not in answer.body
    assert answer.body["errors"][0]["detail"] == f"User has been suspended: [{ona}]."


async def test_whether_one_takes_messages_is_told_to_users_only(x):
    ona = x.person("ona_p")
    fields = {"user__fields": "receives_your_dm"}
    assert (await x.get(f"/2/users/{ona}", **fields)).data["receives_your_dm"] is False
    x.state.send_dm(ona, BRAND.x_user_id, "Sveiki")
    assert (await x.get(f"/2/users/{ona}", **fields)).data["receives_your_dm"] is True
    assert (await x.get(f"/2/users/{ona}", brand=OTHER, **fields)).data["receives_your_dm"] is False
    answer = await x.get(f"/2/users/{ona}", headers=APP, **fields)
    assert "receives_your_dm" not in answer.data
    assert answer.body["errors"][0]["type"].endswith("/not-authorized-for-field")


async def test_unknown_addresses_are_404(x):
    answer = await x.get("/2/nothing/here")
    assert (answer.status, answer.body["title"]) == (404, "Not Found")
    assert (await x.call("PATCH", "/2/tweets")).status == 404
