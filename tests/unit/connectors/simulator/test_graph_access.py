import json

import pytest

from connectors.simulator.faults import Fault, FaultKind
from connectors.simulator.graph.errors import TEXTS
from connectors.simulator.identities import META_APP_ID, META_APP_SECRET
from tests.support.graph_probe import IG, OTHER, PAGE, graph_probe, proof

APP_TOKEN = f"{META_APP_ID}|{META_APP_SECRET}"


@pytest.fixture
async def graph():
    async with graph_probe() as probe:
        yield probe


async def raw(graph, path, *, headers=None, **params):
    async with graph.session.get(f"{graph.root}/v26.0/{path}", params=params, headers=headers) as answer:
        return answer.status, await answer.json(), answer.headers


async def test_a_page_token_shows_its_page_and_the_linked_account(graph):
    answer = await graph.get("me", fields="id,name,instagram_business_account{id,username}")
    assert answer.body == {
        "id": PAGE,
        "name": "Siuntukas",
        "instagram_business_account": {"id": IG, "username": "siuntukas.lt"},
    }
    assert (await graph.get(IG, fields="id,username")).body == {"id": IG, "username": "siuntukas.lt"}


async def test_missing_token(graph):
    status, body, _ = await raw(graph, PAGE)
    assert (status, body["error"]["code"]) == (400, 104)


async def test_unknown_token_is_190_without_subcode_and_says_so_in_a_header(graph):
    answer = await graph.call("GET", PAGE, token="nonsense")
    assert answer.error == (190, None)
    assert "invalid_token" in answer.headers["WWW-Authenticate"]


async def test_token_as_parameter_wins_over_the_header(graph):
    status, body, _ = await raw(
        graph,
        "me",
        headers={"Authorization": f"Bearer {OTHER.page_token}"},
        access_token=graph.token,
        appsecret_proof=proof(graph.token),
    )
    assert (status, body["id"]) == (200, PAGE)


async def test_proof_must_belong_to_the_token_really_sent(graph):
    bearer = {"Authorization": f"Bearer {graph.token}"}
    status, body, _ = await raw(graph, "me", headers=bearer)
    assert (status, body["error"]["code"], body["error"]["type"]) == (400, 100, "GraphMethodException")
    status, body, _ = await raw(graph, "me", headers=bearer, appsecret_proof=proof(OTHER.page_token))
    assert "Invalid appsecret_proof" in body["error"]["message"]
    graph.state.options.require_proof = False
    assert (await raw(graph, "me", headers=bearer))[0] == 200
    assert (await raw(graph, "me", headers=bearer, appsecret_proof="0"))[0] == 400


@pytest.mark.parametrize("subcode", [458, 459, 460, 463, 464, 467, 492])
async def test_tokens_die_in_several_ways(graph, subcode):
    graph.state.account(PAGE).token_subcode = subcode
    assert (await graph.get("me")).error == (190, subcode)
    other = await graph.call("GET", "me", token=OTHER.page_token)
    assert other.status == 200


async def test_debug_token_tells_validity_scopes_and_expiry(graph):
    query = {"input_token": graph.token}
    facts = (await graph.call("GET", "debug_token", query, token=APP_TOKEN)).body["data"]
    assert facts["is_valid"] is True
    assert facts["expires_at"] == 0
    assert facts["profile_id"] == PAGE
    targets = {entry["scope"]: entry["target_ids"] for entry in facts["granular_scopes"]}
    assert targets["pages_messaging"] == [PAGE]
    assert targets["instagram_basic"] == [IG]
    graph.state.account(PAGE).token_subcode = 460
    facts = (await graph.call("GET", "debug_token", query, token=APP_TOKEN)).body["data"]
    assert (facts["is_valid"], facts["error"]["subcode"]) == (False, 460)
    as_page = await graph.call("GET", "debug_token", query, token=OTHER.page_token)
    assert as_page.error == (100, None)


async def test_log_in_from_dialog_to_page_tokens(graph):
    client = {"client_id": META_APP_ID, "redirect_uri": "https://aside.example.com/back"}
    async with graph.session.get(
        f"{graph.root}/v26.0/dialog/oauth", params={**client, "state": "s1"}, allow_redirects=False
    ) as answer:
        from yarl import URL

        location = URL(answer.headers["Location"])
    assert (location.host, location.query["state"]) == ("aside.example.com", "s1")
    exchange = {**client, "client_secret": META_APP_SECRET, "code": location.query["code"]}
    _, body, _ = await raw(graph, "oauth/access_token", **exchange)
    user = body["access_token"]
    status, again, _ = await raw(graph, "oauth/access_token", **exchange)
    assert (status, again["error"]["code"]) == (400, 100)
    accounts = await graph.call("GET", "me/accounts", {"fields": "id,access_token"}, token=user)
    assert {"id": PAGE, "access_token": graph.token} in accounts.body["data"]


async def test_app_token_and_wrong_secret(graph):
    form = {"grant_type": "client_credentials", "client_id": META_APP_ID}
    assert (await raw(graph, "oauth/access_token", **form, client_secret=META_APP_SECRET))[1] == {
        "access_token": APP_TOKEN,
        "token_type": "bearer",
    }
    assert (await raw(graph, "oauth/access_token", **form, client_secret="guess"))[1]["error"]["code"] == 1


@pytest.mark.parametrize(("asked", "served"), [("v26.0", "v26.0"), ("v22.0", "v22.0"), ("v2.8", "v21.0")])
async def test_an_expired_version_is_served_by_the_oldest_living(graph, asked, served):
    answer = await graph.call("GET", "me", version=asked)
    assert (answer.status, answer.headers["facebook-api-version"]) == (200, served)


async def test_a_version_not_yet_born_is_refused(graph):
    assert (await graph.call("GET", "me", version="v27.0")).error == (2500, None)


@pytest.mark.parametrize(
    ("permission", "path", "expected"),
    [
        ("pages_read_engagement", f"{PAGE}/published_posts", (10, None)),
        ("pages_read_user_content", f"{PAGE}/tagged", (10, None)),
        ("pages_messaging", f"{PAGE}/conversations", (230, None)),
        ("instagram_basic", f"{IG}/media", (10, None)),
        ("instagram_manage_comments", f"{IG}/tags", (10, None)),
        ("instagram_manage_messages", f"{PAGE}/conversations?platform=instagram", (10, None)),
    ],
)
async def test_removed_permissions(graph, permission, path, expected):
    graph.state.account(PAGE).removed_permissions.add(permission)
    path, _, query = path.partition("?")
    parameters = dict([query.split("=")]) if query else {}
    assert (await graph.get(path, **parameters)).error == expected
    graph.state.options.permission_as_190 = True
    assert (await graph.get(path, **parameters)).error == (190, None)


async def test_write_without_permission(graph):
    id_ = graph.state.comment(graph.state.publish(PAGE, "Naujiena"), "ona", "Kur?")
    graph.state.account(PAGE).removed_permissions.add("pages_manage_engagement")
    answer = await graph.post(f"{id_}/comments", message="x")
    assert (answer.status, answer.error) == (403, (200, None))


async def test_error_body_has_everything(graph):
    error = (await graph.get("12345")).body["error"]
    assert set(error) == {"message", "type", "code", "error_subcode", "fbtrace_id"}
    assert (error["code"], error["error_subcode"]) == (100, 33)
    graph.faults.add(Fault(FaultKind.RATE_LIMITED, code=4))
    answer = await graph.get("me")
    assert (answer.status, answer.body["error"]["is_transient"]) == (403, True)


@pytest.mark.parametrize(("code", "subcode"), list(TEXTS))
async def test_every_error_of_the_table_can_be_ordered(graph, code, subcode):
    await graph.control("POST", "errors", code=code, subcode=subcode, path="/me$")
    answer = await graph.get("me")
    assert answer.error == (code, subcode)
    assert answer.status >= 400
    assert (await graph.get("me")).status == 200


async def test_error_after_the_effect(graph):
    graph.state.message("ona", PAGE, "Labas")
    await graph.control("POST", "errors", code=1, subcode=1357046, method="POST", after_effect=True)
    assert (await graph.send({"id": graph.psid("ona")}, "Sveiki")).error == (1, 1357046)
    assert [m.text for m in graph.state.conversation(PAGE, "ona")] == ["Labas", "Sveiki"]


async def test_usage_grows_by_account_and_kind_and_ends_in_a_refusal(graph):
    graph.state.options.calls_per_hour["pages"] = 4
    for _ in range(4):
        answer = await graph.get("me")
    (case,) = json.loads(answer.headers["X-Business-Use-Case-Usage"])[PAGE]
    assert (case["type"], case["call_count"]) == ("pages", 100)
    assert case["estimated_time_to_regain_access"] > 0
    assert json.loads(answer.headers["X-App-Usage"])["call_count"] == 0
    refused = await graph.get("me")
    assert (refused.status, refused.error) == (400, (80001, None))
    assert (await graph.get(f"{PAGE}/conversations")).status == 200
    assert (await graph.get(IG)).status == 200
    from datetime import timedelta

    graph.clock.shift(timedelta(hours=1, seconds=1))
    assert (await graph.get("me")).status == 200


@pytest.mark.parametrize(
    ("kind", "path", "parameters", "subject"),
    [
        ("pages", f"{PAGE}/published_posts", {}, PAGE),
        ("messenger", f"{PAGE}/conversations", {}, PAGE),
        ("messenger", f"{PAGE}/conversations", {"platform": "instagram"}, PAGE),
        ("instagram", f"{IG}/media", {}, IG),
    ],
)
async def test_kinds_of_budget(graph, kind, path, parameters, subject):
    usage = json.loads((await graph.get(path, **parameters)).headers["X-Business-Use-Case-Usage"])
    assert [case["type"] for case in usage[subject]] == [kind]


async def test_app_token_uses_the_apps_own_budget(graph):
    answer = await graph.call("GET", "debug_token", {"input_token": graph.token}, token=APP_TOKEN)
    assert "X-Business-Use-Case-Usage" not in answer.headers
    assert "X-App-Usage" in answer.headers


async def test_faults_meet_their_network_only(graph):
    graph.faults.add(Fault(FaultKind.SERVER_ERROR_HTML, network="instagram", times=None))
    assert (await graph.get(f"{PAGE}/published_posts")).status == 200
    assert (await graph.get(f"{PAGE}/conversations", platform="messenger")).status == 200
    for path, query in ((f"{IG}/media", {}), (f"{PAGE}/conversations", {"platform": "instagram"})):
        params = {"appsecret_proof": proof(graph.token), "access_token": graph.token, **query}
        async with graph.session.get(f"{graph.root}/v26.0/{path}", params=params) as answer:
            assert (answer.status, answer.content_type) == (500, "text/html")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (FaultKind.RATE_LIMITED, (80001, None)),
        (FaultKind.EXPIRED_TOKEN, (190, 463)),
        (FaultKind.MISSING_PERMISSION, (10, None)),
    ],
)
async def test_faults_speak_graph(graph, kind, expected):
    graph.faults.add(Fault(kind, network="facebook"))
    assert (await graph.get(f"{PAGE}/published_posts")).error == expected
    assert (await graph.get(f"{PAGE}/published_posts")).status == 200


async def test_full_usage_is_told_before_the_refusal(graph):
    graph.faults.add(Fault(FaultKind.USAGE_FULL))
    answer = await graph.get(f"{PAGE}/published_posts")
    assert answer.status == 200
    assert json.loads(answer.headers["X-Business-Use-Case-Usage"])[PAGE][0]["call_count"] == 100


async def test_a_connection_dropped_after_the_effect(graph):
    import aiohttp

    graph.state.message("ona", PAGE, "Labas")
    graph.faults.add(Fault(FaultKind.DROP_AFTER, method="POST"))
    with pytest.raises(aiohttp.ClientError):
        await graph.send({"id": graph.psid("ona")}, "Sveiki")
    assert [m.text for m in graph.state.conversation(PAGE, "ona")] == ["Labas", "Sveiki"]


async def test_ids_may_come_as_numbers(graph):
    id_ = graph.state.comment(graph.state.publish(IG, "Naujiena"), "ona", "Labas")
    graph.state.options.ids_as_numbers = True
    answer = await graph.get(id_, fields="id,from")
    assert answer.body["id"] == int(id_)
    assert isinstance(answer.body["from"]["id"], int)


async def test_too_much_data(graph):
    graph.state.options.reduce_data_above = 50
    graph.state.publish(PAGE, "Naujiena")
    answer = await graph.get(f"{PAGE}/published_posts", fields="comments.limit(100){id}")
    assert (answer.status, answer.error) == (500, (1, None))
    assert (await graph.get(f"{PAGE}/published_posts", fields="comments.limit(50){id}")).status == 200


async def test_several_nodes_in_one_call(graph):
    first, second = graph.state.publish(PAGE, "1"), graph.state.publish(PAGE, "2")
    answer = await graph.get("", ids=f"{first},{second}", fields="message")
    assert answer.body == {
        first: {"message": "1", "id": first},
        second: {"message": "2", "id": second},
    }


async def test_subscribing_the_page(graph):
    answer = await graph.call("POST", f"{PAGE}/subscribed_apps", {"subscribed_fields": "feed,messages"})
    assert answer.body == {"success": True}
    (app,) = (await graph.get(f"{PAGE}/subscribed_apps")).body["data"]
    assert app["subscribed_fields"] == ["feed", "messages"]
    assert (await graph.post(f"{PAGE}/subscribed_apps", subscribed_fields="feeed")).error == (100, None)


async def test_cursors_of_garbage_are_refused(graph):
    graph.state.publish(PAGE, "1")
    assert (await graph.get(f"{PAGE}/published_posts", after="%%%")).error == (100, None)
