from datetime import timedelta

import pytest

from connectors.simulator.x.limits import LIMITS, Allowance
from tests.support.x_probe import APP, BRAND, OTHER, x_probe


@pytest.fixture
async def x():
    async with x_probe() as probe:
        yield probe


async def test_every_answer_tells_the_standing(x):
    first, second = await x.mentions(), await x.mentions()
    reset = str(int((x.clock.now() + timedelta(minutes=15)).timestamp()))
    assert first.headers["x-rate-limit-limit"] == "300"
    assert (first.headers["x-rate-limit-remaining"], second.headers["x-rate-limit-remaining"]) == ("299", "298")
    assert first.headers["x-rate-limit-reset"] == second.headers["x-rate-limit-reset"] == reset


async def test_messages_are_read_fifteen_times_in_fifteen_minutes(x):
    for _ in range(15):
        assert (await x.get("/2/dm_events")).status == 200
    answer = await x.get("/2/dm_events")
    assert answer.status == 429
    assert answer.body == {
        "title": "Too Many Requests",
        "detail": "Too Many Requests",
        "type": "about:blank",
        "status": 429,
    }
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert answer.headers["x-rate-limit-remaining"] == "0"
    x.clock.shift(timedelta(minutes=15))
    assert (await x.get("/2/dm_events")).status == 200


async def test_users_and_the_app_are_counted_apart(x):
    x.app[LIMITS].set("mentions", Allowance(app_quarter=1, user_quarter=1))
    assert (await x.mentions()).status == 200
    assert (await x.mentions()).status == 429
    assert (await x.mentions(brand=OTHER)).status == 200
    assert (await x.mentions(headers=APP)).status == 200
    assert (await x.mentions(headers=APP)).status == 429
    assert (await x.search("siunta")).status == 200


async def test_refused_calls_count_too_but_unknown_callers_do_not(x):
    assert (await x.mentions(max_results=1)).headers["x-rate-limit-remaining"] == "299"
    await x.mentions(headers={})
    assert (await x.mentions()).headers["x-rate-limit-remaining"] == "298"


async def test_daily_limits_have_headers_of_their_own(x):
    ona = x.person("ona_p", accepts_dms=True)
    answer = await x.dm(ona, "Sveiki")
    assert answer.headers["x-user-limit-24hour-limit"] == "1440"
    assert answer.headers["x-user-limit-24hour-remaining"] == "1439"
    assert answer.headers["x-app-limit-24hour-remaining"] == "1439"
    day = int((x.clock.now() + timedelta(hours=24)).timestamp())
    assert int(answer.headers["x-user-limit-24hour-reset"]) == day


async def test_a_full_day_refuses_while_the_quarter_looks_healthy(x):
    ona = x.person("ona_p", accepts_dms=True)
    x.app[LIMITS].set("send_dm_with", Allowance(user_quarter=15, user_day=1))
    assert (await x.dm(ona, "Viena")).status == 201
    answer = await x.dm(ona, "Dvi")
    assert answer.status == 429
    assert answer.headers["x-rate-limit-remaining"] == "14"
    assert answer.headers["x-user-limit-24hour-remaining"] == "0"


async def test_an_allowance_is_changed_from_outside(x):
    body = {"endpoint": "me", "user_quarter": 1}
    assert (await x.control("POST", "/x/limits", body)).body["user_quarter"] == 1
    assert [(await x.get("/2/users/me")).status for _ in range(2)] == [200, 429]
    assert (await x.control("POST", "/x/limits", {"endpoint": "nothing"})).status == 400


async def costs(x):
    return (await x.control("GET", "/x/costs")).body


async def test_reads_are_charged_once_a_day_per_thing(x):
    ona = x.person("ona_p")
    x.state.post(ona, "@kawkarnia kawa zimna")
    path = f"/2/users/{OTHER.x_user_id}/mentions"
    for _ in range(2):
        await x.get(path, brand=OTHER, expansions="author_id")
    assert await costs(x) == {
        "total": "0.015",
        "kinds": {"post_read": {"count": 1, "dollars": "0.005"}, "user_read": {"count": 1, "dollars": "0.010"}},
        "credits_left": None,
    }
    x.clock.shift(timedelta(days=1))
    await x.get(path, brand=OTHER)
    assert (await costs(x))["total"] == "0.020"


async def test_the_owners_own_mentions_are_cheap_for_the_owner_only(x):
    x.state.post(x.person("ona_p"), "@siuntukas labas")
    await x.mentions()
    assert (await costs(x))["kinds"] == {"own_post_read": {"count": 1, "dollars": "0.001"}}
    x.state.post(x.person("ona_p"), "@siuntukas labas dar kartą")
    await x.mentions(headers=APP)
    assert (await costs(x))["kinds"]["post_read"]["count"] == 1


async def test_writes_are_charged_by_what_they_are(x):
    ona = x.person("ona_p", accepts_dms=True)
    question = x.state.post(ona, "@siuntukas kur siunta?")
    await x.post("/2/tweets", {"text": "Labas rytas"})
    await x.post("/2/tweets", {"text": "Žr. https://example.lt"})
    reply = await x.reply(question, "Ieškome")
    await x.dm(ona, "Sveiki")
    await x.call("DELETE", f"/2/tweets/{reply.data['id']}")
    ours = x.state.post(BRAND.x_user_id, "Mūsų")
    await x.reply(ours, "Tęsinys")
    refused = await x.reply(question, "Labas rytas")
    assert refused.status == 403
    counts = {kind: entry["count"] for kind, entry in (await costs(x))["kinds"].items()}
    assert counts == {"post_write": 2, "post_write_with_url": 1, "summoned_reply": 1, "dm_write": 1, "delete": 1}
    assert (await costs(x))["total"] == "0.265"


async def test_spent_credits_are_a_402_with_healthy_limits():
    async with x_probe(x_credits=0.01) as x:
        assert (await x.post("/2/tweets", {"text": "Labas"})).status == 201
        answer = await x.mentions()
        assert (answer.status, answer.problem) == (402, "credits")
        assert answer.body["title"] == "CreditsDepleted"
        assert answer.body["detail"].endswith("does not have any credits to fulfill this request.")
        assert answer.headers["x-rate-limit-remaining"] == "299"
        await x.control("POST", "/x/credits", {"dollars": 5})
        assert (await x.mentions()).status == 200


async def test_the_months_reads_end_with_a_429_that_no_quarter_mends():
    async with x_probe(x_read_cap=1) as x:
        x.state.post(x.person("ona_p"), "@siuntukas labas")
        assert (await x.mentions()).status == 200
        x.clock.shift(timedelta(minutes=30))
        answer = await x.mentions()
        assert (answer.status, answer.problem, answer.body["period"]) == (429, "usage-capped", "Monthly")
        x.clock.shift(timedelta(days=11))
        assert (await x.mentions()).status == 200


async def test_unknown_addresses_cost_nothing(x):
    await x.get("/2/nothing")
    assert (await costs(x))["total"] == "0"
    assert BRAND.x_user_id == (await x.get("/2/users/me")).data["id"]
