"""The inbox list: order, states, accounts, paging, and what it hides."""

from dataclasses import replace
from datetime import timedelta

import pytest

from config.settings import AccountSettings
from monitor.domain.mentions import Author
from monitor.services.situations import Situations
from monitor.web.inbox_views import sieve_of
from tests.support.fakes import ACCOUNTS, BRANDS, PHONE, RULES, START, mention


def person(number, **changes):
    author = Author(remote_id=f"customer-{number}", name=f"Ona {number}")
    changes = {"conversation_id": f"post-{number}", "author": author} | changes
    return mention(f"m{number}", f"labas {number}", **changes)


async def walk(bureau, query=""):
    """Every page of the list, by its own `next`."""
    pages, after = [], ""
    while True:
        page = await bureau.json(f"/api/v1/cases?{query}&after={after}")
        pages.append(page)
        after = page["next"]
        if not after:
            return pages


async def test_many_pages_have_no_gap_and_no_double(both):
    people = [person(number, created_at=START + timedelta(minutes=number % 7)) for number in range(123)]
    await both.town.hear(*people)
    pages = await walk(both)
    assert [len(page["rows"]) for page in pages] == [50, 50, 23]
    rows = [row for page in pages for row in page["rows"]]
    assert len({row["id"] for row in rows}) == 123
    assert [row["due_at"] for row in rows] == sorted(row["due_at"] for row in rows)


async def test_an_exact_page_has_no_empty_page_after_it(office):
    await office.town.hear(*(person(number) for number in range(50)))
    (page,) = await walk(office)
    assert len(page["rows"]) == 50


async def test_paging_by_links_of_the_page(office):
    await office.town.hear(*(person(number) for number in range(60)))
    first = await office.page("/")
    assert first.count('class="row ') == 50
    link = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = await office.page(link)
    assert second.count('class="row ') == 10
    assert "First page" in second


async def test_new_and_answered_cases_between_two_pages_make_no_gap(office):
    await office.town.hear(*(person(number) for number in range(60)))
    first = await office.json("/api/v1/cases")
    await office.town.hear(*(replace(person(n), text="labai blogai") for n in range(100, 105)))
    version = (await office.json(f"/api/v1/cases/{first['rows'][3]['id']}"))["row"]["version"]
    done = await office.post(f"/api/v1/cases/{first['rows'][3]['id']}/state", {"to": "closed", "version": version})
    assert done.status == 200
    second = await office.json(f"/api/v1/cases?after={first['next']}")
    seen = {row["id"] for row in first["rows"] + second["rows"]}
    assert len(seen) == 60


async def test_the_gravest_stands_first_with_its_reasons(office):
    await office.town.hear(person(1), replace(person(2), text=f"blogai, {PHONE}"))
    row, other = (await office.json("/api/v1/cases"))["rows"]
    assert row["author"] == "Ona 2"
    assert row["points"] > other["points"]
    assert {reason["code"] for reason in row["reasons"]} >= {"complaint", "negative", "personal_data", "public"}
    assert sum(reason["points"] for reason in row["reasons"]) == row["points"]
    page = await office.page("/")
    assert "personal data in public: phone number" in page
    assert page.index("Ona 2") < page.index("Ona 1")


async def test_states_and_counts(office):
    await office.town.hear(person(1), person(2))
    rows = (await office.json("/api/v1/cases"))["rows"]
    await office.post(f"/api/v1/cases/{rows[0]['id']}/state", {"to": "closed", "version": rows[0]["version"]})
    for state, ids in (
        ("open", [rows[1]["id"]]),
        ("closed", [rows[0]["id"]]),
        ("answered", []),
        ("all", [row["id"] for row in rows]),
    ):
        page = await office.json(f"/api/v1/cases?state={state}")
        assert [row["id"] for row in page["rows"]] == ids
        assert page["counts"] == {"open": 1, "overdue": 0, "for_approval": 0}


async def test_overdue_is_said(office):
    await office.town.hear(person(1))
    office.town.now.forward(hours=10)
    page = await office.json("/api/v1/cases")
    assert page["rows"][0]["overdue"]
    assert page["counts"]["overdue"] == 1
    assert "overdue: 1" in await office.page("/")


async def test_one_account_or_several(office):
    await office.town.hear(person(1), person(2, account="other"))
    everything = await office.json("/api/v1/cases?account=page&account=other")
    assert len(everything["rows"]) == 2
    (row,) = (await office.json("/api/v1/cases?account=other"))["rows"]
    assert row["account"] == "other"
    assert (await office.json("/api/v1/cases?account=nobody"))["rows"] == []


@pytest.mark.parametrize("state", ["gone", "OPEN", "open,closed", "", "%00", "ą"])
async def test_an_unknown_state_is_named_with_those_there_are(office, state):
    answer = await office.get(f"/api/v1/cases?state={state}")
    assert answer.status == 400
    assert "open, answered, closed, all" in (await answer.json())["message"]


@pytest.mark.parametrize(
    "after",
    [
        "x",
        "~",
        "5",
        "2026-11-20T09:00:00.000000Z~",
        "2026-11-20T09:00:00.000000Z~-1",
        "2026-11-20T09:00:00.000000~1",
        "2026-13-45T09:00:00.000000Z~1",
        "0000-01-01T00:00:00.000000Z~1",
        "2026-11-20T09:00:00.000000Z~9999999999999999999999",
        "2026-11-20T09:00:00.000000+14:00~1",
        "٢٠٢٦-11-20T09:00:00.000000Z~1",
        "%00",
    ],
)
async def test_a_position_nobody_gave_is_refused(office, after):
    answer = await office.get("/api/v1/cases", params={"after": after})
    assert answer.status == 400
    assert "`after`" in (await answer.json())["message"]


async def test_positions_at_the_ends_of_time_are_read(both):
    for after in ("0001-01-01T00:00:00.000000Z~0", "9999-12-31T23:59:59.999999Z~999999999999999999"):
        assert (await both.json(f"/api/v1/cases?after={after}"))["rows"] == []


async def test_an_empty_inbox_says_so(office):
    assert "Nobody waits for an answer" in await office.page("/")
    assert "Nothing here" in await office.page("/?state=closed")


async def test_a_brand_can_be_looked_at_alone(made_bureau):
    other = AccountSettings(name="nordtel-x", network="x", brand="Nordtel", remote_id="7")
    async with made_bureau(situations=Situations({**ACCOUNTS, other.name: other}, BRANDS, RULES)) as bureau:
        await bureau.town.hear(*(person(number) for number in range(60)))
        await bureau.log_in()
        first = await bureau.page(f"/?brand={ACCOUNTS['page'].brand}&network=fake")
        assert first.count('class="row ') == 50
        assert '<option value="fake" selected>' in first
        link = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
        assert (await bureau.page(link)).count('class="row ') == 10
        elsewhere = await bureau.page("/?brand=Nordtel")
        assert "Nothing here for this brand and network." in elsewhere
        assert '<span class="count">60</span>' not in elsewhere
        assert (await bureau.page("/?brand=nobody&network=nothing")).count('class="row ') == 50


async def test_one_brand_on_one_network_leaves_nothing_to_choose(office):
    assert "<select" not in await office.page("/")


def test_a_sieve_keeps_the_accounts_of_what_was_chosen():
    accounts = {
        "a": AccountSettings(name="a", network="x", brand="Siuntukas", remote_id="1"),
        "b": AccountSettings(name="b", network="x", brand="Nordtel & Co", remote_id="2"),
        "c": AccountSettings(name="c", network="facebook", brand="Siuntukas", remote_id="3"),
    }
    assert sieve_of(accounts, "", "").accounts is None
    assert sieve_of(accounts, "Siuntukas", "").accounts == ["a", "c"]
    assert sieve_of(accounts, "Siuntukas", "x").accounts == ["a"]
    assert sieve_of(accounts, "Nordtel & Co", "facebook").accounts == []
    assert sieve_of(accounts, "Nordtel & Co", "x").query == "&brand=Nordtel%20%26%20Co&network=x"
    assert sieve_of(accounts, "", "").query == ""


async def test_counts_are_of_what_is_shown(office):
    await office.town.hear(person(1), person(2))
    assert (await office.json("/api/v1/cases?account=page"))["counts"]["open"] == 2
    assert (await office.json("/api/v1/cases?account=another"))["counts"]["open"] == 0
