"""Playbooks on the screen and for programs: leads change them, nothing typed is lost, nobody is overwritten."""

import pytest

from config.playbooks.editing import as_table
from config.playbooks.loading import shipped_phrases, shipped_playbooks
from monitor.bootstrap.judgement import guard
from monitor.ports import User
from monitor.services.playbooks import EditPlaybooks
from monitor.services.preview import Preview
from monitor.services.shelf import Playbooks
from monitor.services.situations import Situations
from monitor.web.playbook_forms import book_of, fields_of
from responders.composer import Composer
from responders.composer.proof import Proof
from responders.moves import plan_moves
from tests.support.fakes import FakeTime, mention
from tests.support.playbooks import reworded, shipped
from tests.support.situations import NETWORKS
from tests.support.town import ACCOUNTS, BRANDS, RULES
from tests.web.conftest import QUICK
from tests.web.test_openapi import conforms

API = "/api/v1/playbooks"
PAGE = "/settings/playbooks"
LATE = shipped("late_delivery")
OURS = ("Matome, kad siunta vėluoja.", "Siunta turėjo būti pas jus.", "Siunta kažkur užstrigo.")


@pytest.fixture
async def study(sqlite_store, made_bureau):
    """Rasa, a lead, is logged in."""
    clock = FakeTime()

    def now():
        return clock()

    playbooks = Playbooks(shipped_playbooks(), lambda books, editions: Composer(books, shipped_phrases(), editions))
    proof = Proof(shipped_phrases(), list(NETWORKS.values()), plan=plan_moves, guard=guard)
    preview = Preview(
        sqlite_store,
        Situations(ACCOUNTS, BRANDS, RULES),
        plan=plan_moves,
        draft=Composer((), shipped_phrases()).draft,
        guard=guard,
        now=now,
    )
    editor = EditPlaybooks(sqlite_store, playbooks, proof, now=now)
    async with made_bureau(playbooks=editor, preview=preview) as bureau:
        clock = bureau.town.now
        async with sqlite_store.write() as tx:
            await tx.users.add(User(name="rasa", role="lead", password_hash=QUICK, language="en"))
        yield await bureau.log_in("rasa")


def form_of(book, **changes):
    fields = {name: "\n".join(lines) for name, lines in fields_of(book).items()}
    many = ("needs", "when.acts", "when.kinds", "when.threats")
    pairs = [(name, text) for name, text in fields.items() if name not in many]
    pairs += [(name, line) for name in many for line in fields_of(book).get(name, ())]
    return [(name, value) for name, value in pairs if name not in changes] + list(changes.items())


async def sent(study, book, do, **changes):
    fields = form_of(book, do=do, **({"seen": "0"} | changes))
    return await study.client.post(f"{PAGE}/{book.name}", data=fields, allow_redirects=False)


@pytest.mark.parametrize("book", shipped_playbooks(), ids=lambda book: book.name)
def test_a_form_gives_back_the_book_it_was_filled_with(book):
    versions = {language: book.version_in(language).version for language in ("lt", "pl", "en")}
    assert book_of(fields_of(book), book.name, versions) == (book, ())


async def test_agents_may_not_change_playbooks(office):
    assert (await office.get(PAGE)).status == 403
    assert (await office.get(API)).status == 403
    assert (await office.post(API, {"playbook": as_table(LATE)})).status == 403
    assert (await office.form(f"{PAGE}/stock/switch", to="off", seen="0")).status == 403


async def test_the_list_names_owner_expiry_version_and_what_needs_a_look(study):
    listed = (await study.json(API))["playbooks"]
    assert {row["name"] for row in listed} == {book.name for book in shipped_playbooks()}
    late = next(row for row in listed if row["name"] == "late_delivery")
    assert (late["owner"], late["expired"], late["drifted"], late["edition"]) == ("delivery care", False, [], 0)
    assert late["versions"] == {"lt": 1, "pl": 1, "en": 1}
    assert "Late delivery" in await study.page(PAGE)
    study.town.now.forward(days=900)
    await study.log_in("rasa")
    page = await study.page(PAGE)
    assert "Its date has passed" in page
    assert all(row["expired"] for row in (await study.json(API))["playbooks"])


async def test_a_lead_changes_a_text_on_the_screen_and_sees_what_changed(study):
    new = {"lt.public.open": "\r\n".join(OURS)}
    assert (await sent(study, LATE, "save", **new)).status == 303
    page = await study.page(f"{PAGE}/late_delivery")
    assert OURS[0] in page
    assert "Behind the newest version: Polish, English" in page
    assert "Edition 1" in page
    difference = await study.page(f"{PAGE}/late_delivery/editions/1")
    assert f"<ins>{OURS[1]}</ins>" in difference
    assert f"<del>{LATE.lt.public.open[2]}</del>" in difference
    changes = await study.json(f"{API}/late_delivery/editions/1")
    assert [change["where"] for change in changes["changes"]] == ["lt.version", "lt.public.open"]


async def test_what_is_wrong_is_said_by_place_and_what_was_typed_stays(study):
    answer = await sent(study, LATE, "save", **{"lt.public.open": "Only one {kada}"})
    page = await answer.text()
    assert "Lithuanian · Public" not in page
    assert "Needs three variants, one a line." in page
    assert "Only one {kada}" in page
    broken = {"lt.public.open": "One {kada}.\nTwo.\nThree."}
    answer = await sent(study, LATE, "save", **broken)
    page = await answer.text()
    assert answer.status == 422
    assert "Nobody fills the slot: {kada}; slots here: by, within." in page
    assert "One {kada}." in page
    bad = await sent(study, LATE, "check", rank="high")
    assert "Not a value that fits here" in await bad.text()
    assert (await study.json(f"{API}/late_delivery"))["editions"] == []


async def test_the_check_answers_while_somebody_types(study):
    fields = form_of(LATE, **{"en.public.next": "Post your order number here.\nTwo.\nThree."})
    answer = await study.client.post(f"{PAGE}/late_delivery/check", data=fields)
    assert "The privacy gate would stop it." in await answer.text()
    sound = await study.client.post(f"{PAGE}/late_delivery/check", data=form_of(LATE))
    assert "Nothing is wrong" in await sound.text()


async def test_a_text_is_tried_on_a_chosen_case_before_it_is_saved(study):
    await study.town.hear(mention("77", "Kur mano siunta? Vėluoja jau savaitę"))
    rows = (await study.json("/api/v1/cases"))["rows"]
    case = str(rows[0]["id"])
    answer = await sent(study, LATE, "try", case=case, **{"lt.public.open": "\n".join(OURS)})
    page = await answer.text()
    assert answer.status == 200
    assert any(line in page.split("What it would write")[1].split("<form")[0] for line in OURS)
    tried = await study.post(f"{API}/late_delivery/try", {"playbook": as_table(LATE), "case": int(case)})
    assert {each["visibility"] for each in (await tried.json())["texts"]} >= {"private"}
    broken = as_table(reworded(LATE, "lt", "public", "open", ("{a}", "b", "c")))
    refused = await study.post(f"{API}/late_delivery/try", {"playbook": broken, "case": int(case)})
    assert refused.status == 422
    assert (await study.post(f"{API}/late_delivery/try", {"playbook": as_table(LATE), "case": 10**9})).status == 404


async def test_the_slower_of_two_leads_keeps_the_typed_text(study):
    assert (await sent(study, LATE, "save", **{"lt.public.open": "\n".join(OURS)})).status == 303
    late = await sent(study, LATE, "save", **{"en.public.open": "Mine one.\nMine two.\nMine three."})
    assert late.status == 409
    page = await late.text()
    assert "changed since you opened it" in page
    assert "Mine two." in page
    assert 'name="seen" value="0"' in page


async def test_editions_are_restored_and_playbooks_switched(study):
    body = {"playbook": as_table(reworded(LATE, "lt", "public", "open", OURS)), "seen": 0, "level": True}
    saved = await (await study.post(f"{API}/late_delivery", body)).json()
    assert (saved["row"]["edition"], saved["row"]["changed_by"]) == (1, "rasa")
    back = await study.form(f"{PAGE}/late_delivery/restore", edition="0", seen="1")
    assert back.status == 303
    off = await study.form(f"{PAGE}/late_delivery/switch", to="off", seen="2")
    assert off.status == 303
    assert "Switched off" in await study.page(f"{PAGE}/late_delivery")
    on = await (await study.post(f"{API}/late_delivery/switch", {"enabled": True, "seen": 3})).json()
    assert [each["why"] for each in on["editions"]] == ["enabled", "disabled", "restored", "saved"]
    stale = await study.form(f"{PAGE}/late_delivery/switch", to="off", seen="2")
    assert stale.status == 409
    kept = await study.post(f"{API}/general/switch", {"enabled": False, "seen": 0})
    assert (await kept.json())["rule"] == "playbook_needed"
    restored = await study.post(f"{API}/late_delivery/restore", {"edition": 1, "seen": 4})
    assert (await restored.json())["row"]["edition"] == 5


async def test_the_api_checks_names_and_bodies(study):
    checked = await study.post(f"{API}/late_delivery/check", {"playbook": as_table(LATE)})
    assert await checked.json() == {"flaws": []}
    other = await study.post(f"{API}/refund", {"playbook": as_table(LATE), "seen": 0})
    assert other.status == 400
    assert (await study.get(f"{API}/unheard_of")).status == 404
    assert (await study.get(f"{PAGE}/unheard_of")).status == 404
    assert (await study.get(f"{API}/refund/editions/3")).status == 404
    assert (await study.get(f"{API}/refund/editions/0?against=x")).status == 400
    assert (await study.form(f"{PAGE}/refund/restore", edition="x", seen="0")).status == 422


async def test_a_program_makes_a_playbook_under_the_same_checks(study):
    table = {**as_table(LATE), "name": "snowed_in"}
    made = await study.post(API, {"playbook": table})
    assert made.status == 200
    body = await made.json()
    assert (body["row"]["name"], body["row"]["edition"], body["row"]["changed_by"]) == ("snowed_in", 1, "rasa")
    assert (await study.post(API, {"playbook": table})).status == 409
    assert (await study.post(API, {"playbook": as_table(LATE)})).status == 409
    assert (await study.post(API, {"playbook": {**table, "name": "Two words"}})).status == 400
    address = await study.post(API, {"playbook": {**table, "name": "new"}})
    assert (address.status, (await address.json())["rule"]) == (422, "playbook_flaws")
    broken = as_table(reworded(LATE, "lt", "public", "open", ("{a}", "b", "c")))
    assert (await study.post(API, {"playbook": {**broken, "name": "snowed_out"}})).status == 422


async def test_the_page_reads_in_the_leads_own_language(study):
    async with study.town.store.write() as tx:
        await tx.users.add(User(name="rasa", role="lead", password_hash=QUICK, language="lt"))
    page = await study.page(f"{PAGE}/late_delivery")
    assert "Ką skaito klientas" in page
    assert "Lietuvių · viešai · Pradžia" in page or "lietuvių · viešai · Pradžia" in page


async def test_every_answer_is_as_the_document_describes(study):
    document = await study.json("/api/openapi.json")
    await study.town.hear(mention("77", "Kur mano siunta?"))
    case, book = await study.town.id(), as_table(LATE)
    calls = [
        ("get", "", None),
        ("post", "", {"playbook": {**book, "name": "snowed_in"}}),
        ("post", "/{playbook}", {"playbook": book, "seen": 0, "level": True}),
        ("get", "/{playbook}", None),
        ("post", "/{playbook}/check", {"playbook": book}),
        ("post", "/{playbook}/try", {"playbook": book, "case": case}),
        ("post", "/{playbook}/restore", {"edition": 0, "seen": 1}),
        ("post", "/{playbook}/switch", {"enabled": False, "seen": 2}),
        ("get", "/{playbook}/editions/{edition}", None),
    ]
    for method, rest, sent in calls:
        path = API + rest
        address = path.replace("{playbook}", "late_delivery").replace("{edition}", "1")
        answer = await study.client.request(method, address, json=sent)
        assert answer.status == 200, (address, await answer.text())
        conforms(document, path, method, answer, await answer.json())
    described = {(method, path) for path, item in document["paths"].items() for method in item if path.startswith(API)}
    assert {(method, API + rest) for method, rest, _ in calls} == described


async def created(study, book, **changes):
    fields = form_of(book, **({"do": "save", "name": "late_pickup"} | changes))
    return await study.client.post(f"{PAGE}/new", data=fields, allow_redirects=False)


async def test_an_empty_form_shows_every_part_and_says_what_is_missing(study):
    page = await study.page(f"{PAGE}/new")
    assert all(f'name="{code}.public.open"' in page for code in ("lt", "pl", "en"))
    answer = await study.client.post(f"{PAGE}/new/check", data={"name": "late_pickup"})
    assert "Needs three variants, one a line." in await answer.text()


async def test_a_copy_becomes_a_playbook_of_its_own_that_can_be_switched_off_with_its_history(study):
    assert LATE.en.public.open[0] in await study.page(f"{PAGE}/new?from=late_delivery")
    answer = await created(study, LATE, **{"en.title": "Late pick-up"})
    assert (answer.status, answer.headers["Location"]) == (303, f"{PAGE}/late_pickup")
    page = await study.page(f"{PAGE}/late_pickup")
    assert "created" in page
    assert "as shipped" not in page.casefold()
    assert (await study.page(f"{PAGE}/late_pickup/editions/1")).count("<ins>") == 0
    assert "Late pick-up" in await study.page(PAGE)
    assert (await study.form(f"{PAGE}/late_pickup/switch", to="off", seen="1")).status == 303
    view = await study.json(f"{API}/late_pickup")
    assert (view["row"]["enabled"], view["row"]["shipped"]) == (False, False)
    assert [each["why"] for each in view["editions"]] == ["disabled", "created"]


@pytest.mark.parametrize("name", ["", "New name", "new"])
async def test_a_playbook_needs_a_name_that_can_be_an_address(study, name):
    answer = await created(study, LATE, name=name)
    assert answer.status == 200
    page = await answer.text()
    assert "It cannot be saved like this" in page
    assert LATE.en.public.open[0] in page


async def test_a_name_once_used_stays_with_its_matter(study):
    answer = await created(study, LATE, name="stock")
    assert answer.status == 409
    page = await answer.text()
    assert "there is a playbook of that name already" in page.casefold()
    assert LATE.en.public.open[0] in page


async def test_a_case_calls_a_playbook_by_its_title_of_today(study):
    await study.town.hear(mention("77", "Kur mano siunta? Vėluoja jau savaitę"))
    [drafted] = {draft.playbook for draft in await study.town.drafts()}
    assert (await created(study, LATE, name=drafted, **{"en.title": "Slow parcel"})).status == 303
    assert "Slow parcel" in await study.page(f"/cases/{await study.town.id()}")
