import time
from datetime import timedelta

import pytest
from aiohttp import encode_basic_auth
from yarl import URL

from connectors.simulator.x import oauth1
from connectors.simulator.x.tokens import CLIENT_ID, CLIENT_SECRET, TOKENS
from tests.support.x_probe import APP, BRAND, OTHER, x_probe

ME = "/2/users/me"
UNAUTHORIZED = {"title": "Unauthorized", "type": "about:blank", "status": 401, "detail": "Unauthorized"}


@pytest.fixture
async def x():
    async with x_probe() as probe:
        yield probe


def test_the_published_example_of_a_signature():
    # the worked example of X's own page "Creating a signature"; its body parameters stand in the query here
    url = URL(
        "https://api.twitter.com/1.1/statuses/update.json?include_entities=true"
        "&status=Hello%20Ladies%20%2B%20Gentlemen%2C%20a%20signed%20OAuth%20request%21",
        encoded=True,
    )
    fields = {
        "oauth_consumer_key": "xvz1evFS4wEEPTGEFPHBog",
        "oauth_nonce": "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg",
        "oauth_signature_method": "HMAC-SHA1",
        "oauth_timestamp": "1318622958",
        "oauth_token": "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb",
        "oauth_version": "1.0",
    }
    base = oauth1.base_string("POST", url, fields)
    secrets = ("kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw", "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE")
    assert oauth1.signature(base, *secrets) == "hCtSmYh+iHYCEqBWrE7C7hYmtUk="


async def test_a_signed_call_is_the_user_who_signed(x):
    answer = await x.get(ME)
    assert answer.data == {"id": BRAND.x_user_id, "name": "Siuntukas", "username": "siuntukas"}
    assert (await x.get(ME, brand=OTHER)).data["username"] == "kawkarnia"


@pytest.mark.parametrize("query", ["ąčę žodis", "a+b&c=d", "*!'()", "100% 🙂", "x:y/z?w~-._"])
async def test_any_query_is_signed_alike_on_both_sides(x, query):
    # the quotes make every one of them a phrase; what counts is that the signature holds
    answer = await x.search(f'"labas {query}"')
    assert answer.status == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"client_secret": "wrong"},
        {"resource_owner_secret": "wrong"},
        {"client_key": "wrong"},
        {"resource_owner_key": "wrong"},
        {"timestamp": str(int(time.time()) - 3600)},
        {"timestamp": "soon"},
    ],
)
async def test_a_wrong_signature_is_nobody(x, changes):
    headers = x.signed("GET", f"{x.root}{ME}", **changes)
    answer = await x.get(ME, headers=headers)
    assert (answer.status, answer.body) == (401, UNAUTHORIZED)


async def test_a_signature_covers_method_path_query_and_host(x):
    for method, url in (
        ("POST", f"{x.root}{ME}"),
        ("GET", f"{x.root}/2/users/1"),
        ("GET", f"{x.root}{ME}?user.fields=name"),
        ("GET", f"https://api.twitter.com{ME}"),
        ("GET", f"http://127.0.0.1{ME}"),
    ):
        assert (await x.get(ME, headers=x.signed(method, url))).status == 401


async def test_a_signed_request_is_good_once(x):
    headers = x.signed("GET", f"{x.root}{ME}")
    assert (await x.get(ME, headers=headers)).status == 200
    assert (await x.get(ME, headers=headers)).status == 401


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer nothing"}, {"Authorization": "Basic eDp5"}])
async def test_without_credentials(x, headers):
    answer = await x.get(ME, headers=headers)
    assert (answer.status, answer.body) == (401, UNAUTHORIZED)
    assert "x-rate-limit-limit" not in answer.headers


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ME),
        ("POST", "/2/tweets"),
        ("GET", "/2/dm_events"),
        ("DELETE", "/2/tweets/1"),
        ("PUT", "/2/tweets/1/hidden"),
        ("POST", "/2/dm_conversations/with/1/messages"),
    ],
)
async def test_an_app_may_not_act_for_a_user(x, method, path):
    answer = await x.call(method, path, headers=APP)
    assert (answer.status, answer.problem) == (403, "unsupported-authentication")
    assert "OAuth 2.0 Application-Only is forbidden" in answer.body["detail"]


async def test_an_oauth2_user_token_works_for_two_hours(x):
    pair = x.app[TOKENS].first_pair(BRAND.x_user_id)
    headers = {"Authorization": f"Bearer {pair.access}"}
    assert (await x.get(ME, headers=headers)).data["username"] == "siuntukas"
    x.clock.shift(timedelta(hours=2))
    assert (await x.get(ME, headers=headers)).status == 401


async def test_a_scope_not_granted_is_forbidden(x):
    pair = (await x.control("POST", "/x/grant", {"user": "siuntukas", "scopes": ["users.read", "tweet.read"]})).body
    headers = {"Authorization": f"Bearer {pair['access_token']}"}
    assert (await x.get(ME, headers=headers)).status == 200
    assert (await x.get("/2/dm_events", headers=headers)).status == 403


async def refresh(x, token, **more):
    form = {"grant_type": "refresh_token", "refresh_token": token, "client_id": CLIENT_ID, **more}
    async with x.session.post(f"{x.root}/2/oauth2/token", data=form) as response:
        return response.status, await response.json()


async def test_a_refresh_token_works_once_and_its_second_use_ends_the_family(x):
    pair = x.app[TOKENS].first_pair(BRAND.x_user_id)
    status, new = await refresh(x, pair.refresh)
    assert (status, new["token_type"], new["expires_in"]) == (200, "bearer", 7200)
    headers = {"Authorization": f"Bearer {new['access_token']}"}
    assert (await x.get(ME, headers=headers)).status == 200
    spent = {"error": "invalid_request", "error_description": "Value passed for the token was invalid."}
    assert await refresh(x, pair.refresh) == (400, spent)
    assert await refresh(x, new["refresh_token"]) == (400, spent)
    assert (await x.get(ME, headers=headers)).status == 401


async def test_a_confidential_client_proves_itself_by_basic(x):
    pair = x.app[TOKENS].first_pair(BRAND.x_user_id)
    form = {"grant_type": "refresh_token", "refresh_token": pair.refresh}
    url = f"{x.root}/2/oauth2/token"
    wrong, right = encode_basic_auth(CLIENT_ID, "wrong"), encode_basic_auth(CLIENT_ID, CLIENT_SECRET)
    for header, status in (("Basic !", 401), (wrong, 401), (right, 200)):
        headers = {"Authorization": header}
        async with x.session.post(url, data=form, headers=headers) as response:
            assert response.status == status


async def test_other_clients_and_grants_are_refused(x):
    pair = x.app[TOKENS].first_pair(BRAND.x_user_id)
    assert (await refresh(x, pair.refresh, client_id="stranger"))[0] == 401
    assert (await refresh(x, pair.refresh, grant_type="password"))[0] == 400


async def test_access_withdrawn_and_given_again(x):
    await x.control("POST", "/x/revoke", {"user": "siuntukas"})
    assert (await x.get(ME)).status == 401
    pair = x.app[TOKENS].first_pair(BRAND.x_user_id)
    assert (await refresh(x, pair.refresh))[0] == 400
    assert (await x.get(ME, brand=OTHER)).status == 200
    await x.control("POST", "/x/grant", {"user": "siuntukas"})
    assert (await x.get(ME)).status == 200
