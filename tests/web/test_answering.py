"""On the screen and in the API: whose word is missing, who writes, which language, what was promised."""

from datetime import timedelta

import pytest

from monitor.ports import User
from tests.support.fakes import mention

COSTLY = "Grąžinsime 80 € iki rytojaus 12:00."
PATH = "/api/v1/cases"


@pytest.fixture
async def waiting(office):
    await office.town.hear(mention("1", "blogai"))
    quick = (await _user(office, "ana")).password_hash
    async with office.town.store.write() as tx:
        await tx.users.add(User(name="rasa", role="lead", password_hash=quick))
    return office


async def _user(office, name):
    async with office.town.store.read() as tx:
        return await tx.users.get(name)


async def submitted(bureau):
    body = await bureau.approve_body(public=COSTLY)
    answer = await bureau.post(f"{PATH}/{await bureau.town.id()}/approve", body)
    assert answer.status == 200
    return await answer.json()


async def page_of(bureau):
    return await bureau.page(f"/cases/{await bureau.town.id()}")


async def test_an_agents_costly_text_waits_for_a_lead_and_says_for_whom(waiting):
    assert await submitted(waiting) == {"entries": [], "missing": "lead"}
    approval = (await waiting.case())["approval"]
    assert approval == {
        "need": "lead",
        "grounds": ["amount"],
        "missing": "lead",
        "submitted": True,
        "approved_by": ["ana"],
        "who": ["rasa"],
        "deputy": "",
    }
    page = await page_of(waiting)
    assert "Needs a lead&#39;s approval:" in page
    assert "money is named" in page
    assert "Who may approve: rasa" in page
    assert "Submit for approval" in page
    assert 'data-pen="typing"' in page


async def test_the_list_can_show_what_waits_for_approval(waiting):
    assert (await waiting.json(f"{PATH}?state=for_approval"))["rows"] == []
    await submitted(waiting)
    listed = await waiting.json(f"{PATH}?state=for_approval")
    assert [row["id"] for row in listed["rows"]] == [await waiting.town.id()]
    assert listed["counts"]["for_approval"] == 1
    assert "For approval" in await waiting.page("/?state=for_approval")


async def test_a_lead_completes_it_from_the_page(waiting):
    await submitted(waiting)
    await waiting.log_in("rasa")
    page = await page_of(waiting)
    assert "Approved by: ana" in page
    assert "Approve both: private first" in page
    assert (await waiting.approve_form()).status == 303
    await waiting.town.send()
    assert COSTLY in [call.text for call in waiting.town.publisher.done]


async def test_a_submitted_text_can_be_taken_back(waiting):
    await submitted(waiting)
    assert (await waiting.form(f"/cases/{await waiting.town.id()}/undo")).status == 303
    assert {draft["state"] for draft in (await waiting.case())["drafts"]} == {"proposed"}


async def test_the_second_agent_sees_who_is_writing_and_cannot_send(waiting):
    case = f"{PATH}/{await waiting.town.id()}"
    assert (await (await waiting.post(f"{case}/writing")).json())["agent"] == "ana"
    assert "is writing here" not in await page_of(waiting)
    await waiting.log_in("lina")
    assert (await (await waiting.post(f"{case}/writing")).json())["agent"] == "ana"
    assert "Čia rašo ana, nuo" in await page_of(waiting)
    refused = await waiting.post(f"{case}/approve", await waiting.approve_body())
    assert refused.status == 409
    assert "ana is writing here" in (await refused.json())["message"]
    assert (await waiting.post(f"{case}/writing/done")).status == 200  # not hers to lay down
    assert (await waiting.case())["writing"]["agent"] == "ana"
    waiting.town.now.forward(seconds=121)
    assert (await waiting.case())["writing"] is None


async def test_leaving_the_page_lays_the_pen_down(waiting):
    case = f"{PATH}/{await waiting.town.id()}"
    await waiting.post(f"{case}/writing")
    await waiting.post(f"{case}/writing")
    await waiting.post(f"{case}/writing/done")
    assert (await waiting.case())["writing"] is None
    kinds = [event.kind for event in await waiting.events() if event.kind.startswith("case.writing")]
    assert kinds == ["case.writing", "case.writing_done"]
    assert (await waiting.post(f"{PATH}/999999/writing")).status == 404


async def test_the_second_agent_is_told_that_a_reply_left(waiting):
    body = await waiting.approve_body()
    await waiting.post(f"{PATH}/{await waiting.town.id()}/approve", body)
    await waiting.town.send()
    waiting.town.now.forward(seconds=4)
    answer = await waiting.post(f"{PATH}/{await waiting.town.id()}/approve", body)
    assert (answer.status, (await answer.json())["message"]) == (409, "a reply left 4 s ago")


async def test_an_unknown_language_asks_the_agent_and_then_drafts(waiting):
    case = await waiting.town.case()
    assert not (await waiting.case())["language_unknown"]
    answer = await waiting.post(f"{PATH}/{case.id}/language", {"language": "pl", "version": case.version})
    assert (await answer.json())["row"]["language"] == "pl"
    assert waiting.woken[-1] == "propose"
    stale = await waiting.post(f"{PATH}/{case.id}/language", {"language": "en", "version": case.version})
    assert stale.status == 409
    async with waiting.town.store.write() as tx:
        now = await tx.cases.get(case.id)
        await tx.cases.save(type(now)(**{name: getattr(now, name) for name in now.__slots__} | {"language": "de"}))
    assert "In which one shall we answer?" in await page_of(waiting)
    version = (await waiting.case())["row"]["version"]
    chosen = await waiting.form(f"/cases/{case.id}/language", language="en", version=version)
    assert chosen.status == 303
    assert not (await waiting.case())["language_unknown"]
    assert (await waiting.form(f"/cases/{case.id}/language", language="xx", version=version)).status == 400


async def test_the_kept_rate_shows_its_formula_and_its_cases(waiting):
    await waiting.log_in("rasa")
    await waiting.post(f"{PATH}/{await waiting.town.id()}/approve", await waiting.approve_body(public=COSTLY))
    await waiting.town.send()
    view = await waiting.json("/api/v1/promises")
    assert view["brands"] == [
        {"brand": "Brand", "open": 1, "kept": 0, "moved": 0, "broken": 0, "withdrawn": 0, "rate": None}
    ]
    assert view["formula"].startswith("kept / (kept + moved + broken)")
    [promise] = view["promises"]
    assert promise["case"] == await waiting.town.id()
    assert COSTLY[promise["start"] : promise["end"]] == "iki rytojaus 12:00"
    assert "Promised by" in await page_of(waiting)
    kept = await waiting.post(f"/api/v1/promises/{promise['id']}", {"to": "kept"})
    assert ((await kept.json())["state"], (await kept.json())["settled_by"]) == ("kept", "rasa")
    assert (await waiting.json("/api/v1/promises?brand=Brand&state=kept"))["brands"][0]["rate"] == 1.0
    assert (await waiting.json("/api/v1/promises?brand=Kita"))["brands"] == []
    assert (await waiting.get("/api/v1/promises?state=lost")).status == 400
    assert (await waiting.post(f"/api/v1/promises/{promise['id']}", {"to": "withdrawn"})).status == 409
    assert (await waiting.post("/api/v1/promises/999999", {"to": "kept"})).status == 404


async def test_a_case_brought_back_by_its_promise_offers_an_empty_page(waiting):
    await waiting.log_in("rasa")
    await waiting.post(f"{PATH}/{await waiting.town.id()}/approve", await waiting.approve_body(public=COSTLY))
    await waiting.town.send()
    waiting.town.now.moment += timedelta(hours=23)
    await waiting.town.word.sweep()
    await waiting.town.think()
    await waiting.log_in("rasa")
    assert "nothing drafted fits here" in await page_of(waiting)
