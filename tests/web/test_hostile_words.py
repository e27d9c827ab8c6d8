"""Names and texts that try to be more than words."""

from dataclasses import replace

import pytest

from monitor.domain.mentions import Author
from tests.support.fakes import mention

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onfocus='alert(1)",
    "</textarea><script>alert(1)</script>",
    "{{ 7777 * 7777 }} {% raw %}",
    "javascript:alert(1)",
    "\u202eatgal\u202c \u200f",
    "👩🏽‍🚀🇱🇹 žąsys\u0301",
    "<!-- --><svg/onload=alert(1)>",
    "&lt;script&gt; &#60;",
]


def harmless(page):
    lowered = page.lower()
    assert "<script>alert" not in lowered
    assert "<img src=x" not in lowered
    assert "<svg/onload" not in lowered
    assert "onfocus='alert" not in lowered
    assert "60481729" not in page  # a template that ran what was written


@pytest.mark.parametrize("words", HOSTILE)
async def test_words_stay_words_in_list_case_and_form(both, words):
    author = Author(remote_id="c", name=words)
    await both.town.hear(mention("1", f"blogai {words}", author=author, permalink=words))
    case_id = await both.town.id()
    for page in (await both.page("/"), await both.page(f"/cases/{case_id}")):
        harmless(page)
        assert 'href="javascript' not in page
    case = await both.case()
    assert case["row"]["author"] == words
    assert words in case["conversation"][0]["text"]
    answer = await both.approve_form(private=words, public="")
    assert answer.status == 422
    page = await answer.text()
    harmless(page)
    assert page.count("</textarea>") == 2


async def test_long_words_and_many_reasons(office):
    await office.town.hear(
        replace(mention("1", "blogai " * 3000), author=Author(remote_id="c", name="O" * 500, followers=9_000_000))
    )
    assert "many followers" in await office.page("/")
    assert (await office.get(f"/cases/{await office.town.id()}")).status == 200


async def test_an_author_without_a_name(office):
    await office.town.hear(mention("1", "labas", author=Author(remote_id="")))
    assert "<b>—</b>" in await office.page("/")
    assert '<h1 id="talk">—</h1>' in await office.page(f"/cases/{await office.town.id()}")


async def test_a_link_to_the_network_only_where_it_is_one(office):
    await office.town.hear(mention("1", "labas", permalink="https://network.example/1"))
    page = await office.page(f"/cases/{await office.town.id()}")
    assert 'href="https://network.example/1" target="_blank" rel="noopener noreferrer"' in page


async def test_an_address_that_asks_for_nonsense(office):
    for path in ("/cases/1%3Cscript%3E", "/%3Cscript%3Ealert(1)%3C/script%3E", "/?state=<script>alert(1)</script>"):
        answer = await office.get(path)
        assert answer.status in {400, 404}
        assert "<script>alert" not in await answer.text()
