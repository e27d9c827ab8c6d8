"""One case by the API: reading, checking, approving, taking back, closing."""

import pytest

from monitor.domain.moves import MoveKind
from monitor.web.answers import Problem
from tests.support.fakes import PHONE, mention, message

COMPLAINT = f"blogai, {PHONE}"


async def path(bureau, verb=""):
    return f"/api/v1/cases/{await bureau.town.id()}{verb}"


@pytest.fixture
async def waiting(office):
    """A complaint with a phone number, drafted for."""
    await office.town.hear(mention("1", COMPLAINT))
    return office


async def test_one_case_tells_everything_one_screen_needs(waiting):
    case = await waiting.case()
    assert [text["direction"] for text in case["conversation"]] == ["inbound"]
    assert case["row"]["personal_data"] == ["PHONE"]
    assert case["assessment"]["complaint"] == 0.9
    moves = {move["move"]: move for move in case["moves"]}
    assert set(moves) == set(MoveKind)
    assert moves["private_reply"]["allowed"]
    assert moves["private_reply"]["closes_at"]
    assert all(move["why"] for move in case["moves"])
    assert [draft["visibility"] for draft in case["drafts"]] == ["private", "public"]
    assert [draft["limit"] for draft in case["drafts"]] == [1000, 280]
    assert all(draft["length"] == len(draft["text"]) for draft in case["drafts"])
    assert case["entries"] == []


async def test_personal_data_is_masked_unless_somebody_asks_and_that_is_audited(waiting):
    assert "34567" not in str(await waiting.case())
    assert "34567" not in str(await waiting.json("/api/v1/cases"))
    assert not [event for event in await waiting.events() if event.kind == "personal_data.shown"]
    assert PHONE in (await waiting.case("?reveal=1"))["conversation"][0]["text"]
    (shown,) = [event for event in await waiting.events() if event.kind == "personal_data.shown"]
    assert (shown.actor, shown.case_id) == ("ana", await waiting.town.id())
    assert PHONE not in str(await waiting.case("?reveal=0"))
    assert "34567" not in str(shown)


@pytest.mark.parametrize("verb", ["", "?reveal=1", "/approve", "/undo", "/check", "/state"])
async def test_a_case_that_is_not_there(both, verb):
    bodies = {
        "/approve": {"drafts": [{"draft_id": 1, "version": 1, "text": "x"}]},
        "/check": {"text": "x", "move": "message"},
        "/state": {"to": "closed", "version": 1},
    }
    for case_id in (99, 999999999999999999):
        address = f"/api/v1/cases/{case_id}{verb}"
        reads = verb in {"", "?reveal=1"}
        answer = await both.get(address) if reads else await both.post(address, bodies.get(verb))
        assert answer.status == 404
        assert (await answer.json())["next_step"] == "go back to the inbox"
    assert not [event for event in await both.events() if event.kind == "personal_data.shown"]


async def test_approving_queues_the_private_text_first_and_wakes_the_delivery(waiting):
    answer = await waiting.post(await path(waiting, "/approve"), await waiting.approve_body())
    assert answer.status == 200
    ids = (await answer.json())["entries"]
    entries = (await waiting.case())["entries"]
    assert [entry["id"] for entry in entries] == ids
    assert [(entry["visibility"], entry["state"]) for entry in entries] == [
        ("private", "queued"),
        ("public", "waiting"),
    ]
    assert [entry["leaves_in"] for entry in entries] == [10, 10]
    assert waiting.woken == ["deliver"]
    await waiting.town.send()
    case = await waiting.case()
    assert case["row"]["state"] == "answered"
    assert [entry["state"] for entry in case["entries"]] == ["delivered", "delivered"]
    assert [text["direction"] for text in case["conversation"]] == ["inbound", "outbound", "outbound"]


async def test_the_exact_text_goes_out(both):
    await both.town.hear(mention("1", COMPLAINT))
    texts = {"private": 'Sveiki 👋🏽 „ą“ \u202b "x"\n\nantra eilutė', "public": "Parašėme <b>jums</b> &amp; laukiame"}
    answer = await both.post(await path(both, "/approve"), await both.approve_body(**texts))
    assert answer.status == 200
    await both.town.send()
    assert [call.text for call in both.town.publisher.done] == [texts["private"], texts["public"]]


async def test_the_gate_stops_personal_data_with_its_findings(waiting):
    answer = await waiting.post(
        await path(waiting, "/approve"), await waiting.approve_body(public=f"Skambinsime {PHONE}")
    )
    assert answer.status == 422
    problem = await answer.json()
    assert problem["error"] == "GateClosed"
    (finding,) = problem["findings"]
    assert (finding["kind"], finding["start"], finding["end"]) == ("personal_data", 12, 12 + len(PHONE))
    assert "34567" not in str(problem)
    assert (await waiting.case())["entries"] == []


async def test_a_public_text_alone_is_refused_where_the_matter_is_private(waiting):
    body = await waiting.approve_body()
    answer = await waiting.post(await path(waiting, "/approve"), {"drafts": body["drafts"][1:]})
    assert answer.status == 422
    assert (await answer.json())["rule"] == "private_first"


async def test_an_empty_text_is_refused(waiting):
    answer = await waiting.post(await path(waiting, "/approve"), await waiting.approve_body(private="  \n "))
    assert (answer.status, (await answer.json())["rule"]) == (422, "empty_text")


async def test_only_the_first_of_two_agents_answers(waiting):
    body = await waiting.approve_body()
    assert (await waiting.post(await path(waiting, "/approve"), body)).status == 200
    answer = await waiting.post(await path(waiting, "/approve"), body)
    assert answer.status == 409
    assert (await answer.json())["next_step"] == "read it again"
    await waiting.town.send()
    assert len(waiting.town.publisher.done) == 2


async def test_nothing_goes_out_when_the_customer_wrote_meanwhile(waiting):
    body = await waiting.approve_body()
    await waiting.town.hear(mention("2", "ir dar kai kas"))
    assert (await waiting.post(await path(waiting, "/approve"), body)).status in {404, 409}
    assert (await waiting.case())["entries"] == []


async def test_taking_back_gives_the_drafts_back(waiting):
    await waiting.post(await path(waiting, "/approve"), await waiting.approve_body())
    answer = await waiting.post(await path(waiting, "/undo"))
    assert await answer.json() == {"taken_back": 2}
    case = await waiting.case()
    assert [entry["state"] for entry in case["entries"]] == ["cancelled", "cancelled"]
    assert len(case["drafts"]) == 2
    await waiting.town.send()
    assert waiting.town.publisher.done == []
    assert await (await waiting.post(await path(waiting, "/undo"))).json() == {"taken_back": 0}


async def test_what_has_left_cannot_be_taken_back(waiting):
    await waiting.post(await path(waiting, "/approve"), await waiting.approve_body())
    await waiting.town.send()
    assert await (await waiting.post(await path(waiting, "/undo"))).json() == {"taken_back": 0}


async def test_checking_while_typing(waiting):
    async def check(text, move="public_reply"):
        answer = await waiting.post(await path(waiting, "/check"), {"text": text, "move": move})
        assert answer.status == 200
        return await answer.json()

    assert await check("labas") == {"findings": [], "length": 5, "limit": 280, "parts": []}
    (finding,) = (await check(f"ą {PHONE}"))["findings"]
    assert (finding["start"], finding["fix"]) == (2, "mask")
    kept = {"findings": [], "length": 13, "limit": 1000, "parts": []}
    assert (await check(f"ą {PHONE}", "private_reply")) == kept
    assert (await waiting.case())["entries"] == []


async def test_closing_and_opening_again(waiting):
    version = (await waiting.case())["row"]["version"]
    closed = await waiting.post(await path(waiting, "/state"), {"to": "closed", "version": version})
    assert (await closed.json())["row"]["state"] == "closed"
    stale = await waiting.post(await path(waiting, "/state"), {"to": "open", "version": version})
    assert stale.status == 409
    again = await waiting.post(await path(waiting, "/state"), {"to": "open", "version": version + 1})
    assert (await again.json())["row"]["state"] == "open"


async def test_a_move_outside_the_table_is_a_conflict(waiting):
    version = (await waiting.case())["row"]["version"]
    await waiting.post(await path(waiting, "/state"), {"to": "closed", "version": version})
    answer = await waiting.post(await path(waiting, "/state"), {"to": "answered", "version": version + 1})
    assert answer.status == 409


async def test_deleted_words_are_gone_from_the_screen(waiting):
    from monitor.domain.streams import Page, Removed

    waiting.town.sources["page"].answers.append(Page((Removed("page", "1", waiting.town.now()),), "c9"))
    async with waiting.town.store.write() as tx:
        await tx.streams.poll_now("page")
    await waiting.town.poll_due()
    case = await waiting.case("?reveal=1")
    assert case["conversation"][0]["deleted"]
    assert PHONE not in str(case)
    assert "deleted by its author" in await waiting.page(f"/cases/{await waiting.town.id()}")


async def test_a_private_conversation_offers_a_message(office):
    await office.town.hear(message("1", "labas"))
    case = await office.case()
    assert [draft["move"] for draft in case["drafts"]] == ["message"]
    assert "only the customer reads this" in (await office.page(f"/cases/{await office.town.id()}")).lower()


def test_a_problem_has_the_documented_shape():
    assert Problem.__struct_fields__ == ("error", "message", "next_step", "rule", "findings")


async def test_whoever_approves_sees_the_parts_a_long_message_becomes(office):
    await office.town.hear(message("1", "kur siunta?"))
    long = "Jau ieškome siuntos visuose skyriuose ir sandėliuose. " * 20 + "Rytoj pranešime."
    answer = await office.post(await path(office, "/check"), {"text": long, "move": "message"})
    gate = await answer.json()
    assert len(gate["parts"]) == 2
    assert "".join("".join(gate["parts"]).split()) == "".join(long.split())
    page = await (await office.form(f"/cases/{await office.town.id()}/gate", text=long, move="message")).text()
    assert "Goes out in 2 parts" in page
    public = await (await office.post(await path(office, "/check"), {"text": long, "move": "public_reply"})).json()
    assert public["parts"] == []
