"""Logging in and out, sessions, and what is open to nobody else."""

import pytest

PASSWORD = "correct horse battery"
JSON_ROUTES = [
    ("GET", "/api/v1/me"),
    ("GET", "/api/v1/cases"),
    ("POST", "/api/v1/cases/search"),
    ("GET", "/api/v1/cases/1"),
    ("POST", "/api/v1/cases/1/approve"),
    ("POST", "/api/v1/cases/1/undo"),
    ("POST", "/api/v1/cases/1/act"),
    ("POST", "/api/v1/cases/1/check"),
    ("POST", "/api/v1/cases/1/state"),
    ("POST", "/api/v1/cases/1/language"),
    ("POST", "/api/v1/cases/1/writing"),
    ("POST", "/api/v1/cases/1/writing/done"),
    ("POST", "/api/v1/cases/1/correct"),
    ("POST", "/api/v1/cases/1/correct/undo"),
    ("GET", "/api/v1/learning"),
    ("POST", "/api/v1/learning/lessons"),
    ("POST", "/api/v1/learning/rollback"),
    ("POST", "/api/v1/rescoring"),
    ("POST", "/api/v1/rescoring/stop"),
    ("GET", "/api/v1/weights"),
    ("POST", "/api/v1/weights/replay"),
    ("GET", "/api/v1/promises"),
    ("POST", "/api/v1/promises/1"),
    ("GET", "/api/v1/playbooks"),
    ("POST", "/api/v1/playbooks"),
    ("GET", "/api/v1/playbooks/stock"),
    ("POST", "/api/v1/playbooks/stock"),
    ("POST", "/api/v1/playbooks/stock/check"),
    ("POST", "/api/v1/playbooks/stock/try"),
    ("POST", "/api/v1/playbooks/stock/restore"),
    ("POST", "/api/v1/playbooks/stock/switch"),
    ("GET", "/api/v1/playbooks/stock/editions/1"),
    ("GET", "/api/v1/streams"),
    ("GET", "/api/v1/ledger"),
    ("GET", "/api/v1/spending"),
    ("GET", "/api/v1/accounts"),
    ("POST", "/api/v1/accounts/page/poll"),
    ("POST", "/api/v1/logout"),
    ("GET", "/api/v1/live"),
    ("GET", "/api/v1/nothing-here"),
]
PAGES = [
    ("GET", "/", "/"),
    ("GET", "/?state=all&after=x", "/?state=all&after=x"),
    ("GET", "/cases/1", "/cases/1"),
    ("GET", "/health", "/health"),
    ("GET", "/search", "/search"),
    ("POST", "/search", "/"),
    ("POST", "/cases/1/approve", "/"),
    ("POST", "/cases/1/undo", "/"),
    ("POST", "/cases/1/act", "/"),
    ("POST", "/cases/1/state", "/"),
    ("POST", "/cases/1/gate", "/"),
    ("POST", "/accounts/page/poll", "/"),
    ("POST", "/cases/1/language", "/"),
    ("POST", "/cases/1/correct", "/"),
    ("GET", "/settings/learning", "/settings/learning"),
    ("POST", "/settings/learning/lessons", "/"),
    ("POST", "/settings/learning/rollback", "/"),
    ("POST", "/settings/learning/rescoring", "/"),
    ("GET", "/settings/weights", "/settings/weights"),
    ("POST", "/cases/1/correct/undo", "/"),
    ("GET", "/settings/accounts", "/settings/accounts"),
    ("GET", "/settings/accounts/callback", "/settings/accounts/callback"),
    ("POST", "/settings/accounts/page/connect", "/"),
    ("GET", "/settings/playbooks", "/settings/playbooks"),
    ("GET", "/settings/playbooks/new", "/settings/playbooks/new"),
    ("POST", "/settings/playbooks/new", "/"),
    ("POST", "/settings/playbooks/new/check", "/"),
    ("GET", "/settings/playbooks/stock", "/settings/playbooks/stock"),
    ("POST", "/settings/playbooks/stock", "/"),
    ("POST", "/settings/playbooks/stock/check", "/"),
    ("POST", "/settings/playbooks/stock/restore", "/"),
    ("POST", "/settings/playbooks/stock/switch", "/"),
    ("GET", "/settings/playbooks/stock/editions/1", "/settings/playbooks/stock/editions/1"),
    ("GET", "/promises", "/promises"),
    ("POST", "/promises/1", "/"),
    ("POST", "/logout", "/"),
    ("POST", "/settings/language", "/"),
]
EXAMPLES = {"case_id": "1", "account": "page", "promise_id": "1", "playbook": "stock", "edition": "1"}


def test_the_lists_here_name_every_route(bureau):
    from monitor.web.guarding import OPEN_PATHS, OPEN_TREES

    named = {path.split("?")[0] for _, path in JSON_ROUTES} | {path.split("?")[0] for _, path, _ in PAGES}
    routes = {resource.canonical for resource in bureau.app.router.resources()}
    closed = {path for path in routes if path not in OPEN_PATHS and not f"{path}/".startswith(OPEN_TREES)}
    for name, example in EXAMPLES.items():
        closed = {path.replace(f"{{{name}}}", example) for path in closed}
    assert closed <= named


@pytest.mark.parametrize(("method", "path"), JSON_ROUTES)
async def test_the_api_says_that_nobody_is_logged_in(bureau, method, path):
    answer = await bureau.client.request(method, path)
    assert answer.status == 401
    problem = await answer.json()
    assert problem["error"] == "not_logged_in"
    assert "/api/v1/login" in problem["next_step"]


@pytest.mark.parametrize(("method", "path", "back"), PAGES)
async def test_a_page_leads_to_the_log_in_and_back(bureau, method, path, back):
    answer = await bureau.client.request(method, path, allow_redirects=False)
    assert answer.status == 303
    page = await bureau.client.get(answer.headers["Location"])
    assert f'name="next" value="{back.replace("&", "&amp;")}"' in await page.text()


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/login", "/api/openapi.json"])
async def test_some_addresses_need_no_log_in(bureau, path):
    assert (await bureau.get(path)).status == 200


@pytest.mark.parametrize("path", ["/healthz/x", "/loginx", "/metricsx", "/api/v1/loginx", "/webhooks", "/static"])
async def test_addresses_that_only_begin_like_them_do(bureau, path):
    assert (await bureau.get(path)).status in {303, 401}


async def test_logging_in_by_the_form_leads_to_the_wanted_page(bureau):
    answer = await bureau.form("/login", name="ana", password=PASSWORD, next="/health")
    assert (answer.status, answer.headers["Location"]) == (303, "/health")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie
    assert (await bureau.get("/health")).status == 200


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "https://evil.example/", "/\\evil.example", "/\t/evil.example", ""]
)
async def test_a_log_in_never_leads_to_another_site(bureau, wanted):
    answer = await bureau.form("/login", name="ana", password=PASSWORD, next=wanted)
    assert answer.headers["Location"] == "/"
    page = await (await bureau.get("/login", params={"next": wanted})).text()
    assert 'name="next" value="/"' in page


async def test_the_cookie_is_secure_where_the_service_is(made_bureau):
    async with made_bureau(secure_cookies=True) as bureau:
        answer = await bureau.post("/api/v1/login", {"name": "ana", "password": PASSWORD})
        assert "Secure" in answer.headers["Set-Cookie"]


@pytest.mark.parametrize(
    ("name", "password"), [("ana", "wrong password!"), ("nobody", PASSWORD), ("", ""), ("a" * 999, PASSWORD)]
)
async def test_a_wrong_name_or_password_opens_nothing_and_does_not_say_which(bureau, name, password):
    answer = await bureau.post("/api/v1/login", {"name": name, "password": password})
    assert answer.status == 401
    assert (await answer.json())["message"] == "name or password is wrong"
    assert "Set-Cookie" not in answer.headers
    page = await bureau.form("/login", name=name, password=password)
    assert page.status == 401
    assert "Name or password is wrong" in await page.text()
    assert password not in await page.text() or not password


async def test_who_is_logged_in(office):
    assert await office.json("/api/v1/me") == {"name": "ana", "role": "agent", "language": "en"}


async def test_logging_out_ends_the_session_on_the_server_too(office):
    token = office.client.session.cookie_jar.filter_cookies(office.client.make_url("/"))["aside_session"].value
    assert (await office.post("/api/v1/logout")).status == 200
    stolen = {"Cookie": f"aside_session={token}"}
    assert (await office.get("/api/v1/me", headers=stolen)).status == 401


async def test_logging_out_by_the_form_leads_to_the_log_in(office):
    answer = await office.form("/logout")
    assert (answer.status, answer.headers["Location"]) == (303, "/login")
    assert (await office.get("/api/v1/me")).status == 401


async def test_a_session_ends_by_itself(office):
    office.town.now.forward(hours=11, minutes=59)
    assert (await office.get("/api/v1/me")).status == 200
    office.town.now.forward(minutes=2)
    assert (await office.get("/api/v1/me")).status == 401


@pytest.mark.parametrize("token", ["", "x", "'; DROP TABLE users; --", "ą", "a" * 4000])
async def test_an_invented_token_opens_nothing(bureau, token):
    answer = await bureau.get("/api/v1/me", headers={"Cookie": f"aside_session={token}"})
    assert answer.status == 401


async def test_guessing_is_slowed_down_but_never_for_long(bureau):
    guess = {"name": "ana", "password": "guess"}
    statuses = [(await bureau.post("/api/v1/login", guess)).status for _ in range(7)]
    assert statuses == [401] * 5 + [429] * 2
    answer = await bureau.post("/api/v1/login", {"name": "ana", "password": PASSWORD})
    assert (answer.status, answer.headers["Retry-After"]) == (429, "2")
    assert "Retry-After" in (await answer.json())["next_step"]
    page = await bureau.form("/login", name="ana", password=PASSWORD)
    assert page.status == 429
    assert "Wait a minute" in await page.text()
    assert (await bureau.post("/api/v1/login", {"name": "lina", "password": PASSWORD})).status == 200
    bureau.town.now.forward(seconds=3)
    assert (await bureau.post("/api/v1/login", {"name": "ana", "password": PASSWORD})).status == 200


async def test_a_bad_request_to_log_in_names_the_key(bureau):
    answer = await bureau.post("/api/v1/login", {"name": "ana"})
    assert answer.status == 400
    assert "password" in (await answer.json())["message"]


async def test_the_screens_speak_another_language_from_then_on(office):
    answer = await office.form("/settings/language", language="pl", next="/health")
    assert (answer.status, answer.headers["Location"]) == (303, "/health")
    assert '<html lang="pl">' in await office.page("/health")
    answer = await office.form("/settings/language", language="lt", next="https://elsewhere.example/")
    assert answer.headers["Location"] == "/"
    assert '<html lang="lt">' in await office.page("/")
    assert (await office.form("/settings/language", language="xx")).status == 400
    await office.log_in("ana")
    assert '<html lang="lt">' in await office.page("/")
