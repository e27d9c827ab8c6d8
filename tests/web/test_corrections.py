"""Corrections on the case page and in the API."""

import re

import pytest

from tests.support.fakes import mention


async def heard(office):
    await office.town.hear(mention("1", "labas"))
    return await office.town.id()


def form_of(page, **changed):
    """What a browser sends: every choice of the form with what it stood at before."""
    before = dict(re.findall(r'name="before-(\w+)" value="(\w+)"', page))
    return {**{f"before-{name}": value for name, value in before.items()}, **before, **changed}


async def test_the_form_stands_at_what_the_analyser_said(office):
    page = await office.page(f"/cases/{await heard(office)}")
    assert form_of(page)["before-sentiment"] == "neutral"
    assert '<details id="correct">' in page
    assert '<option value="neutral" selected>neutral</option>' in page
    assert '<option value="none" selected>no subject</option>' in page


async def test_what_was_changed_in_the_form_is_corrected_and_can_be_taken_back(office):
    case_id = await heard(office)
    page = await office.page(f"/cases/{case_id}")
    answer = await office.form(f"/cases/{case_id}/correct", **form_of(page, act="complaint", urgency="2"))
    assert answer.status == 303
    page = await office.page(f"/cases/{case_id}")
    assert "Corrected by ana" in page
    assert "corrected by a person: kind of text, urgency" in page
    case = await office.case()
    assert [(each["verdict"], each["value"], each["was"]) for each in case["corrections"]] == [
        ("act", "complaint", "other"),
        ("urgency", "2", "0"),
    ]
    assert case["assessment"]["corrected"] == ["act", "urgency"]
    assert (await office.form(f"/cases/{case_id}/correct/undo")).status == 303
    assert (await office.case())["corrections"] == []
    assert office.woken.count("propose") == 2


async def test_a_form_in_which_nothing_was_changed_says_so(office):
    case_id = await heard(office)
    answer = await office.form(f"/cases/{case_id}/correct", **form_of(await office.page(f"/cases/{case_id}")))
    assert answer.status == 422
    assert "nothing was corrected" in await answer.text()


async def test_all_of_it_is_right(office):
    case_id = await heard(office)
    fields = form_of(await office.page(f"/cases/{case_id}"), all_right="1")
    assert (await office.form(f"/cases/{case_id}/correct", **fields)).status == 303
    assert "Confirmed by ana" in await office.page(f"/cases/{case_id}")
    assert all(each["confirms"] for each in (await office.case())["corrections"])


async def test_the_api_corrects_too(both):
    case_id = await heard(both)
    answer = await both.post(f"/api/v1/cases/{case_id}/correct", {"sentiment": "negative", "about_us": False})
    assert answer.status == 200
    case = await answer.json()
    assert (case["row"]["state"], case["assessment"]["sentiment"], case["assessment"]["about_us"]) == (
        "closed",
        "negative",
        False,
    )
    answer = await both.post(f"/api/v1/cases/{case_id}/correct/undo", {})
    assert (await answer.json())["row"]["state"] == "open"
    answer = await both.post(f"/api/v1/cases/{case_id}/correct/undo", {})
    assert answer.status == 409


@pytest.mark.parametrize(
    "body", [{"sentiment": "angry"}, {"urgency": 7}, {"kind": "Not A Kind"}, {"mood": "x"}, {"language": "LT"}]
)
async def test_the_api_names_what_cannot_be_read(office, body):
    case_id = await heard(office)
    assert (await office.post(f"/api/v1/cases/{case_id}/correct", body)).status == 400


@pytest.mark.parametrize(("agent", "word"), [("lina", "Pataisyti"), ("piotr", "Popraw")])
async def test_it_is_said_in_the_agents_language(bureau, agent, word):
    await bureau.log_in(agent)
    page = await bureau.page(f"/cases/{await heard(bureau)}")
    assert f"<summary>{word}</summary>" in page
