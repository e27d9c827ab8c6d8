"""Live updates: replay, gathering, several screens, and what happens when things go down."""

import asyncio
import re
from itertools import count
from types import SimpleNamespace

import pytest
from aiohttp import WSMsgType, WSServerHandshakeError

from monitor.domain.errors import Retryable
from monitor.web import live
from tests.support.patience import PATIENCE, until


async def happen(bureau, *kinds):
    async with bureau.town.store.write() as tx:
        for kind in kinds:
            await tx.events.append(kind, now=bureau.town.now(), case_id=None, data={"n": 1})


async def told(socket, count):
    """Events until there are `count`, with how many messages they came in."""
    events, messages = [], 0
    while len(events) < count:
        message = await socket.receive_json(timeout=PATIENCE)
        events += message["events"]
        messages += 1
        assert message["seq"] == message["events"][-1]["seq"]
    return events, messages


async def last_seq(bureau):
    async with bureau.town.store.read() as tx:
        return await tx.events.last_seq()


async def test_what_happens_is_told_with_its_sequence_number(both):
    async with both.client.ws_connect("/api/v1/live") as socket:
        await happen(both, "case.changed")
        (event,), _ = await told(socket, 1)
    assert (event["kind"], event["case"], event["data"]) == ("case.changed", None, {"n": 1})
    assert event["at"].startswith("2026-11-20T09:00:00")
    assert event["seq"] == await last_seq(both)


async def test_a_screen_that_comes_back_gets_exactly_what_it_missed(both):
    seen = await last_seq(both)
    await happen(both, *(f"kind.{number}" for number in range(10)))
    async with both.client.ws_connect(f"/api/v1/live?after={seen}") as socket:
        events, _ = await told(socket, 10)
        assert [event["kind"] for event in events] == [f"kind.{number}" for number in range(10)]
        await happen(both, "kind.10")
        (event,), _ = await told(socket, 1)
        assert event["kind"] == "kind.10"


async def test_nothing_is_missed_between_the_reading_of_a_page_and_its_connection(both):
    await happen(both, "kind.before")
    seen = ""
    while seen != str(await last_seq(both)):  # the feed looks every 200 ms
        page = await both.client.get("/")
        seen = re.search(r'data-seen="(\d*)"', await page.text())[1]
    await happen(both, "case.drafted")
    async with both.client.ws_connect(f"/api/v1/live?after={seen}") as socket:
        (event,), _ = await told(socket, 1)
    assert event["kind"] == "case.drafted"


async def test_more_than_one_page_of_what_was_missed(office, monkeypatch):
    monkeypatch.setattr(live, "PAGE", 7)
    seen = await last_seq(office)
    await happen(office, *(f"kind.{number}" for number in range(30)))
    async with office.client.ws_connect(f"/api/v1/live?after={seen}") as socket:
        events, messages = await told(socket, 30)
    assert [event["kind"] for event in events] == [f"kind.{number}" for number in range(30)]
    assert messages == 5


@pytest.fixture
def feed(office, monkeypatch):
    """Blind the feed, and give how often it has looked in vain since; `monkeypatch.undo()` lets it see again."""
    kind = type(office.town.store)
    read, looks = kind.read, count()

    def blind(store):
        if "Feed.watch" in repr(asyncio.current_task().get_coro()):
            feed.looks = next(looks)
            raise Retryable("gone")
        return read(store)

    feed = SimpleNamespace(looks=0, blind=lambda: monkeypatch.setattr(kind, "read", blind))
    return feed


async def test_a_burst_between_two_looks_comes_in_one_message(office, feed, monkeypatch):
    async with office.client.ws_connect("/api/v1/live") as socket:
        feed.blind()
        for number in range(40):
            await happen(office, f"kind.{number}")
        monkeypatch.undo()
        events, messages = await told(socket, 40)
    assert [event["kind"] for event in events] == [f"kind.{number}" for number in range(40)]
    assert messages <= 2  # a screen looks by itself once, when it comes


async def test_every_screen_is_told(office):
    sockets = [await office.client.ws_connect("/api/v1/live") for _ in range(20)]
    await happen(office, "case.changed")
    for socket in sockets:
        (event,), _ = await told(socket, 1)
        assert event["kind"] == "case.changed"
    assert len(office.app[live.SOCKETS]) == 20
    for socket in sockets:
        await socket.close()
    await until(lambda: not office.app[live.SOCKETS])


@pytest.mark.parametrize("after", ["", "x", "-1", "9" * 40, "999999", "٣", "1.5"])
async def test_a_number_that_cannot_be_means_from_now_on(both, after):
    async with both.client.ws_connect("/api/v1/live", params={"after": after}) as socket:
        await happen(both, "case.changed")
        (event,), _ = await told(socket, 1)
        assert event["kind"] == "case.changed"


async def test_nobody_listens_without_a_session(bureau):
    with pytest.raises(WSServerHandshakeError) as refused:
        await bureau.client.ws_connect("/api/v1/live")
    assert refused.value.status == 401


async def test_a_plain_request_is_no_socket(office):
    answer = await office.get("/api/v1/live")
    assert answer.status == 400
    assert (await answer.json())["error"] == "http"


async def test_screens_are_told_that_the_service_goes_down(office):
    socket = await office.client.ws_connect("/api/v1/live")
    closing = asyncio.create_task(office.client.server.close())
    message = await socket.receive(timeout=PATIENCE)
    assert (message.type, message.data) == (WSMsgType.CLOSE, 1012)
    await closing


class FakeScreens(list):
    """Sockets whose goodbye is said by `say`."""

    def __init__(self, count, say):
        super().__init__(SimpleNamespace(close=lambda **_: say()) for _ in range(count))


async def test_all_screens_are_told_at_once():
    together, met = asyncio.Barrier(3), []

    async def say():
        met.append(await together.wait())

    await live.close_all({live.SOCKETS: FakeScreens(3, say)})
    assert sorted(met) == [0, 1, 2]


async def test_screens_that_never_answer_are_not_waited_for(monkeypatch):
    monkeypatch.setattr(live, "GOODBYE", 0.01)
    cut_off = []

    async def never():
        try:
            await asyncio.Event().wait()
        finally:
            cut_off.append(True)

    await live.close_all({live.SOCKETS: FakeScreens(4, never)})
    assert cut_off == [True] * 4


async def test_a_screen_is_hung_up_on_when_the_database_fails_and_can_come_back(office, monkeypatch):
    kind = type(office.town.store)
    seen = await last_seq(office)
    async with office.client.ws_connect("/api/v1/live") as socket:
        read = kind.read

        def fails_for_screens(store):
            if asyncio.current_task() in watchers:
                return read(store)
            raise Retryable("gone")

        watchers = {task for task in asyncio.all_tasks() if "watch" in repr(task.get_coro())}
        assert watchers
        monkeypatch.setattr(kind, "read", fails_for_screens)
        await happen(office, "case.changed")
        message = await socket.receive(timeout=PATIENCE)
        assert (message.type, message.data) == (WSMsgType.CLOSE, 1013)
        monkeypatch.undo()
    async with office.client.ws_connect(f"/api/v1/live?after={seen}") as socket:
        (event,), _ = await told(socket, 1)
        assert event["kind"] == "case.changed"


async def test_the_feed_outlives_a_database_that_does_not_answer(office, feed, monkeypatch):
    async with office.client.ws_connect("/api/v1/live") as socket:
        feed.blind()
        await until(lambda: feed.looks >= 2)
        monkeypatch.undo()
        await happen(office, "case.changed")
        (event,), _ = await told(socket, 1)
        assert event["kind"] == "case.changed"


async def test_a_client_that_talks_is_listened_to_no_further(office):
    async with office.client.ws_connect("/api/v1/live") as socket:
        await socket.send_str("labas")
        await socket.send_bytes(b"\x00")
        await happen(office, "case.changed")
        (event,), _ = await told(socket, 1)
        assert event["kind"] == "case.changed"


async def test_a_screen_is_told_nothing_more_once_its_session_has_ended(office):
    async with office.client.ws_connect("/api/v1/live") as socket:
        await office.post("/api/v1/logout")
        office.town.now.forward(seconds=61)
        await happen(office, "case.changed", "case.changed")
        message = await socket.receive(timeout=PATIENCE)
        while message.type is WSMsgType.TEXT:  # what was on its way already
            await happen(office, "case.changed")
            message = await socket.receive(timeout=PATIENCE)
        assert (message.type, message.data) == (WSMsgType.CLOSE, 1008)
