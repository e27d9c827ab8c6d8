"""Promises on the screen: settled with a reason, moved to another time, and the kept-rate in plain sight."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from monitor.ports import User
from tests.support.fakes import mention
from tests.web.conftest import QUICK
from tests.web.test_openapi import promise_of

API = "/api/v1/promises"


@pytest.fixture
async def promised(office):
    await office.town.hear(mention("1", "blogai"))
    promise_id = await promise_of(office.town)
    return office, promise_id


async def listed(office):
    return {each["id"]: each for each in (await office.json(API))["promises"]}


async def test_a_broken_promise_says_why_and_lowers_the_rate(promised):
    office, promise_id = promised
    answer = await office.form(f"/promises/{promise_id}", to="broken", reason="others")
    assert (answer.status, answer.headers["Location"]) == (303, f"/cases/{await office.town.id()}")
    assert (await listed(office))[promise_id]["reason"] == "others"
    page = await office.page("/promises")
    assert "we waited for others" in page
    assert "0.0 %" in page
    case = await office.page(f"/cases/{await office.town.id()}")
    assert "we waited for others" in case
    kept = await office.form(f"/promises/{promise_id}", to="kept", back="list")
    assert kept.headers["Location"] == "/promises"
    assert "100.0 %" in await office.page("/promises")
    assert (await listed(office))[promise_id]["reason"] == ""


async def test_a_moved_promise_stays_in_the_record_and_is_made_anew(promised):
    office, promise_id = promised
    new = office.town.now() + timedelta(days=2)
    typed = f"{new.astimezone(ZoneInfo('Europe/Vilnius')):%Y-%m-%dT%H:%M}"  # by the clock of the screens
    answer = await office.form(f"/promises/{promise_id}", to="moved", reason="customer", due=typed)
    assert answer.status == 303
    found = await listed(office)
    assert (found[promise_id]["state"], found[promise_id]["reason"]) == ("moved", "customer")
    [record] = (await office.json(API))["brands"]
    assert (record["moved"], record["open"], record["rate"]) == (1, 1, 0.0)
    [other] = [each for each in found.values() if each["state"] == "open"]
    assert other["due_at"].startswith(f"{new:%Y-%m-%dT%H:%M}")
    assert other["case"] == await office.town.id()
    again = await office.form(f"/promises/{promise_id}", to="moved", due=f"{new:%Y-%m-%dT%H:%M}")
    assert again.status == 409


async def test_the_clock_of_the_form_is_the_readers_own(promised):
    office, promise_id = promised
    async with office.town.store.write() as tx:
        await tx.users.add(User(name="ana", role="agent", password_hash=QUICK, language="lt"))
    due = (office.town.now() + timedelta(days=1)).replace(hour=12, minute=0)
    await office.form(f"/promises/{promise_id}", to="moved", due=f"{due:%Y-%m-%dT%H:%M}")
    [other] = [each for each in (await listed(office)).values() if each["state"] == "open"]
    assert other["due_at"][11:16] in {"09:00", "10:00"}


@pytest.mark.parametrize("due", ["", "tomorrow", "2020-01-01T10:00"])
async def test_a_time_that_cannot_be_is_refused_in_words(promised, due):
    office, promise_id = promised
    answer = await office.form(f"/promises/{promise_id}", to="moved", due=due)
    assert answer.status == 422
    assert "promise is moved" in await answer.text()


async def test_forms_that_mean_nothing_are_refused(promised):
    office, promise_id = promised
    assert (await office.form(f"/promises/{promise_id}", to="withdrawn")).status == 400
    assert (await office.form(f"/promises/{promise_id}", to="broken", reason="weather")).status == 422
    assert (await office.form("/promises/999999", to="kept")).status == 303
    assert (await office.post(f"{API}/{promise_id}", {"to": "moved"})).status == 400


async def test_a_program_moves_one_too(promised):
    office, promise_id = promised
    due = (office.town.now() + timedelta(days=1)).isoformat()
    answer = await office.post(f"{API}/{promise_id}", {"to": "moved", "due_at": due, "reason": "too_early"})
    assert (await answer.json())["state"] == "open"


async def test_without_promises_the_page_says_where_they_come_from(office):
    assert "Nothing is promised." in await office.page("/promises")


async def test_rows_of_the_inbox_say_who_must_approve(office):
    await office.town.hear(mention("1", "blogai"))
    assert [row["need"] for row in (await office.json("/api/v1/cases"))["rows"]] == ["own"]
    [draft, *_] = (await office.case())["drafts"]
    async with office.town.store.write() as tx:
        kept = await tx.drafts.get(draft["id"])
        await tx.drafts.save(type(kept)(**{name: getattr(kept, name) for name in kept.__slots__} | {"text": "900 Eur"}))
    assert [row["need"] for row in (await office.json("/api/v1/cases"))["rows"]] == ["two"]
    assert "needs two people" in await office.page("/")
