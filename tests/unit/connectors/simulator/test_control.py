from datetime import timedelta

import pytest

from tests.support.x_probe import BRAND, NOON, x_probe


@pytest.fixture
async def x():
    async with x_probe() as probe:
        yield probe


async def test_faults_are_ordered_listed_and_cleared(x):
    body = {"kind": "rate_limited", "network": "x", "path": "mentions", "times": 2}
    assert (await x.control("POST", "/faults", body)).body == {"pending": 1}
    (rule,) = (await x.control("GET", "/faults")).body
    assert (rule["kind"], rule["path"], rule["left"]) == ("rate_limited", "mentions", 2)
    assert (await x.mentions()).status == 429
    assert (await x.control("GET", "/faults")).body[0]["left"] == 1
    assert (await x.control("DELETE", "/faults")).body == {"pending": 0}
    assert (await x.mentions()).status == 200


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        {"kind": "flood"},
        {"kind": "slow", "sped": 1},
        {"kind": "slow", "path": "("},
        {"kind": "slow", "times": 0},
    ],
)
async def test_a_mistaken_order_says_so(x, body):
    answer = await x.control("POST", "/faults", body)
    assert answer.status == 400
    assert answer.body["error"]
    assert x.faults.pending() == []


async def test_an_order_that_is_no_json_says_so(x):
    async with x.session.post(f"{x.root}/control/faults", data=b"kind=slow") as response:
        assert (response.status, await response.json()) == (400, {"error": "send a JSON object"})


async def test_the_clock_is_moved(x):
    assert (await x.control("GET", "/clock")).body == {"now": NOON.isoformat()}
    answer = await x.control("POST", "/clock", {"shift_seconds": 86400})
    assert answer.body == {"now": (NOON + timedelta(days=1)).isoformat()}
    assert (await x.control("POST", "/clock", {"shift_seconds": "soon"})).status == 400


async def test_the_log_holds_paths_and_no_secrets(x):
    await x.search("slaptas-klausimas")
    await x.mentions(headers={"Authorization": "Bearer secret-canary"})
    log = (await x.control("GET", "/log")).body
    assert [(call["method"], call["path"], call["status"]) for call in log] == [
        ("GET", "/2/tweets/search/recent", 200),
        ("GET", f"/2/users/{BRAND.x_user_id}/mentions", 401),
    ]
    assert "slaptas" not in str(log)
    assert (await x.get("/nowhere")).status == 404
    assert x.journal.all()[-1].status == 404
    assert "canary" not in str(log)
    await x.control("DELETE", "/log")
    assert (await x.control("GET", "/log")).body == []


async def test_a_customer_posts_edits_and_deletes_from_outside(x):
    answer = await x.control("POST", "/x/posts", {"author": "ona_p", "text": "@siuntukas vėluja"})
    id_ = answer.body["id"]
    assert (await x.mentions()).ids == [id_]
    new = (await x.control("PATCH", f"/x/posts/{id_}", {"text": "@siuntukas vėluoja"})).body["id"]
    assert (await x.mentions()).ids == [new]
    (told,) = (await x.control("GET", "/x/posts", author="ona_p")).body
    assert (told["text"], told["author"], told["created_at"]) == (
        "@siuntukas vėluoja",
        "ona_p",
        "2026-11-20T12:00:00.000Z",
    )
    assert (await x.control("DELETE", f"/x/posts/{new}")).body == {"deleted": True}
    assert (await x.control("DELETE", f"/x/posts/{new}")).status == 404


async def test_replies_of_the_brand_are_read_from_outside(x):
    question = x.state.post(x.person("ona_p"), "@siuntukas kur siunta?")
    await x.reply(question, "Žr. https://example.lt")
    (reply,) = (await x.control("GET", "/x/posts", replies_to=question)).body
    assert (reply["author"], reply["typed"]) == ("siuntukas", "Žr. https://example.lt")
    again = {"author": "ona_p", "text": "ačiū", "in_reply_to": reply["id"]}
    assert (await x.control("POST", "/x/posts", again)).status == 200


async def test_posts_with_a_past_a_quote_a_repost_and_a_delay(x):
    past = {"author": "ona_p", "text": "@siuntukas senas", "at": "2026-11-18T08:00:00"}
    old = (await x.control("POST", "/x/posts", past)).body["id"]
    assert x.state.posts.get(old).created_at.isoformat() == "2026-11-18T08:00:00+00:00"
    quote = {"author": "tomas", "text": "@siuntukas va", "quotes": old, "index_after": 60}
    quoting = (await x.control("POST", "/x/posts", quote)).body["id"]
    repost = (await x.control("POST", "/x/posts", {"author": "ruta", "reposts": old})).body["id"]
    assert (await x.mentions()).ids == [repost, old]
    x.clock.shift(timedelta(seconds=60))
    assert set((await x.mentions()).ids) == {old, quoting, repost}


async def test_private_messages_are_sent_and_read_from_outside(x):
    body = {"sender": "ona_p", "recipient": "siuntukas", "text": "Labas"}
    sent = (await x.control("POST", "/x/dms", body)).body
    await x.dm(sent["sender_id"], "Sveiki")
    messages = (await x.control("GET", "/x/dms", **{"with": "ona_p", "and": "siuntukas"})).body
    assert [message["text"] for message in messages] == ["Labas", "Sveiki"]
    assert len((await x.control("GET", "/x/dms", of="siuntukas")).body) == 2
    assert (await x.control("GET", "/x/dms", of="nobody")).status == 404
    assert (await x.control("GET", "/x/dms")).status == 404


async def test_accounts_are_opened_and_changed(x):
    body = {"username": "ona_p", "name": "Ona", "accepts_dms": True, "follows": ["siuntukas", "ruta"]}
    user = (await x.control("POST", "/x/users", body)).body
    assert user["follows"] == sorted([BRAND.x_user_id, x.person("ruta")])
    again = (await x.control("POST", "/x/users", {"username": "ona_p", "suspended": True})).body
    assert (again["name"], again["accepts_dms"], again["suspended"]) == ("Ona", True, True)
    listed = (await x.control("GET", "/x/users")).body
    assert {"siuntukas", "ona_p"} <= {found["username"] for found in listed}


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/x/posts", {"text": "no author"}, 400),
        ("/x/posts", {"author": "ona_p"}, 400),
        ("/x/posts", {"author": "too long for a handle", "text": "a"}, 400),
        ("/x/posts", {"author_id": "5", "text": "a"}, 404),
        ("/x/posts", {"author": "ona_p", "text": "a", "in_reply_to": "5"}, 404),
        ("/x/posts", {"author": "ona_p", "text": "a", "at": "yesterday"}, 400),
        ("/x/dms", {"sender": "ona_p", "text": "a"}, 400),
        ("/x/webhooks", {"url": "nonsense"}, 400),
        ("/x/credits", {"dollars": "much"}, 400),
    ],
)
async def test_mistaken_calls_are_told(x, path, body, status):
    answer = await x.control("POST", path, body)
    assert answer.status == status
    assert answer.body["error"]
