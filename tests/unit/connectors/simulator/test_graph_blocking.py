"""Whom a Page blocks, and how it tells."""

import pytest

from tests.support.graph_probe import PAGE, graph_probe


@pytest.fixture
async def graph():
    async with graph_probe() as probe:
        yield probe


async def test_a_person_is_blocked_by_any_id_and_named_by_the_one_asked_for(graph):
    post = graph.state.publish(PAGE, "Naujiena")
    graph.state.comment(post, "ona", "Kur siunta?")
    account, ona = graph.state.account(PAGE), graph.state.person("ona")
    commenter, correspondent = graph.state.commenter_id(ona, account, "facebook"), graph.psid("ona")
    answer = await graph.call("POST", f"{PAGE}/blocked", json={"user": [commenter]})
    assert answer.body == {commenter: True}
    for id_ in (commenter, correspondent):
        told = await graph.get(f"{PAGE}/blocked", user=id_)
        assert [each["id"] for each in told.body["data"]] == [id_]
    assert [each["id"] for each in (await graph.get(f"{PAGE}/blocked")).body["data"]] == [correspondent]
    for act in (lambda: graph.state.comment(post, "ona", "dar"), lambda: graph.state.message("ona", PAGE, "dar")):
        with pytest.raises(PermissionError):
            act()


async def test_blocking_needs_somebody_and_the_permission(graph):
    assert (await graph.call("POST", f"{PAGE}/blocked", json={})).error == (100, None)
    assert (await graph.call("POST", f"{PAGE}/blocked", json={"user": ["1"]})).error == (100, 2018001)
    assert (await graph.get(f"{PAGE}/blocked", user="1")).body["data"] == []
    graph.state.account(PAGE).removed_permissions.add("pages_manage_engagement")
    assert (await graph.call("POST", f"{PAGE}/blocked", json={"user": ["1"]})).error == (200, None)
