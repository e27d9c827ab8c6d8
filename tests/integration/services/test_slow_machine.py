"""A machine that sleeps or starves in the middle of a delivery sends nothing twice."""

from datetime import timedelta

import pytest

from monitor.domain.outbox import OutboxState
from tests.support.fakes import FakePublisher, mention
from tests.support.town import Town

LEASE = 60
"""Seconds; the town's."""


@pytest.fixture
async def asked(store):
    publisher = FakePublisher()
    town = await Town(store, publisher=publisher).ready()
    await town.hear(mention("1", "blogai"))
    await town.approve_all()
    town.now.forward(seconds=11)
    return town


async def states(town):
    return [entry.state for entry in await town.entries()]


async def test_a_call_still_under_way_when_its_lease_is_over_is_not_made_again(asked):
    inner = asked.publisher.publish

    async def through_a_sleep(call, *, now):
        asked.now.forward(seconds=LEASE + 1)
        assert await asked.deliver.reconcile() == 0
        assert await asked.deliver.claim() == []
        return await inner(call, now=now)

    asked.publisher.publish = through_a_sleep
    [entry] = await asked.deliver.claim()
    await asked.deliver.send(entry)
    assert [call.key for call in asked.publisher.done] == [entry.call.key]
    assert (await states(asked))[0] is OutboxState.UNKNOWN
    assert await asked.deliver.reconcile() == 1
    assert (await states(asked))[0] is OutboxState.DELIVERED
    assert len(asked.publisher.done) == 1


async def test_what_could_not_begin_within_its_lease_goes_back_and_is_sent_once(asked):
    checked = asked.deliver._guard

    def slowly(*words, **named):
        asked.now.forward(seconds=LEASE - 10)
        return checked(*words, **named)

    asked.deliver._guard = slowly
    [entry] = await asked.deliver.claim()
    await asked.deliver.send(entry)
    assert asked.publisher.done == []
    [first, *_] = await asked.entries()
    assert (first.state, first.reason) == (OutboxState.QUEUED, "the call could not begin within its lease")
    asked.deliver._guard = checked
    asked.now.forward(seconds=timedelta(minutes=1).total_seconds())
    while await asked.deliver_due():
        asked.now.forward(seconds=1)
    assert len({call.key for call in asked.publisher.done}) == len(asked.publisher.done) == 2
