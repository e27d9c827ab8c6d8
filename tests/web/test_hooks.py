"""Webhooks: challenge, signature, stored before answered."""

import pytest

SIGNED = {"X-Test-Signature": "right"}


async def kept(bureau):
    async with bureau.town.store.read() as tx:
        return [(route, body) for _, route, body in await tx.webhooks.unread(limit=10)]


async def test_the_challenge_is_answered(bureau):
    answer = await bureau.get("/webhooks/meta", params={"verify": "me", "challenge": "1158201444"})
    assert (answer.status, await answer.text()) == (200, "1158201444")
    assert answer.content_type == "text/plain"
    assert (await bureau.get("/webhooks/meta", params={"challenge": "x"})).status == 403


async def test_a_challenge_may_be_answered_in_json(made_bureau):
    class Json:
        def challenge(self, query):
            return {"response_token": f"sha256={query['crc_token']}"}

    async with made_bureau(receivers={"x": Json()}) as bureau:
        answer = await bureau.get("/webhooks/x?crc_token=abc")
        assert await answer.json() == {"response_token": "sha256=abc"}
        assert answer.content_type == "application/json"


@pytest.mark.parametrize("headers", [{}, {"X-Test-Signature": "wrong"}])
async def test_a_body_with_a_wrong_signature_is_refused_and_not_kept(bureau, headers):
    answer = await bureau.client.post("/webhooks/meta", data=b"{}", headers=headers)
    assert answer.status == 403
    assert await kept(bureau) == []
    assert bureau.woken == []


async def test_a_body_is_stored_before_it_is_answered(both):
    body = '{"text": "labas ą \\u0000 👋"}'.encode() + b"\x00\xff"
    answer = await both.client.post("/webhooks/meta", data=body, headers=SIGNED)
    assert answer.status == 200
    assert await kept(both) == [("meta", body)]
    assert both.woken == ["receive"]


async def test_the_same_body_twice_is_kept_once(both):
    for _ in range(2):
        assert (await both.client.post("/webhooks/meta", data=b"{}", headers=SIGNED)).status == 200
    assert await kept(both) == [("meta", b"{}")]


async def test_what_could_not_be_stored_is_not_answered_200(bureau, monkeypatch):
    from monitor.domain.errors import Retryable

    def gone(*_args, **_how):
        raise Retryable("the database does not answer")

    monkeypatch.setattr(type(bureau.town.store), "write", gone)
    answer = await bureau.client.post("/webhooks/meta", data=b"{}", headers=SIGNED)
    assert answer.status == 503
    assert bureau.woken == []


async def test_a_network_calls_from_elsewhere_and_without_a_session(bureau):
    headers = SIGNED | {"Origin": "https://network.example", "Sec-Fetch-Site": "cross-site"}
    assert (await bureau.client.post("/webhooks/meta", data=b"{}", headers=headers)).status == 200


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_route_nobody_set_up(bureau, method):
    answer = await bureau.client.request(method, "/webhooks/else", headers=SIGNED)
    assert answer.status == 404
