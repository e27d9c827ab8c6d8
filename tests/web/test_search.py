"""Search: by words, author and number; what is looked for stands in no address, log or trail."""

import re

import pytest

from monitor.domain.mentions import Author
from monitor.web import search_views
from tests.support.fakes import PHONE, mention


@pytest.fixture
async def heard(office):
    await office.town.hear(
        mention("1", "Blogai: siunta vėl vėluoja", author=Author(remote_id="c-1", name="Ona Pavyzdė")),
        mention("2", f"kur siuntos? {PHONE}", author=Author(remote_id="c-2", handle="jonas_k")),
        mention("3", "ačiū, viskas gerai", author=Author(remote_id="c-3", name="Rūta")),
    )
    return office


async def found(bureau, words):
    answer = await bureau.post("/api/v1/cases/search", {"words": words})
    assert answer.status == 200
    return [row["author"] for row in (await answer.json())["rows"]]


@pytest.mark.parametrize(
    ("words", "authors"),
    [
        ("siuntą", ["jonas_k", "Ona Pavyzdė"]),
        ("veluoja", ["Ona Pavyzdė"]),
        ("@jonas_k", ["jonas_k"]),
        ("ruta", ["Rūta"]),
        ("Rūta siunta", []),
        ("", []),
        ("?", []),
    ],
)
async def test_cases_are_found_by_their_words(heard, words, authors):
    assert await found(heard, words) == authors


async def test_a_case_is_found_by_its_number(heard):
    number = (await heard.town.case(3)).id
    for words in (str(number), f" #{number} "):
        assert (await found(heard, words))[0] == (await found(heard, "ruta"))[0]
    assert await found(heard, "9" * 18) == []
    assert await found(heard, "9" * 19) == []


async def test_a_closed_case_is_found_too(heard):
    case = await heard.town.case(3)
    await heard.post(f"/api/v1/cases/{case.id}/state", {"to": "closed", "version": case.version})
    assert await found(heard, "ruta") == ["Rūta"]
    page = await (await heard.form("/search", words="ruta")).text()
    assert "Closed" in page


async def test_the_page_shows_what_was_found_masked(heard):
    answer = await heard.form("/search", words="siuntos 34567")
    page = await answer.text()
    assert (answer.status, page.count('class="row ')) == (200, 1)
    assert "Cases found: 1" in page
    assert 'value="siuntos 34567"' in page
    assert PHONE not in page
    assert "Nothing found" in await (await heard.form("/search", words="nieko tokio")).text()


@pytest.mark.parametrize("words", ["", "   "])
async def test_the_empty_page_says_how(heard, words):
    said = "Type words of a text"
    assert said in await heard.page("/search")
    assert said in await (await heard.form("/search", words=words)).text()


async def test_more_than_fit_are_said_to_be_more(heard, monkeypatch):
    monkeypatch.setattr(search_views, "MOST", 1)
    assert await found(heard, "siunta") == ["jonas_k"]
    assert "The newest 1 cases" in await (await heard.form("/search", words="siunta")).text()


async def test_what_was_looked_for_is_in_no_address_and_no_event(heard):
    before = len(await heard.events())
    page = await (await heard.form("/search", words="siunta34567")).text()
    assert not re.findall(r'(?:href|action|name="next" value)="[^"]*34567', page)
    assert len(await heard.events()) == before


async def test_only_words_are_taken(heard):
    for body in ({}, {"words": 1}, {"words": "a", "page": 2}):
        assert (await heard.post("/api/v1/cases/search", body)).status == 400
