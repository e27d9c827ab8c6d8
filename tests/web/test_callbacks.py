"""Callbacks about people who logged in to the app, and the status page of a deletion."""

from datetime import timedelta

import pytest

from config.secret import Secret
from connectors._graph.webhook import MetaReceiver
from connectors.simulator.graph.control_knobs import signed_request
from connectors.simulator.identities import META_APP_SECRET, META_VERIFY_TOKEN
from monitor.domain.account_health import AccountHealth, Breaker
from monitor.ports import SealedToken
from monitor.services.callbacks import Callbacks, Origin, fingerprint
from monitor.services.health import Health
from tests.support.fakes import mention

RECEIVER = MetaReceiver(Secret(META_APP_SECRET), Secret(META_VERIFY_TOKEN))
PATHS = ("/webhooks/meta/data-deletion", "/webhooks/meta/deauthorise")


def form(person="customer-1"):
    return {"signed_request": signed_request({"algorithm": "HMAC-SHA256", "issued_at": 1, "user_id": person})}


@pytest.fixture
async def called(made_bureau, sqlite_store):
    from tests.support.fakes import FakeTime

    now = FakeTime()
    origins = {"meta": Origin("meta", ["fake"], ["page", "other"])}
    callbacks = Callbacks(sqlite_store, origins, Health(sqlite_store, now=now), now=now)
    async with made_bureau(receivers={"meta": RECEIVER}, callbacks=callbacks, public_url="https://a.example/") as made:
        later = made.town.now() + timedelta(hours=5)
        async with sqlite_store.write() as tx:
            for name in ("page", "other"):
                await tx.accounts.save(AccountHealth(account=name, next_probe_at=later))
        yield made


async def send(bureau, path, fields):
    headers = {"Origin": "https://network.example", "Sec-Fetch-Site": "cross-site"}
    return await bureau.client.post(path, data=fields, headers=headers)


async def granted(bureau, account="page", person="asid-7"):
    token = SealedToken(account=account, sealed=b"sealed", granted_by=fingerprint("meta", person))
    async with bureau.town.store.write() as tx:
        await tx.tokens.put(token, now=bureau.town.now())


async def health(bureau, account="page"):
    async with bureau.town.store.read() as tx:
        return await tx.accounts.get(account)


async def test_a_deletion_is_done_and_can_be_read_by_its_code_without_a_log_in(called):
    await called.town.hear(mention("1", "mano tel. 8 612 34567"))
    answer = await send(called, PATHS[0], form())
    told = await answer.json()
    assert answer.status == 200
    assert told["url"] == f"https://a.example/deletion/{told['confirmation_code']}"
    page = await called.page(f"/deletion/{told['confirmation_code']}")
    assert "has been erased" in page
    for trace in ("customer-1", "Ona", "34567"):
        assert trace not in page
    assert await called.town.texts() == [""]
    assert "author.erased" in [event.kind for event in await called.events()]


@pytest.mark.parametrize(("language", "said"), [("lt", "ištrinta"), ("pl", "usunięte"), ("en", "erased")])
async def test_the_status_page_speaks_the_reader_s_language(called, language, said):
    told = await (await send(called, PATHS[0], form())).json()
    answer = await called.get(f"/deletion/{told['confirmation_code']}", headers={"Accept-Language": language})
    assert said in await answer.text()


@pytest.mark.parametrize("code", ["0" * 24, "x", "0" * 23])
async def test_an_unknown_code_tells_nothing(called, code):
    assert (await called.get(f"/deletion/{code}")).status in {303, 404}


@pytest.mark.parametrize("path", PATHS)
async def test_whoever_connected_an_account_takes_it_back(called, path):
    await granted(called)
    assert (await send(called, path, form("asid-7"))).status == 200
    stopped = await health(called)
    assert (stopped.breaker, stopped.family.value) == (Breaker.OPEN, "reauthorise")
    assert "connect the account again" in stopped.next_step
    assert not (await health(called, "other")).held
    async with called.town.store.read() as tx:
        assert await tx.tokens.of("page") is None


async def test_where_nobody_is_known_every_account_is_probed(called):
    assert (await send(called, PATHS[1], form("asid-8"))).status == 200
    for name in ("page", "other"):
        found = await health(called, name)
        assert (found.held, found.next_probe_at <= called.town.now()) == (False, True)
    assert "probe" in called.woken


BROKEN = [{}, {"signed_request": ""}, {"signed_request": "a.b"}, {"signed_request": "ą.ę"}, {"other": "x"}]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("fields", BROKEN)
async def test_what_cannot_be_read_is_400_and_changes_nothing(called, path, fields):
    await granted(called, person="asid-7")
    assert (await send(called, path, fields)).status == 400
    assert not (await health(called)).held


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{}", "application/json"),
        (b"\xff\xfe", "application/x-www-form-urlencoded"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"a", "multipart/form-data"),
    ],
)
async def test_strange_bodies_are_400_and_never_500(called, path, body, kind):
    answer = await called.client.post(path, data=body, headers={"Content-Type": kind})
    assert answer.status == 400


async def test_a_forged_signature_is_refused(called):
    forged = form()["signed_request"].partition(".")
    assert (await send(called, PATHS[0], {"signed_request": f"AAAA.{forged[2]}"})).status == 400


async def test_a_route_without_callbacks(called):
    assert (await send(called, "/webhooks/else/data-deletion", form())).status == 404
