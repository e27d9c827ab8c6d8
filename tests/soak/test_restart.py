"""A service that was closed is gone: nothing of ours keeps it, however often it is opened again in one process."""

from dataclasses import replace
from weakref import ref

import aiohttp

from tests.soak.scale import SMALL
from tests.soak.service import Service

NOBODY = "http://127.0.0.1:9"
"""Where no network answers."""


async def test_a_closed_service_leaves_nothing_in_memory(tmp_path):
    service = Service(replace(SMALL, brands=1), NOBODY, tmp_path / "aside.db")
    try:
        await service.start()
        async with aiohttp.ClientSession() as session, session.get(f"{service.url}/healthz") as answer:
            assert answer.status == 200
        await service.work()
        house = service.house
        parts = (house, house.store, house.store._readers, house.judge, house.triage, house.poll, house.clock)
        watched = [ref(part) for part in parts]
        del house, parts
        assert all(each() for each in watched)
    finally:
        await service.stop()
    assert [type(each()).__name__ for each in watched if each()] == []
