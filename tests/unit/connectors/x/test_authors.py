from datetime import timedelta

import pytest

from connectors.x import authors as module
from connectors.x.authors import KEPT_FOR, Authors


@pytest.fixture
async def authors(script):
    client = script.client()
    yield Authors(client)
    await client.aclose()


def known(*ids: str):
    return {"data": [{"id": one, "username": f"user{one}"} for one in ids]}


async def test_an_account_is_read_once_a_day(script, authors):
    script.says(known("1", "2"))
    first = await authors.of(["1", "2"], now=script.now)
    again = await authors.of(["2"], now=script.now + KEPT_FOR / 2)
    assert {one: user.username for one, user in first.items()} == {"1": "user1", "2": "user2"}
    assert set(again) == {"2"}
    assert len(script.asked) == 1
    await authors.of(["2"], now=script.now + KEPT_FOR + timedelta(seconds=1))
    assert len(script.asked) == 2


async def test_nobody_to_look_up_costs_nothing(script, authors):
    assert await authors.of([], now=script.now) == {}
    assert script.asked == []


async def test_an_account_x_does_not_show_is_not_asked_for_again(script, authors):
    script.says({"errors": [{"resource_id": "9"}], "meta": {}})
    assert await authors.of(["9"], now=script.now) == {}
    assert await authors.of(["9"], now=script.now) == {}
    assert len(script.asked) == 1


async def test_a_failing_look_up_leaves_authors_without_names_and_is_repeated(script, authors):
    script.says("<html>", status=503)
    script.says(known("1"))
    assert await authors.of(["1"], now=script.now) == {}
    assert set(await authors.of(["1"], now=script.now)) == {"1"}


async def test_many_are_asked_for_by_the_hundred(script, authors):
    script.says({"data": []})
    await authors.of([str(number) for number in range(1, 251)], now=script.now)
    assert [len(request.query["ids"].split(",")) for request in script.asked] == [100, 100, 50]


async def test_memory_does_not_grow_without_end(script, authors, monkeypatch):
    monkeypatch.setattr(module, "KEPT_AT_MOST", 3)
    script.says(known("1", "2", "3", "4"))
    await authors.of(["1", "2", "3", "4"], now=script.now)
    script.says(known("5"))
    await authors.of(["5"], now=script.now)
    assert len(authors._known) == 1
