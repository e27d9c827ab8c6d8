"""What every answer carries, and what comes from other sites."""

import io

import pytest

from tests.support.fakes import mention

OURS = [
    "GET /",
    "GET /login",
    "GET /cases/99",
    "GET /nothing",
    "GET /api/v1/cases",
    "GET /api/v1/nothing",
    "GET /healthz",
]
POLICY = {"default-src 'self'", "object-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"}


@pytest.mark.parametrize(
    "call", [*OURS, "GET /api/openapi.json", "GET /metrics", "POST /webhooks/meta", "POST /logout"]
)
async def test_every_answer_carries_the_security_headers(office, call):
    method, path = call.split()
    answer = await office.client.request(method, path, allow_redirects=False)
    assert set(answer.headers["Content-Security-Policy"].split("; ")) == POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"


async def test_nobody_logged_in_gets_them_too(bureau):
    for path in ("/", "/api/v1/cases"):
        assert "Content-Security-Policy" in (await bureau.get(path)).headers


async def test_static_files_are_kept_by_the_browser_for_ever_under_an_address_of_their_content(office):
    page = await office.page("/")
    address = page.split('href="/static/')[1].split('"')[0]
    assert "aside.css?v=" in address
    kept = await office.get(f"/static/{address}")
    assert kept.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert (await office.get("/static/aside.css")).headers["Cache-Control"] == "no-cache"
    assert (await office.get("/static/../app.py")).status == 404
    assert (await office.get("/static/")).status in {403, 404}


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/api/v1/login", "/login", "/api/v1/cases/1/approve", "/cases/1/undo", "/logout"])
async def test_another_site_cannot_act_in_a_persons_name(office, path, headers):
    answer = await office.post(path, {}, headers=headers)
    assert answer.status == 403
    assert (await office.get("/api/v1/me")).status == 200


async def test_another_site_cannot_listen(office):
    headers = {"Origin": "https://evil.example", "Upgrade": "websocket", "Connection": "Upgrade"}
    assert (await office.get("/api/v1/live", headers=headers)).status == 403


async def test_our_own_pages_and_plain_programs_may(office):
    own = {"Origin": f"http://{office.client.host}:{office.client.port}"}
    for headers in (own, {"Sec-Fetch-Site": "same-origin", "Origin": "https://behind-a-proxy.example"}, {}):
        assert (await office.post("/api/v1/accounts/page/poll", headers=headers)).status == 200


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("approve", "{", "truncated"),
        ("approve", "labas", "malformed"),
        ("approve", "[]", "Expected `object`"),
        ("approve", "{}", "missing required field `drafts`"),
        ("approve", '{"drafts": []}', "length >= 1"),
        ("approve", '{"drafts": [{"draft_id": "1", "version": 1, "text": "x"}]}', "$.drafts[0].draft_id"),
        ("approve", '{"drafts": [{"draft_id": 9e99, "version": 1, "text": "x"}]}', "$.drafts[0].draft_id"),
        ("approve", '{"drafts": [{"draft_id": 1, "version": 1, "text": "x", "to": 1}]}', "unknown field `to`"),
        ("approve", '{"also": 1}', "unknown field `also`"),
        ("check", '{"text": "x", "move": "shout"}', "$.move"),
        ("check", '{"text": 1, "move": "message"}', "$.text"),
        ("state", '{"to": "gone", "version": 1}', "$.to"),
        ("state", '{"to": "open", "version": -1}', "$.version"),
    ],
)
async def test_a_body_that_cannot_be_read_names_the_key(office, path, body, said):
    await office.town.hear(mention("1"))
    answer = await office.client.post(f"/api/v1/cases/{await office.town.id()}/{path}", data=body)
    assert answer.status == 400
    problem = await answer.json()
    assert problem["rule"] == "bad_request"
    assert said in problem["message"]
    assert "openapi.json" in problem["next_step"]


async def test_what_is_too_large_is_refused_in_json(office):
    answer = await office.client.post("/api/v1/login", data=io.BytesIO(b"x" * (5 * 1024 * 1024)))
    assert answer.status == 413
    assert (await answer.json())["error"] == "http"


async def test_an_error_nobody_expected_is_not_shown(office, monkeypatch):
    async def broken(*_args, **_options):
        raise RuntimeError("secret 8 612 34567")

    monkeypatch.setattr("monitor.web.api.streams.read_streams", broken)
    answer = await office.get("/api/v1/streams")
    assert answer.status == 500
    assert await answer.json() == {
        "error": "internal",
        "message": "something went wrong here",
        "next_step": "try again; if it stays, look in the log",
        "rule": "",
        "findings": [],
    }


@pytest.mark.parametrize(
    ("path", "status"), [("/cases/99", 404), ("/cases/x", 404), ("/?state=gone", 400), ("/logout", 405)]
)
async def test_a_page_that_cannot_be_shown_is_a_page_with_a_way_back(office, path, status):
    answer = await office.get(path)
    assert answer.status == status
    assert answer.content_type == "text/html"
    assert 'href="/" data-back' in await answer.text()
