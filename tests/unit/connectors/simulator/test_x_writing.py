from datetime import timedelta

import pytest

from tests.support.x_probe import BRAND, OTHER, x_probe

NOT_SUMMONED = "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged"


@pytest.fixture
async def x():
    async with x_probe() as probe:
        yield probe


@pytest.fixture
def ona(x):
    return x.person("ona_p")


async def test_a_post_is_published(x):
    answer = await x.post("/2/tweets", {"text": "Rytoj dirbame iki 20 val."})
    assert answer.status == 201
    id_ = answer.data["id"]
    assert answer.data == {"id": id_, "text": "Rytoj dirbame iki 20 val.", "edit_history_tweet_ids": [id_]}
    assert x.state.posts.get(id_).author_id == BRAND.x_user_id


async def test_the_answer_shows_the_text_as_x_shows_it(x):
    answer = await x.post("/2/tweets", {"text": "Nuo A & B: https://example.lt/ilgas/kelias"})
    assert answer.data["text"].startswith("Nuo A &amp; B: https://t.co/")
    assert x.state.posts.get(answer.data["id"]).text == "Nuo A & B: https://example.lt/ilgas/kelias"


async def test_a_reply_to_whom_named_us(x, ona):
    question = x.state.post(ona, "@siuntukas kur siunta?")
    answer = await x.reply(question, "Sveiki, jau ieškome.")
    assert answer.status == 201
    assert answer.data["text"] == "@ona_p Sveiki, jau ieškome."
    (reply,) = x.state.replies_to(question)
    assert (reply.id, reply.typed, reply.conversation_id) == (answer.data["id"], "Sveiki, jau ieškome.", question)


async def test_a_reply_to_whom_quoted_us(x, ona):
    ours = x.state.post(BRAND.x_user_id, "Naujiena!")
    quote = x.state.post(ona, "Na na", quotes=ours)
    assert (await x.reply(quote, "Ačiū, kad dalijatės")).status == 201


async def test_a_reply_in_our_own_thread(x):
    first = (await x.post("/2/tweets", {"text": "1/2"})).data["id"]
    second = await x.reply(first, "2/2")
    assert (second.status, second.data["text"]) == (201, "2/2")


async def refused(x, target):
    answer = await x.reply(target, "Sveiki")
    assert (answer.status, answer.body["title"], answer.body["type"]) == (403, "Forbidden", "about:blank")
    return str(answer.body["detail"])


async def test_a_keyword_hit_may_not_be_answered(x, ona):
    lead = x.state.post(ona, "Siuntukas vėl vėluoja")
    assert (await refused(x, lead)).startswith(NOT_SUMMONED)


async def test_the_handle_x_puts_before_a_reply_is_no_summons(x, ona):
    ours = x.state.post(BRAND.x_user_id, "Naujiena!")
    implicit = x.state.post(ona, "Nejuokinkit", in_reply_to=ours)
    assert (await refused(x, implicit)).startswith(NOT_SUMMONED)
    explicit = x.state.post(ona, "Tai kada, @siuntukas?", in_reply_to=ours)
    assert (await x.reply(explicit, "Rytoj")).status == 201


async def test_being_named_higher_up_is_no_summons(x, ona):
    question = x.state.post(ona, "@siuntukas kur siunta?")
    bystander = x.state.post(x.person("tomas"), "Ir mano dingo", in_reply_to=question)
    assert (await refused(x, bystander)).startswith(NOT_SUMMONED)


async def test_another_brands_summons_is_not_ours(x, ona):
    question = x.state.post(ona, "@siuntukas kur siunta?")
    assert (await x.reply(question, "Mes čia", brand=OTHER)).status == 403


async def test_a_deleted_post_cannot_be_answered(x, ona):
    question = x.state.post(ona, "@siuntukas kur siunta?")
    x.state.delete(question)
    assert "deleted or not visible to you" in await refused(x, question)


async def test_the_same_text_twice_is_refused_whoever_is_answered(x, ona):
    one = x.state.post(ona, "@siuntukas kur siunta?")
    two = x.state.post(x.person("tomas"), "@siuntukas o mano?")
    assert (await x.reply(one, "Parašykite mums žinutę.")).status == 201
    answer = await x.reply(two, "Parašykite mums  žinutę.")
    assert answer.status == 403
    assert answer.body["detail"] == "You are not allowed to create a Tweet with duplicate content."
    assert (await x.reply(two, "Parašykite mums žinutę, prašau.")).status == 201
    x.clock.shift(timedelta(hours=25))
    assert (await x.reply(two, "Parašykite mums žinutę.")).status == 201


async def test_whom_not_to_address(x, ona):
    x.person("ruta")
    question = x.state.post(ona, "@siuntukas @ruta kur siunta?")
    assert (await x.reply(question, "Ieškome")).data["text"] == "@ona_p @ruta Ieškome"
    body = {
        "text": "Radome",
        "reply": {"in_reply_to_tweet_id": question, "exclude_reply_user_ids": [x.person("ruta")]},
    }
    assert (await x.post("/2/tweets", body)).data["text"] == "@ona_p Radome"


async def test_280_is_counted_with_weights(x):
    url = "https://example.lt/" + "a" * 60
    fits = "ą" * 256 + " " + url
    assert (await x.post("/2/tweets", {"text": fits})).status == 201
    answer = await x.post("/2/tweets", {"text": "ą" * 257 + " " + url})
    assert (answer.status, answer.problem) == (400, "invalid-request")
    assert answer.complaint.startswith("Your Tweet text is too long.")


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {},
        {"text": ""},
        {"text": "  "},
        {"text": 5},
        {"text": "a", "surprise": 1},
        {"text": "a", "reply": {"in_reply_to_tweet_id": 5}},
        {"text": "a", "reply": {"in_reply_to_tweet_id": "x"}},
        {"text": "a", "reply": {"to": "5"}},
        {"text": "a", "reply": "5"},
        {"text": "a", "reply": {"in_reply_to_tweet_id": "5", "exclude_reply_user_ids": "5"}},
        {"text": "a", "direct_message_deep_link": "https://example.lt/"},
    ],
)
async def test_bodies_x_would_not_take(x, body):
    answer = await x.post("/2/tweets", body)
    assert (answer.status, answer.problem) == (400, "invalid-request")
    assert list(x.state.posts.live()) == []


async def test_a_deep_link_is_kept_beside_the_text(x, ona):
    question = x.state.post(ona, "@siuntukas kur siunta?")
    link = f"https://x.com/messages/compose?recipient_id={BRAND.x_user_id}"
    body = {
        "text": "Parašykite mums",
        "reply": {"in_reply_to_tweet_id": question},
        "direct_message_deep_link": link,
    }
    answer = await x.post("/2/tweets", body)
    assert answer.status == 201
    assert x.state.posts.get(answer.data["id"]).deep_link == link


async def test_quoting_through_the_api_is_gone(x, ona):
    post = x.state.post(ona, "@siuntukas puiku!")
    assert (await x.post("/2/tweets", {"text": "Ačiū", "quote_tweet_id": post})).status == 403


async def test_our_own_post_is_deleted_another_is_not(x, ona):
    ours = (await x.post("/2/tweets", {"text": "Klaida"})).data["id"]
    theirs = x.state.post(ona, "@siuntukas labas")
    assert (await x.call("DELETE", f"/2/tweets/{ours}")).body == {"data": {"deleted": True}}
    assert x.state.posts.get(ours) is None
    assert (await x.call("DELETE", f"/2/tweets/{ours}")).status == 404
    assert (await x.call("DELETE", f"/2/tweets/{theirs}")).status == 403
    assert x.state.posts.get(theirs) is not None


async def test_replies_are_hidden_in_our_own_conversation_only(x, ona):
    ours = x.state.post(BRAND.x_user_id, "Naujiena!")
    reply = x.state.post(ona, "Fui", in_reply_to=ours)
    elsewhere = x.state.post(ona, "@siuntukas fui")
    path = f"/2/tweets/{reply}/hidden"
    assert (await x.call("PUT", path, body={"hidden": True})).body == {"data": {"hidden": True}}
    assert x.state.posts.get(reply).hidden is True
    assert (await x.call("PUT", path, body={"hidden": False})).data == {"hidden": False}
    assert (await x.call("PUT", f"/2/tweets/{elsewhere}/hidden", body={"hidden": True})).status == 403
    assert (await x.call("PUT", path, body={"hidden": "yes"})).status == 400
    assert (await x.call("PUT", "/2/tweets/5/hidden", body={"hidden": True})).status == 404


async def test_changes_are_told_to_listeners(x, ona):
    told = []
    x.state.on_change.append(told.append)
    post = x.state.post(ona, "@siuntukas labas")
    x.state.edit(post, "@siuntukas labas!")
    x.state.delete(post)
    x.state.send_dm(ona, BRAND.x_user_id, "Sveiki")
    assert [(change["kind"], change["author_id"]) for change in told] == [
        ("post", ona),
        ("edit", ona),
        ("delete", ona),
        ("dm", ona),
    ]
    assert told[0]["id"] == post
    assert told[-1]["recipient_id"] == BRAND.x_user_id
