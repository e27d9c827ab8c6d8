"""Connect accounts in the browser, end to end: a real house, the simulated networks, HTTP on both sides."""

import asyncio
import re
import sys
from contextlib import asynccontextmanager
from dataclasses import dataclass
from html import unescape
from typing import Any

import pytest
from aiohttp import ClientSession, CookieJar
from aiohttp.test_utils import TestClient, TestServer
from argon2 import PasswordHasher
from cryptography.fernet import Fernet
from yarl import URL

from config.loading import load
from connectors.simulator.graph.control_knobs import signed_request
from connectors.simulator.graph.state import GRAPH_STATE
from connectors.simulator.identities import BRANDS, META_APP_ID, META_APP_SECRET, META_VERIFY_TOKEN
from connectors.simulator.x.consent import CONSENTS
from connectors.simulator.x.tokens import CLIENT_ID, CLIENT_SECRET
from monitor.bootstrap.house import open_house
from monitor.ports import User
from monitor.service import desk_of
from monitor.web.app import build_app
from tests.contracts.connectors.stage import simulated

BRAND = BRANDS[0]
PASSWORD = "correct horse battery"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
KEY = Fernet.generate_key().decode()
SETTINGS = """
[store]
url = "sqlite:///{file}"
{key}
[networks.x]
base_url = "{url}"
authorize_url = "{url}/i/oauth2/authorize"
client_id = "{client_id}"
client_secret = {{ env = "TEST_CLIENT_SECRET" }}
{meta}
[[brands]]
name = "Siuntukas"

[[accounts]]
name = "our-x"
network = "x"
brand = "Siuntukas"
remote_id = "{x}"

[[accounts]]
name = "our-page"
network = "facebook"
brand = "Siuntukas"
remote_id = "{page}"

[[accounts]]
name = "our-instagram"
network = "instagram"
brand = "Siuntukas"
remote_id = "{instagram}"
page_id = "{page}"
"""
META = """
[networks.{0}]
base_url = "{1}"
dialog_url = "{1}"
app_id = "{2}"
app_secret = {{ env = "TEST_META_SECRET" }}
verify_token = {{ env = "TEST_META_WORD" }}
"""


@dataclass
class Office:
    """A browser in front of a house without a single token in its settings."""

    house: Any
    world: Any
    client: TestClient[Any, Any]

    async def log_in(self, name: str) -> None:
        body = {"name": name, "password": PASSWORD}
        assert (await self.client.post("/api/v1/login", json=body)).status == 200

    async def begin(self, account: str) -> tuple[int, str]:
        answer = await self.client.post(f"/settings/accounts/{account}/connect", allow_redirects=False)
        return answer.status, unescape(await answer.text())

    async def consent(self, account: str) -> URL:
        """Click the link, agree at the network, and give the address it sends the browser back to."""
        status, page = await self.begin(account)
        assert status == 200, page
        address = re.search(r'<a class="primary" href="([^"]+)"', page)[1]
        async with ClientSession() as browser, browser.get(address, allow_redirects=False) as answer:
            assert answer.status == 302, await answer.text()
            return URL(answer.headers["Location"])

    async def back(self, address: URL, **changes: str) -> tuple[int, str]:
        target = address.relative().update_query(changes)
        answer = await self.client.get(str(target), headers={"Sec-Fetch-Site": "cross-site"})
        return answer.status, unescape(await answer.text())

    async def connect(self, account: str) -> str:
        status, page = await self.back(await self.consent(account))
        assert status == 200, page
        return page

    async def read(self, account: str, stream: str) -> Any:
        return await self.house.connectors[account].source.fetch(stream, None, now=self.world.now)

    async def token(self, account: str) -> Any:
        async with self.house.store.read() as tx:
            return await tx.tokens.of(account)

    async def health(self, account: str) -> Any:
        async with self.house.store.read() as tx:
            return await tx.accounts.get(account)


@pytest.fixture
def open_office(sqlite_template, tmp_path, monkeypatch):
    """Opens the office; `key=""` leaves out the key that tokens are stored with."""
    import shutil

    monkeypatch.setenv("TEST_CLIENT_SECRET", CLIENT_SECRET)
    monkeypatch.setenv("TEST_META_SECRET", META_APP_SECRET)
    monkeypatch.setenv("TEST_META_WORD", META_VERIFY_TOKEN)
    monkeypatch.setenv("TEST_KEY", KEY)
    shutil.copy(sqlite_template, tmp_path / "aside.db")

    @asynccontextmanager
    async def opened(key='token_key = { env = "TEST_KEY" }'):
        async with simulated("x", fixed_time=None) as world:
            meta = "".join(META.format(name, world.url, META_APP_ID) for name in ("facebook", "instagram"))
            text = SETTINGS.format(
                file=tmp_path / "aside.db",
                key=key,
                url=world.url,
                client_id=CLIENT_ID,
                meta=meta,
                x=BRAND.x_user_id,
                page=BRAND.page_id,
                instagram=BRAND.instagram_id,
            )
            (tmp_path / "aside.toml").write_text(text, encoding="utf-8")
            house = open_house(load(tmp_path / "aside.toml"))
            await house.prepare()
            async with house.store.write() as tx:
                for name, role in (("admin", "admin"), ("other", "admin"), ("ana", "agent"), ("lead", "lead")):
                    await tx.users.add(User(name=name, role=role, password_hash=QUICK))
            server = TestServer(build_app(desk_of(house)))
            async with TestClient(server, cookie_jar=CookieJar(unsafe=True)) as client:
                office = Office(house, world, client)
                await office.log_in("admin")
                yield office
            await house.aclose()

    return opened


@pytest.fixture
async def office(open_office):
    async with open_office() as made:
        yield made


ACCOUNTS = [("our-x", "mentions"), ("our-page", "comments"), ("our-instagram", "comments")]


@pytest.mark.parametrize(("account", "stream"), ACCOUNTS)
async def test_an_account_without_a_token_works_once_it_is_connected(office, account, stream):
    with pytest.raises(Exception, match="not connected"):
        await office.read(account, stream)
    page = await office.connect(account)
    assert f"{account} is connected." in page
    await office.read(account, stream)
    await office.house.probe.sweep()
    health = await office.health(account)
    assert (health.held, health.well_at is not None, health.permissions) == (False, True, ())


async def test_the_token_is_stored_encrypted_and_shown_nowhere(office, tmp_path):
    page = await office.connect("our-page")
    assert BRAND.page_token not in page
    row = await office.token("our-page")
    assert BRAND.page_token.encode() not in row.sealed
    for file in tmp_path.glob("aside.db*"):
        assert BRAND.page_token.encode() not in file.read_bytes()
    async with office.house.store.read() as tx:
        events = [(event.kind, event.actor) for event in await tx.events.after(0)]
    assert ("account.connected", "admin") in events


async def test_webhooks_are_switched_on_and_neither_account_takes_them_from_the_other(office):
    account = office.world.app[GRAPH_STATE].account(BRAND.page_id)
    assert not account.subscribed_fields
    await office.connect("our-page")
    fields = set(account.subscribed_fields)
    assert {"feed", "messages"} <= fields
    await office.connect("our-instagram")
    assert set(account.subscribed_fields) == fields


async def test_an_expired_x_token_renews_itself(office):
    await office.connect("our-x")
    async with office.house.store.write() as tx:
        from sqlalchemy import text

        await tx.users._connection.execute(text("UPDATE tokens SET expires_at = '2020-01-01 00:00:00'"))
    before = (await office.token("our-x")).epoch
    await office.read("our-x", "mentions")
    assert (await office.token("our-x")).epoch == before + 1


@pytest.mark.parametrize("changes", [{"state": "made-up"}, {"state": ""}])
async def test_a_state_we_did_not_give_is_refused(office, changes):
    status, page = await office.back(await office.consent("our-x"), **changes)
    assert (status, "was not begun here" in page) == (422, True)
    assert await office.token("our-x") is None


async def test_a_state_is_good_once(office):
    address = await office.consent("our-x")
    assert (await office.back(address))[0] == 200
    assert (await office.back(address))[0] == 422


async def test_a_state_is_good_for_its_own_person_only(office):
    address = await office.consent("our-x")
    await office.log_in("other")
    assert (await office.back(address))[0] == 422
    assert await office.token("our-x") is None


async def test_a_code_is_worth_nothing_without_the_verifier_it_was_made_for(office):
    stolen = (await office.consent("our-x")).query["code"]
    status, page = await office.back(await office.consent("our-x"), code=stolen)
    assert (status, "X refuses this log-in" in page) == (422, True)


@pytest.mark.parametrize("account", ["our-x", "our-page"])
async def test_a_code_the_network_does_not_know_is_said_plainly(office, account):
    status, page = await office.back(await office.consent(account), code="made-up")
    assert (status, "refuses this log-in" in page) == (422, True)


async def test_a_person_who_says_no_is_understood(office):
    address = await office.consent("our-x")
    refused = address.with_query({"state": address.query["state"], "error": "access_denied"})
    status, page = await office.back(refused)
    assert (status, "gave no consent" in page) == (422, True)


async def test_a_log_in_as_somebody_else_does_not_take_the_account(office):
    office.world.app[CONSENTS].user_id = BRANDS[1].x_user_id
    status, page = await office.back(await office.consent("our-x"))
    assert (status, "opens other accounts" in page) == (422, True)
    assert await office.token("our-x") is None


@pytest.mark.parametrize("name", ["ana", "lead"])
async def test_only_administrators_come_here(office, name):
    address = await office.consent("our-x")
    await office.log_in(name)
    assert (await office.client.get("/settings/accounts")).status == 403
    assert (await office.begin("our-x"))[0] == 403
    assert (await office.back(address))[0] == 403
    assert "/settings/accounts" not in await (await office.client.get("/")).text()


async def test_nobody_comes_here_without_a_log_in(office):
    office.client.session.cookie_jar.clear()
    answer = await office.client.get("/settings/accounts", allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (303, "/login?next=/settings/accounts")


async def test_a_form_of_another_site_cannot_begin(office):
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert (await office.client.post("/settings/accounts/our-x/connect", headers=headers)).status == 403


async def test_without_a_key_one_line_says_what_to_set(open_office):
    async with open_office(key="") as office:
        status, page = await office.begin("our-x")
        assert (status, "token_key" in page, "Traceback" in page) == (422, True, False)


async def test_an_account_that_is_not_there(office):
    assert (await office.begin("nobody"))[0] == 404


async def test_the_page_tells_who_is_connected(office):
    page = await (await office.client.get("/settings/accounts")).text()
    assert (page.count("not connected"), "our-instagram" in page) == (3, True)
    await office.connect("our-x")
    assert (await (await office.client.get("/settings/accounts")).text()).count("not connected") == 2


async def test_whoever_connected_it_can_take_it_back_at_meta(office):
    await office.connect("our-page")
    told = {"algorithm": "HMAC-SHA256", "issued_at": 1, "user_id": "900000000000099"}
    form = {"signed_request": signed_request(told)}
    assert (await office.client.post("/webhooks/meta/deauthorise", data=form)).status == 200
    assert await office.token("our-page") is None
    assert (await office.health("our-page")).held
    assert not (await office.health("our-x")).held
    await office.house.probe.sweep()
    assert (await office.health("our-page")).held
    await office.connect("our-page")
    await office.house.probe.sweep()
    assert not (await office.health("our-page")).held


async def test_check_uses_the_stored_token(office, tmp_path):
    await office.connect("our-page")
    command = [sys.executable, "-m", "monitor", "check", "--config", str(tmp_path / "aside.toml")]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    lines = {line.split(":")[0]: line for line in (await process.communicate())[0].decode().splitlines()}
    assert process.returncode == 1
    assert "our-page: ok (facebook" in lines["our-page"]
    assert "not connected to X yet; connect it under Settings" in lines["our-x"]
