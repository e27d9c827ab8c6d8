"""Screens and API of learning, assessing anew, and other weights."""

import pytest

from monitor.domain.learning import BrandModel, Figures, Report, Ruling
from monitor.services.learn import LEASE
from tests.support.fakes import START, mention

FIGURES = Figures(
    task="sentiment",
    language="",
    labels=80,
    held=20,
    right_before=0.5,
    right_after=0.75,
    f1_before=0.4,
    f1_after=0.7,
    ruling=Ruling.BETTER,
)


@pytest.fixture
async def lead(office):
    """Lina is a lead; her screens are in English here."""
    async with office.town.store.write() as tx:
        lina = await tx.users.get("lina")
        await tx.users.add(type(lina)(name="lina", role="lead", password_hash=lina.password_hash, language="en"))
    return await office.log_in("lina")


async def learnt(office, versions=1):
    async with office.town.store.write() as tx:
        for version in range(1, versions + 1):
            await tx.brand_models.ask("Brand", by="ana", now=START)
            lesson = await tx.brand_models.claim(now=START, owner="me", lease=LEASE)
            report = Report(corrections=70, confirmations=10, agreements=5, figures=(FIGURES,))
            model = BrandModel("Brand", version, {"sentiment": {"x": [1.0, 0.0, 0.0]}})
            await tx.brand_models.finish(lesson, model, report, activate=True, now=START)


async def test_without_labels_the_screen_says_how_to_begin(lead):
    page = await lead.page("/settings/learning")
    assert "Nobody has corrected anything yet" in page
    assert "The shipped models are in use." in page
    view = await lead.json("/api/v1/learning")
    assert view["rescoring"] is None
    assert [(each["brand"], each["active_version"], each["labels"]) for each in view["brands"]] == [("Brand", 0, [])]


async def test_labels_are_counted_by_language_and_verdict(lead):
    await lead.town.hear(mention("1", "labas"))
    case_id = await lead.town.id()
    await lead.post(f"/api/v1/cases/{case_id}/correct", {"sentiment": "negative", "act": "other"})
    [brand] = (await lead.json("/api/v1/learning"))["brands"]
    assert [(each["verdict"], each["corrections"], each["confirmations"]) for each in brand["labels"]] == [
        ("act", 0, 1),
        ("sentiment", 1, 0),
    ]
    assert "<td>Lithuanian</td><td>mood</td><td>1</td><td>0</td>" in await lead.page("/settings/learning")


async def test_a_lesson_is_asked_for_and_its_progress_shown(lead):
    assert (await lead.form("/settings/learning/lessons", brand="Brand")).status == 303
    page = await lead.page("/settings/learning")
    assert "Learning: 0 %" in page
    assert lead.woken == ["learn"]
    answer = await lead.post("/api/v1/learning/lessons", {"brand": "Brand"})
    assert ((await answer.json())["state"], (await answer.json())["version"]) == ("waiting", 1)


async def test_figures_before_and_after_and_the_way_back(lead):
    await learnt(lead, versions=2)
    page = await lead.page("/settings/learning")
    assert "Version 2 is in use" in page
    assert "40.0 → <b>70.0</b> %" in page
    assert "Learnt from 70 corrections, 10 confirmations, 5 texts" in page
    answer = await lead.post("/api/v1/learning/rollback", {"brand": "Brand"})
    assert await answer.json() == {"active_version": 1}
    assert (await lead.form("/settings/learning/rollback", brand="Brand")).status == 303
    [brand] = (await lead.json("/api/v1/learning"))["brands"]
    assert (brand["active_version"], [each["version"] for each in brand["lessons"]]) == (0, [2, 1])
    answer = await lead.form("/settings/learning/rollback", brand="Brand")
    assert (answer.status, "only the shipped model is in use" in await answer.text()) == (422, True)
    assert (await lead.post("/api/v1/learning/lessons", {"brand": "Nobody"})).status == 404


async def test_assessing_anew_begins_and_stops(lead):
    await lead.town.hear(mention("1", "labas"))
    answer = await lead.post("/api/v1/rescoring", {"per_second": 5})
    job = await answer.json()
    assert (job["state"], job["total"], job["seen"], job["per_second"]) == ("waiting", 1, 0, 5)
    assert "looked at 0 of 1" in await lead.page("/settings/learning")
    stopped = await (await lead.post("/api/v1/rescoring/stop")).json()
    assert stopped["rescoring"]["state"] == "stopped"
    assert (await lead.form("/settings/learning/rescoring", to="begin")).status == 303
    assert (await lead.form("/settings/learning/rescoring", to="stop")).status == 303
    assert lead.woken.count("rescore") == 2


async def test_other_weights_are_tried_and_nothing_changes(lead):
    await lead.town.hear(mention("1", "blogai"))
    before = await lead.town.case()
    page = await lead.page("/settings/weights")
    assert 'name="complaint" inputmode="decimal" value="30"' in page
    answer = await lead.form("/settings/weights", complaint="90", head_start_hours="12,5")
    page = await answer.text()
    assert (answer.status, "The last seven days: 1 cases" in page) == (200, True)
    assert 'value="90"' in page
    found = await (await lead.post("/api/v1/weights/replay", {"weights": {"complaint": 90}})).json()
    assert (found["cases"], found["complaints"], found["moved"]) == (1, 1, 0)
    [shown] = found["shown"]
    assert shown["points_before"] < shown["points_after"]
    assert await lead.town.case() == before
    assert (await lead.json("/api/v1/weights"))["weights"]["complaint"] == 30


async def test_an_empty_week_says_so(lead):
    assert "No customer wrote" in await (await lead.form("/settings/weights")).text()


@pytest.mark.parametrize("weights", [{"complaint": 101}, {"complaint": 1.5}, {"nonsense": 1}, {"due_minutes_low": 0}])
async def test_weights_that_cannot_be_are_refused(lead, weights):
    assert (await lead.post("/api/v1/weights/replay", {"weights": weights})).status == 400
    text = await (await lead.form("/settings/weights", **{name: str(value) for name, value in weights.items()})).text()
    assert ('role="alert"' in text) == ("nonsense" not in weights)


async def test_a_form_with_a_word_in_place_of_a_number_keeps_it(lead):
    answer = await lead.form("/settings/weights", complaint="many")
    assert (answer.status, 'value="many"' in await answer.text()) == (422, True)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/settings/learning"),
        ("GET", "/settings/weights"),
        ("POST", "/settings/weights"),
        ("POST", "/settings/learning/lessons"),
        ("POST", "/settings/learning/rollback"),
        ("POST", "/settings/learning/rescoring"),
        ("POST", "/api/v1/learning/lessons"),
        ("POST", "/api/v1/learning/rollback"),
        ("POST", "/api/v1/rescoring"),
        ("POST", "/api/v1/rescoring/stop"),
        ("POST", "/api/v1/weights/replay"),
    ],
)
async def test_an_agent_may_look_at_figures_but_change_nothing(office, method, path):
    answer = await office.client.request(method, path, json={} if "api" in path else None, allow_redirects=False)
    assert answer.status == 403
    assert (await office.get("/api/v1/learning")).status == 200


@pytest.mark.parametrize(("agent", "word"), [("lina", "Mokytis iš pataisymų"), ("piotr", "Ucz się na poprawkach")])
async def test_it_is_said_in_the_leads_language(bureau, agent, word):
    async with bureau.town.store.write() as tx:
        user = await tx.users.get(agent)
        changed = {"role": "admin", "password_hash": user.password_hash, "language": user.language}
        await tx.users.add(type(user)(name=agent, **changed))
    await bureau.log_in(agent)
    await learnt(bureau)
    page = await bureau.page("/settings/learning")
    assert word in page
    assert (await bureau.get("/settings/weights")).status == 200
