"""The page of a case without JavaScript: reading, approving, refusals that keep what was typed, taking back."""

import re

import pytest

from monitor.domain.streams import Removed
from monitor.web.desk import DESK
from tests.support.fakes import PHONE, mention

COMPLAINT = f"blogai, {PHONE}"


async def address(bureau, verb=""):
    return f"/cases/{await bureau.town.id()}{verb}"


@pytest.fixture
async def waiting(office):
    await office.town.hear(mention("1", COMPLAINT))
    return office


def areas(page):
    return re.findall(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)


async def test_it_shows_both_drafts_apart_with_who_reads_them(waiting):
    page = await waiting.page(await address(waiting))
    private, public = page.index("Private message"), page.index("Public answer")
    assert private < public
    assert "Only the customer reads this" in page[private:public]
    assert "Everybody can read this" in page[public:]
    assert "Approve both: private first" in page
    assert "34567" not in page


async def test_moves_and_kinds_are_said_in_words(waiting):
    page = await waiting.page(await address(waiting))
    assert "Private reply to the comment" in page
    assert "complaint: service" in page
    assert "private_reply" not in page.replace('data-move="private_reply"', "")


async def test_approving_leads_back_and_shows_what_leaves_when(waiting):
    answer = await waiting.approve_form()
    assert (answer.status, answer.headers["Location"]) == (303, await address(waiting))
    page = await waiting.page(await address(waiting))
    assert "Leaves in 10 s" in page
    assert 'id="undo"' in page
    assert 'id="approve"' not in page
    waiting.town.now.forward(seconds=7)
    assert "Leaves in 3 s" in await waiting.page(await address(waiting))
    await waiting.town.send()
    done = await waiting.page(await address(waiting))
    assert "Answered" in done
    assert "delivered" in done
    assert 'id="undo"' not in done


async def test_line_ends_of_a_browser_are_the_ones_people_typed(waiting):
    await waiting.approve_form(private="labas\r\nrytas", public="labas")
    await waiting.town.send()
    assert waiting.town.publisher.done[0].text == "labas\nrytas"


async def test_a_refused_text_stays_in_its_field_with_the_reason(waiting):
    answer = await waiting.approve_form(private="mano žinutė", public=f"Skambinsime {PHONE}")
    assert answer.status == 422
    page = await answer.text()
    assert areas(page) == ["mano žinutė", f"Skambinsime {PHONE}"]
    assert "The privacy gate stops this text" in page
    assert page.count("holds a phone number") == 2  # above, and beside the field
    assert f"{12 + len(PHONE)} / 280" in page
    assert 'id="approve"' in page


async def test_what_was_typed_stays_when_the_customer_wrote_again(waiting):
    drafts = (await waiting.case())["drafts"]
    fields = {"draft": f"{drafts[0]['id']}:{drafts[0]['version']}:private", f"text-{drafts[0]['id']}": "mano žinutė"}
    await waiting.town.hear(mention("2", "ir dar kai kas"))
    answer = await waiting.form(await address(waiting, "/approve"), **fields)
    assert answer.status in {409, 422}
    page = await answer.text()
    assert "mano žinutė" in areas(page)
    assert "ir dar kai kas" in page


async def test_what_was_typed_stays_when_a_colleague_was_faster(waiting):
    drafts = (await waiting.case())["drafts"]
    fields = {"draft": f"{drafts[0]['id']}:{drafts[0]['version']}:private", f"text-{drafts[0]['id']}": "mano žinutė"}
    await waiting.approve_form()
    answer = await waiting.form(await address(waiting, "/approve"), **fields)
    assert answer.status == 409
    page = await answer.text()
    assert areas(page) == ["mano žinutė"]
    assert "Your text was not sent" in page
    await waiting.town.send()
    assert "mano žinutė" not in [call.text for call in waiting.town.publisher.done]


async def test_taking_back_by_the_form(waiting):
    await waiting.approve_form()
    answer = await waiting.form(await address(waiting, "/undo"))
    assert answer.status == 303
    page = await waiting.page(await address(waiting))
    assert "taken back" in page
    assert 'id="approve"' in page


async def test_closing_and_opening_again_by_the_form(waiting):
    version = (await waiting.case())["row"]["version"]
    assert (await waiting.form(await address(waiting, "/state"), version=version, to="closed")).status == 303
    page = await waiting.page(await address(waiting))
    assert "Open again" in page
    assert 'id="approve"' not in page
    stale = await waiting.form(await address(waiting, "/state"), version=version, to="open")
    assert stale.status == 409
    assert "The case changed since you opened it" in await stale.text()


@pytest.mark.parametrize(
    ("verb", "fields"),
    [
        ("/approve", {}),
        ("/approve", {"draft": "x"}),
        ("/approve", {"draft": "1:1"}),
        ("/approve", {"draft": "1:1:loud"}),
        ("/approve", {"draft": "-1:1:public"}),
        ("/approve", {"draft": f"{'9' * 30}:1:public"}),
        ("/approve", {"draft": "٣:1:public"}),
        ("/state", {}),
        ("/state", {"version": "1", "to": "gone"}),
        ("/state", {"version": "x", "to": "open"}),
        ("/gate", {}),
        ("/gate", {"text": "x", "move": "shout"}),
    ],
)
async def test_a_form_that_cannot_be_read(waiting, verb, fields):
    answer = await waiting.form(await address(waiting, verb), **fields)
    assert answer.status == 400
    assert "cannot be read" in await answer.text()


async def test_the_gate_answers_with_a_piece_of_the_page(waiting):
    answer = await waiting.form(await address(waiting, "/gate"), text=f"ą {PHONE}", move="public_reply")
    piece = await answer.text()
    assert "holds a phone number" in piece
    assert "13 / 280" in piece
    assert "<html" not in piece
    long = await waiting.form(await address(waiting, "/gate"), text="x" * 281, move="public_reply")
    assert "too long for this network" in await long.text()


async def test_the_next_case_is_one_key_away(waiting):
    from monitor.domain.mentions import Author

    assert 'id="next"' not in await waiting.page(await address(waiting))
    await waiting.town.hear(mention("2", author=Author(remote_id="c2", name="Jonas"), conversation_id="post-2"))
    first = await waiting.page(await address(waiting))
    other = re.search(r'href="(/cases/\d+)" id="next"', first)[1]
    assert other != await address(waiting)
    assert f'href="{await address(waiting)}" id="next"' in await waiting.page(other)


async def test_showing_personal_data_is_asked_for_and_audited(waiting):
    assert "Showing it is written to the audit trail" in await waiting.page(await address(waiting))
    assert PHONE in await waiting.page(f"{await address(waiting)}?reveal=1")
    assert [event.actor for event in await waiting.events() if event.kind == "personal_data.shown"] == ["ana"]


async def test_a_refusal_after_approval_is_shown_with_its_reason(waiting):
    from monitor.domain.errors import Rejected

    waiting.town.publisher.before.append(Rejected("this person cannot be written to", rule="blocked"))
    await waiting.approve_form()
    await waiting.town.send()
    page = await waiting.page(await address(waiting))
    assert "refused" in page
    assert "this person cannot be written to" in page
    assert 'id="approve"' in page


async def test_a_case_with_data_in_public_is_one_whatever_is_written_later(waiting):
    await waiting.town.hear(mention("2", "ar kas skaito?"))
    desk = waiting.app[DESK]
    async with desk.store.read() as tx:
        situation = (await desk.situations.open(tx, await waiting.town.id())).situation
    assert situation.exposed
    assert not situation.assessment.needs_private


async def test_what_the_customer_deleted_is_not_waited_for(waiting):
    async with waiting.town.store.write() as tx:
        now = waiting.town.now()
        await tx.mentions.absorb([Removed("page", "1", now)], now=now)
    page = await waiting.page(await address(waiting))
    assert "The customer deleted their newest words" in page
    assert "It comes in a moment" not in page


async def test_who_has_an_answer_can_be_written_to_again_on_an_empty_page(waiting):
    await waiting.approve_form()
    await waiting.town.send()
    page = await waiting.page(await address(waiting))
    assert "Write again" in page
    version = (await waiting.case())["row"]["version"]
    await waiting.form(await address(waiting, "/state"), version=version, to="open")
    assert "propose" in waiting.woken
    await waiting.town.propose.sweep()
    assert areas(await waiting.page(await address(waiting))) == [""]
    assert [draft["move"] for draft in (await waiting.case())["drafts"]] == ["public_reply"]  # the private one is spent
