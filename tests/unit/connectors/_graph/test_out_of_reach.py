"""What Meta keeps out of reach is named: the backfill bound once, and messages behind a thread's newest twenty."""

from datetime import UTC, datetime, timedelta

import pytest

from connectors._graph.messages import NEWEST, withheld_since
from monitor.domain.gaps import Cause, Gap
from tests.contracts.connectors.facebook_stage import facebook_stage
from tests.contracts.connectors.instagram_stage import instagram_stage
from tests.support.graph_play import fetch, poll

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def thread(count: int, *, withheld: int = 0):
    told = [
        {"id": f"m_{n}", "created_time": (NOON - timedelta(minutes=n)).isoformat(), "from": {"id": "1"}, "message": "a"}
        for n in range(count)
    ]
    return {"messages": {"data": [*told, *({"id": f"old_{n}"} for n in range(withheld))]}}


def test_a_thread_shorter_than_twenty_keeps_nothing_back():
    assert withheld_since(thread(NEWEST - 1), 0) is None


def test_trap_only_the_twenty_newest_messages_of_a_thread_are_told():
    mark = NOON - timedelta(hours=2)
    assert withheld_since(thread(NEWEST, withheld=3), int(mark.timestamp())) == Gap(
        cause=Cause.NETWORK_COUNT, start=mark, end=NOON - timedelta(minutes=NEWEST - 1), count=NEWEST
    )


def test_twenty_messages_that_reach_behind_the_mark_leave_nothing_out():
    assert withheld_since(thread(NEWEST), int((NOON - timedelta(minutes=NEWEST - 1)).timestamp())) is None


@pytest.mark.parametrize("play", [facebook_stage, instagram_stage], ids=["facebook", "instagram"])
async def test_every_stream_names_its_backfill_bound_with_its_first_page_only(play, monkeypatch):
    monkeypatch.setattr("connectors.instagram.source._CONVERSATIONS_PAUSE", 0.0)
    async with play() as stage:
        for stream in stage.connector.source.streams:
            first = await fetch(stage, stream)
            bound = stage.simulated.now - timedelta(hours=stage.account.backfill_hours)
            assert first.gaps == (Gap(cause=Cause.BACKFILL, end=bound),)
            _, page = await poll(stage, stream, first.cursor)
            assert page.gaps == ()


async def test_a_storm_in_one_thread_is_named_in_the_messages_stream():
    async with facebook_stage() as stage:
        _, page = await poll(stage, "messages")
        stage.simulated.pass_time(timedelta(minutes=5))
        for number in range(NEWEST + 5):
            stage.customer_messages(f"žinutė {number}")
            stage.simulated.pass_time(timedelta(seconds=1))
        page = await fetch(stage, "messages", page.cursor)
    assert [(gap.cause, gap.count) for gap in page.gaps] == [(Cause.NETWORK_COUNT, NEWEST)]
