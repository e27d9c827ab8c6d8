"""Hiding, showing again, deleting and blocking: by the API and on the page of a case."""

from dataclasses import replace

import pytest

from monitor.domain.moves import MoveKind
from monitor.domain.outbox import OutboxState
from tests.support.fakes import mention


@pytest.fixture
async def waiting(office):
    await office.town.hear(mention("1", "blogai"))
    return office


async def path(bureau, verb=""):
    return f"/api/v1/cases/{await bureau.town.id()}{verb}"


async def act(bureau, move):
    text = (await bureau.case())["conversation"][0]["id"]
    return await bureau.post(await path(bureau, "/act"), {"mention_id": text, "move": move})


async def make_lead(bureau):
    async with bureau.town.store.write() as tx:
        ana = await tx.users.get("ana")
        await tx.users.add(replace(ana, role="lead"))


async def test_a_comment_is_hidden_and_can_then_be_shown_again(waiting):
    before = (await waiting.case())["conversation"][0]
    assert "hide" in [each["move"] for each in before["acts"]]
    assert (await act(waiting, "hide")).status == 200
    assert waiting.woken == ["deliver"]
    assert (await waiting.case())["conversation"][0]["acts"] == []  # one at a time
    await waiting.town.send()
    after = (await waiting.case())["conversation"][0]
    assert after["hidden"]
    assert [each["move"] for each in after["acts"] if each["move"] in {"hide", "unhide"}] == ["unhide"]
    assert (await act(waiting, "unhide")).status == 200
    await waiting.town.send()
    assert not (await waiting.case())["conversation"][0]["hidden"]


async def test_hiding_is_no_answer_and_holds_up_none(waiting):
    await act(waiting, "hide")
    await waiting.town.send()
    case = await waiting.case()
    assert case["row"]["state"] == "open"
    assert case["drafts"]


async def test_an_act_can_be_taken_back_within_the_undo_window(waiting):
    await act(waiting, "hide")
    assert (await waiting.post(await path(waiting, "/undo"))).status == 200
    await waiting.town.send()
    assert waiting.town.publisher.done == []
    assert (await act(waiting, "hide")).status == 200


@pytest.mark.parametrize("move", ["delete", "block"])
async def test_what_nothing_takes_back_needs_a_lead(waiting, move):
    answer = await act(waiting, move)
    assert (answer.status, (await answer.json())["rule"]) == (422, "lead_needed")
    await make_lead(waiting)
    assert (await act(waiting, move)).status == 200
    await waiting.town.send()
    [entry] = (await waiting.case())["entries"]
    assert entry["state"] == OutboxState.DELIVERED


async def test_deleted_words_are_gone_here_too(waiting):
    await make_lead(waiting)
    await act(waiting, "delete")
    await waiting.town.send()
    text = (await waiting.case())["conversation"][0]
    assert (text["deleted"], text["text"], text["acts"]) == (True, "", [])


@pytest.mark.parametrize(("move", "rule"), [("public_reply", "no_act"), ("unhide", "move_closed")])
async def test_what_is_no_open_act_is_refused(waiting, move, rule):
    answer = await act(waiting, move)
    assert (answer.status, (await answer.json())["rule"]) == (422, rule)


async def test_the_same_act_twice_is_one(waiting):
    await act(waiting, "hide")
    assert (await act(waiting, "hide")).status == 409


async def test_a_text_of_another_case_is_not_found(waiting):
    answer = await waiting.post(await path(waiting, "/act"), {"mention_id": 999, "move": "hide"})
    assert answer.status == 404


async def test_the_page_offers_what_is_open_to_whom_it_is_open(waiting):
    address = f"/cases/{await waiting.town.id()}"
    page = await waiting.page(address)
    assert 'value="hide"' in page
    assert 'value="delete"' not in page
    await make_lead(waiting)
    assert 'value="delete"' in await waiting.page(address)
    text = (await waiting.case())["conversation"][0]["id"]
    assert (await waiting.form(f"{address}/act", mention=str(text), move="hide")).status == 303
    assert "underway" in await waiting.page(address)
    assert (await waiting.form(f"{address}/act", mention=str(text), move="shout")).status >= 400


def test_acts_are_the_moves_without_words():
    acts = {kind for kind in MoveKind if not kind.carries_text}
    assert {kind for kind in acts if kind.needs_lead} == {MoveKind.DELETE, MoveKind.DELETE_OWN, MoveKind.BLOCK}
