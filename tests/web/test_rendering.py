"""Every page in every language, and times as people say them."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from monitor.domain.errors import AuthExpired, Rejected
from monitor.domain.mentions import Author
from monitor.web.rendering import ago, detail, moment, playbook_title
from monitor.web.views import ReasonView
from tests.support.fakes import PHONE, START, mention, message

WHO = {"en": "ana", "lt": "lina", "pl": "piotr"}
ENGLISH = ("Inbox", "Approve", "possible", "personal data", "delivered", "Health", "negative", "overdue", "Playbook")


async def every_page(bureau):
    """Pages in every state they can be in, of a case that goes all the way."""
    town = bureau.town
    yield await bureau.page("/")
    await town.hear(
        mention("1", f"blogai {PHONE}"),
        mention("2", "blogai", conversation_id="p2", author=Author(remote_id="c2", name="Jonas", followers=50_000)),
        mention("3", "blogai", conversation_id="p2", author=Author(remote_id="c2", name="Jonas", followers=50_000)),
        message("4", "labas", conversation_id="t:4", author=Author(remote_id="c4", name="Ema")),
    )
    path = f"/cases/{await town.id()}"
    for page in ("/", path, f"{path}?reveal=1"):
        yield await bureau.page(page)
    yield await (await bureau.approve_form(public=PHONE)).text()
    town.publisher.before.append(Rejected("blocked", rule="blocked"))
    await bureau.approve_form()
    yield await bureau.page(path)
    await town.send()
    yield await bureau.page(path)
    await bureau.approve_form()
    await town.send()
    yield await bureau.page(path)
    version = (await bureau.case())["row"]["version"]
    await bureau.form(f"{path}/state", version=version, to="closed")
    yield await bureau.page(path)
    town.now.forward(hours=9)
    for state in ("open", "answered", "closed", "all"):
        yield await bureau.page(f"/?state={state}")
    town.sources["page"].answers.append(AuthExpired("expired"))
    await town.poll_due()
    yield await bureau.page("/health")
    yield await (await bureau.get("/cases/999999")).text()
    yield await (await bureau.form(f"{path}/gate", text="x" * 300, move="public_reply")).text()


@pytest.mark.parametrize("language", ["en", "lt", "pl"])
async def test_every_page_in_every_language(bureau, language):
    await bureau.log_in(WHO[language])
    seen = [page async for page in every_page(bureau)]
    assert len(seen) == 16
    text = "".join(seen)
    said = re.sub(r"<[^>]*>", " ", text)
    assert text.count(f'<html lang="{language}">') == 15
    if language != "en":
        assert [word for word in ENGLISH if word in said] == []


@pytest.mark.parametrize(
    ("header", "language", "said"),
    [
        ("lt,en;q=0.8", "lt", "Prisijungti"),
        ("de, pl-PL;q=0.9", "pl", "Zaloguj się"),
        ("de", "en", "Log in"),
        ("", "en", "Log in"),
        (";;,,", "en", "Log in"),
    ],
)
async def test_the_log_in_speaks_the_browsers_language(bureau, header, language, said):
    page = await (await bureau.get("/login", headers={"Accept-Language": header})).text()
    assert f'<html lang="{language}">' in page
    assert said in page


async def test_a_user_with_a_language_we_do_not_have_reads_english(bureau):
    from monitor.ports import User
    from tests.web.conftest import QUICK

    async with bureau.town.store.write() as tx:
        await tx.users.add(User(name="hans", role="agent", password_hash=QUICK, language="de"))
    await bureau.log_in("hans")
    assert '<html lang="en">' in await bureau.page("/")


@pytest.mark.parametrize(
    ("language", "away", "said"),
    [
        ("en", -20, "just now"),
        ("en", -300, "5 min. ago"),
        ("lt", -7200, "prieš 2 val."),
        ("pl", 900, "za 15 min"),
        ("lt", 30, "ką tik"),
    ],
)
def test_how_long_ago(language, away, said):
    assert ago(language, START + timedelta(seconds=away), START) == said


@pytest.mark.parametrize(
    ("language", "zone", "away", "said"),
    [
        ("lt", "Europe/Vilnius", {}, "11:00"),
        ("en", "Europe/Vilnius", {"hours": 3}, "14:00"),
        ("pl", "Europe/Warsaw", {"days": -1}, "19 lis 10:00"),
        ("lt", "Europe/Vilnius", {"hours": 14}, "11-21 01:00"),
        ("en", "UTC", {"days": -400}, "Oct 16, 2025 09:00"),
    ],
)
def test_moments_as_short_as_can_be_placed(language, zone, away, said):
    at = START + timedelta(**away)
    assert moment(language, ZoneInfo(zone), at, START) == said


async def test_everybody_reads_the_same_clock_whatever_their_language(made_bureau):
    async with made_bureau(zone=ZoneInfo("Asia/Tokyo")) as bureau:
        await bureau.town.hear(mention("1", "blogai"))
        for name in WHO.values():
            await bureau.log_in(name)
            assert "18:00" in await bureau.page("/")


@pytest.mark.parametrize(
    ("code", "given", "said"),
    [
        ("complaint", "delivery", "pristatymas"),
        ("complaint", "", ""),
        ("urgency", "safety", "pavojus žmonėms"),
        ("threat_floor", "legal", "grasina teismu"),
        ("waiting_threat", "legal", "grasina teismu"),
        ("personal_data", "EMAIL, PHONE", "el. pašto adresas, telefono numeris"),
        ("repeat", "3 messages", "žinučių: 3"),
        ("negative", "", ""),
        ("brand_new", "anything", "anything"),
    ],
)
def test_details_of_reasons_in_words(code, given, said):
    assert detail("lt", ReasonView(code, 1, given)) == said


def test_playbooks_have_titles():
    assert playbook_title("lt", "late_delivery") == "Vėluojanti siunta"
    assert playbook_title("en", "late_delivery") == "Late delivery"
    assert playbook_title("en", "somebody_elses") == "somebody elses"
