from datetime import timedelta

import pytest

from tests.support.x_probe import APP, BRAND, x_probe


@pytest.fixture
async def x():
    async with x_probe() as probe:
        yield probe


def say(x, *texts, by="jonas_k"):
    return [x.state.post(x.person(by), text) for text in texts]


async def test_only_id_text_and_history_come_unasked(x):
    (id_,) = say(x, "@siuntukas kur mano siunta?")
    answer = await x.mentions()
    assert answer.status == 200
    assert answer.data == [{"id": id_, "text": "@siuntukas kur mano siunta?", "edit_history_tweet_ids": [id_]}]
    assert answer.body["meta"] == {"result_count": 1, "newest_id": id_, "oldest_id": id_}
    assert "includes" not in answer.body


async def test_an_empty_page_has_no_data_key(x):
    assert (await x.mentions()).body == {"meta": {"result_count": 0}}


async def test_fields_and_expansions_asked_for(x):
    (id_,) = say(x, "Labas @siuntukas, kur siunta?")
    fields = "created_at,author_id,conversation_id,lang,entities,display_text_range,public_metrics"
    answer = await x.mentions(tweet__fields=fields, expansions="author_id", user__fields="created_at")
    (post,) = answer.data
    author = x.person("jonas_k")
    assert post["created_at"] == "2026-11-20T12:00:00.000Z"
    assert (post["author_id"], post["conversation_id"], post["lang"]) == (author, id_, "en")
    assert post["entities"]["mentions"] == [{"start": 6, "end": 16, "username": "siuntukas", "id": BRAND.x_user_id}]
    assert post["display_text_range"] == [0, 29]
    assert post["public_metrics"]["reply_count"] == 0
    (user,) = answer.body["includes"]["users"]
    assert set(user) == {"id", "name", "username", "created_at"}


async def test_expanding_the_author_shows_its_id_too(x):
    say(x, "@siuntukas labas")
    (post,) = (await x.mentions(expansions="author_id")).data
    assert post["author_id"] == x.person("jonas_k")


async def test_pages_follow_each_other_without_gap_or_repeat(x):
    ids = say(x, *(f"@siuntukas klausimas {n}" for n in range(12)))
    first = await x.mentions(max_results=5)
    second = await x.mentions(max_results=5, pagination_token=first.body["meta"]["next_token"])
    third = await x.mentions(max_results=5, pagination_token=second.body["meta"]["next_token"])
    assert first.ids + second.ids + third.ids == ids[::-1]
    assert first.body["meta"]["newest_id"] == ids[-1]
    assert "next_token" not in third.body["meta"]


async def test_a_full_last_page_has_no_token(x):
    say(x, *(f"@siuntukas klausimas {n}" for n in range(5)))
    assert "next_token" not in (await x.mentions(max_results=5)).body["meta"]


async def test_since_and_until_exclude_their_own_id(x):
    ids = say(x, *(f"@siuntukas klausimas {n}" for n in range(5)))
    assert (await x.mentions(since_id=ids[1], until_id=ids[4])).ids == [ids[3], ids[2]]


async def test_start_and_end_time(x):
    author = x.person("jonas_k")
    old = x.state.post(author, "@siuntukas senas", at=x.clock.now() - timedelta(days=3))
    new = x.state.post(author, "@siuntukas naujas")
    assert (await x.mentions(start_time="2026-11-18T00:00:00Z")).ids == [new]
    assert (await x.mentions(end_time="2026-11-18T00:00:00Z")).ids == [old]


async def test_ids_and_times_together_are_refused(x):
    answer = await x.mentions(since_id="1", start_time="2026-11-18T00:00:00Z")
    assert (answer.status, answer.problem) == (400, "invalid-request")
    assert answer.body["errors"][0]["parameters"] == {"since_id": ["1"]}


@pytest.mark.parametrize("wrong", ["4", "101", "ten", "-5"])
async def test_bounds_of_max_results(x, wrong):
    answer = await x.mentions(max_results=wrong)
    assert answer.status == 400
    assert answer.body == {
        "errors": [
            {
                "parameters": {"max_results": [wrong]},
                "message": f"The `max_results` query parameter value [{wrong}] is not between 5 and 100",
            }
        ],
        "title": "Invalid Request",
        "detail": "One or more parameters to your request was invalid.",
        "type": "https://api.twitter.com/2/problems/invalid-request",
    }


@pytest.mark.parametrize(
    "params",
    [
        {"post__fields": "lang"},
        {"tweet__fields": "referenced_posts"},
        {"tweet__fields": "nonsense"},
        {"expansions": "referenced_posts"},
        {"user__fields": "handle"},
        {"since_id": "abc"},
        {"start_time": "yesterday"},
        {"pagination_token": "7140dibdnow9c7btw3b0w"},
        {"query": "siuntukas"},
    ],
)
async def test_what_this_vocabulary_does_not_know_is_refused(x, params):
    answer = await x.mentions(**params)
    assert (answer.status, answer.problem) == (400, "invalid-request")


async def test_the_app_may_read_mentions_too(x):
    (id_,) = say(x, "@siuntukas labas")
    assert (await x.mentions(headers=APP)).ids == [id_]


async def test_mentions_of_an_unknown_user_are_an_error_beside_nothing(x):
    answer = await x.get("/2/users/999/mentions")
    assert answer.status == 200
    assert "data" not in answer.body
    assert answer.body["errors"][0]["type"].endswith("/resource-not-found")


async def test_mentions_reach_back_800(x):
    author = x.person("jonas_k")
    for number in range(805):
        x.state.post(author, f"@siuntukas {number}")
    answer, found = await x.mentions(max_results=100), 0
    while True:
        found += answer.body["meta"]["result_count"]
        if "next_token" not in answer.body["meta"]:
            break
        answer = await x.mentions(max_results=100, pagination_token=answer.body["meta"]["next_token"])
    assert found == 800


async def test_a_late_indexed_post_is_missed_by_polling_since_the_newest(x):
    author = x.person("jonas_k")
    late = x.state.post(author, "@siuntukas pavėluotai", index_after=60)
    x.clock.shift(timedelta(seconds=1))
    seen = x.state.post(author, "@siuntukas laiku")
    assert (await x.mentions()).ids == [seen]
    assert (await x.get(f"/2/tweets/{late}")).data["id"] == late
    x.clock.shift(timedelta(seconds=60))
    assert (await x.mentions(since_id=seen)).body["meta"]["result_count"] == 0
    assert (await x.mentions()).ids == [seen, late]


async def test_an_option_delays_every_post():
    async with x_probe(x_index_seconds=10) as x:
        (id_,) = say(x, "@siuntukas labas")
        assert (await x.mentions()).ids == []
        x.clock.shift(timedelta(seconds=10))
        assert (await x.mentions()).ids == [id_]


async def test_an_edit_is_a_new_post_chained_to_the_first(x):
    (first,) = say(x, "@siuntukas vėluja")
    x.clock.shift(timedelta(minutes=5))
    second = x.state.edit(first, "@siuntukas vėluoja")
    answer = await x.mentions(since_id=first)
    assert answer.ids == [second]
    assert answer.data[0]["edit_history_tweet_ids"] == [first, second]
    old = await x.get(f"/2/tweets/{first}")
    assert old.data["text"] == "@siuntukas vėluja"


async def test_edits_end_after_five_and_after_half_an_hour(x):
    (newest,) = say(x, "@siuntukas 0")
    for number in range(1, 6):
        newest = x.state.edit(newest, f"@siuntukas {number}")
    with pytest.raises(ValueError, match="five edits"):
        x.state.edit(newest, "@siuntukas 6")
    (other,) = say(x, "@siuntukas kitas")
    x.clock.shift(timedelta(minutes=31))
    with pytest.raises(ValueError, match="thirty minutes"):
        x.state.edit(other, "@siuntukas vėlai")


async def test_a_deleted_post_disappears(x):
    kept, gone = say(x, "@siuntukas lieka", "@siuntukas dingsta")
    x.state.delete(gone)
    assert (await x.mentions()).ids == [kept]


async def test_a_reply_without_a_typed_handle_is_an_implicit_mention(x):
    brand_post = x.state.post(BRAND.x_user_id, "Nuo pirmadienio dirbame ilgiau")
    reply = x.state.post(x.person("jonas_k"), "Pagaliau!", in_reply_to=brand_post)
    answer = await x.mentions(
        tweet__fields="display_text_range,entities,in_reply_to_user_id,conversation_id,referenced_tweets"
    )
    (post,) = answer.data
    assert (post["id"], post["text"]) == (reply, "@siuntukas Pagaliau!")
    assert post["display_text_range"] == [11, 20]
    assert post["entities"]["mentions"][0]["end"] <= post["display_text_range"][0]
    assert post["in_reply_to_user_id"] == BRAND.x_user_id
    assert post["conversation_id"] == brand_post
    assert post["referenced_tweets"] == [{"type": "replied_to", "id": brand_post}]


async def test_referenced_posts_are_included_or_reported_missing(x):
    parent = x.state.post(x.person("ruta"), "Kas žino gerą kurjerį?")
    say(x, "placeholder", by="tomas")
    x.state.post(x.person("jonas_k"), "tik ne @siuntukas", in_reply_to=parent)
    expand = "referenced_tweets.id,referenced_tweets.id.author_id"
    answer = await x.mentions(expansions=expand)
    assert [post["id"] for post in answer.body["includes"]["tweets"]] == [parent]
    assert [user["username"] for user in answer.body["includes"]["users"]] == ["ruta"]
    x.state.delete(parent)
    answer = await x.mentions(expansions=expand)
    assert "includes" not in answer.body
    (error,) = answer.body["errors"]
    assert (error["parameter"], error["resource_id"]) == ("referenced_tweets.id", parent)
    assert error["type"].endswith("/resource-not-found")
    assert answer.data


async def test_a_referenced_post_of_a_protected_account_is_an_error(x):
    parent = x.state.post(x.person("ruta"), "Tik draugams")
    x.state.post(x.person("jonas_k"), "girdėjot, @siuntukas?", quotes=parent)
    x.person("ruta", protected=True)
    answer = await x.mentions(expansions="referenced_tweets.id,referenced_tweets.id.author_id")
    assert "includes" not in answer.body
    assert {error["type"].rsplit("/", 1)[1] for error in answer.body["errors"]} == {"not-authorized-for-resource"}
    x.state.user(BRAND.x_user_id).follows.add(x.person("ruta"))
    answer = await x.mentions(expansions="referenced_tweets.id")
    assert [post["id"] for post in answer.body["includes"]["tweets"]] == [parent]


async def test_everybody_named_or_answered_may_be_expanded(x):
    parent = x.state.post(x.person("ruta"), "Kas žino?")
    x.state.post(x.person("jonas_k"), "klausk @siuntukas ar @niekas_toks", in_reply_to=parent)
    answer = await x.mentions(expansions="entities.mentions.username,in_reply_to_user_id")
    assert {user["username"] for user in answer.body["includes"]["users"]} == {"siuntukas", "ruta"}
    assert answer.data[0]["in_reply_to_user_id"] == x.person("ruta")


async def test_what_is_not_there_cannot_be_acted_on(x):
    jonas = x.person("jonas_k")
    (first,) = say(x, "@siuntukas labas")
    x.state.edit(first, "@siuntukas labas!")
    for act in (
        lambda: x.state.edit(first, "sena versija"),
        lambda: x.state.edit("5", "nieko"),
        lambda: x.state.repost(jonas, "5"),
        lambda: x.state.delete("5"),
        lambda: x.state.post("5", "niekas"),
        lambda: x.state.send_dm(jonas, "5", "niekam"),
    ):
        with pytest.raises(LookupError):
            act()


async def test_a_suspended_author_is_missing_from_the_includes(x):
    say(x, "@siuntukas labas")
    x.person("jonas_k", suspended=True)
    answer = await x.mentions(expansions="author_id")
    assert answer.data[0]["author_id"] == x.person("jonas_k")
    assert "includes" not in answer.body
    assert answer.body["errors"][0]["parameter"] == "author_id"


async def test_protected_posts_are_not_shown_to_strangers(x):
    (id_,) = say(x, "@siuntukas tyliai")
    x.person("jonas_k", protected=True)
    assert (await x.mentions()).ids == []
    answer = await x.get("/2/tweets", ids=id_)
    assert answer.body["errors"][0]["type"].endswith("/not-authorized-for-resource")


async def test_long_posts_are_cut_and_whole_in_the_note(x):
    long = "@siuntukas " + "labai ilgas skundas " * 30 + "pabaiga @kawkarnia"
    say(x, long)
    (post,) = (await x.mentions(tweet__fields="note_tweet,entities")).data
    assert len(post["text"]) <= 280
    assert "… https://t.co/" in post["text"]
    assert post["note_tweet"]["text"] == long
    assert [m["username"] for m in post["entities"]["mentions"]] == ["siuntukas"]
    assert [m["username"] for m in post["note_tweet"]["entities"]["mentions"]] == ["siuntukas", "kawkarnia"]


async def test_links_are_shortened_and_signs_escaped(x):
    say(x, "A & B <b> @siuntukas https://example.lt/sekimas?nr=1 gerai")
    (post,) = (await x.mentions(tweet__fields="entities")).data
    (link,) = post["entities"]["urls"]
    assert post["text"].startswith("A &amp; B &lt;b&gt; @siuntukas https://t.co/")
    assert post["text"][link["start"] : link["end"]] == link["url"]
    assert link["expanded_url"] == "https://example.lt/sekimas?nr=1"
    (mention,) = post["entities"]["mentions"]
    assert post["text"][mention["start"] : mention["end"]] == "@siuntukas"


async def test_pictures_are_included_when_asked_for(x):
    await x.control("POST", "/x/posts", {"author": "jonas_k", "text": "@siuntukas žiūrėkit", "media": 2})
    answer = await x.mentions(expansions="attachments.media_keys", media__fields="url")
    keys = answer.data[0]["attachments"]["media_keys"]
    assert [media["media_key"] for media in answer.body["includes"]["media"]] == keys
    assert set(answer.body["includes"]["media"][0]) == {"media_key", "type", "url"}


async def test_the_newer_vocabulary():
    async with x_probe(x_vocabulary="post") as x:
        parent = x.state.post(x.person("ruta"), "Kas žino gerą kurjerį?")
        id_ = x.state.post(x.person("jonas_k"), "tik ne @siuntukas", in_reply_to=parent)
        plain = await x.mentions(post__fields="lang,conversation_id")
        assert set(plain.data[0]) == {"id", "text", "lang", "conversation_id"}
        answer = await x.mentions(expansions="author_id,referenced_posts,in_reply_to_user_id,edit_history_post_ids")
        (post,) = answer.data
        assert post["author_id"] == x.person("jonas_k")
        assert post["referenced_posts"] == [{"type": "replied_to", "id": parent}]
        assert post["edit_history_post_ids"] == [id_]
        assert [found["id"] for found in answer.body["includes"]["posts"]] == [parent, id_]
        for wrong in ({"tweet__fields": "lang"}, {"post__fields": "author_id"}, {"expansions": "referenced_tweets.id"}):
            refused = await x.mentions(**wrong)
            assert (refused.status, refused.body["type"]) == (400, "https://api.x.com/2/problems/invalid-request")
