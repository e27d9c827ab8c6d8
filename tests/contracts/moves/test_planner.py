"""What the planner shows as open the simulated network accepts, and what it shows as closed is refused."""

import pytest

from connectors.simulator.journal import JOURNAL
from monitor.domain.errors import AsideError, OutcomeUnknown, RateLimited, Retryable
from monitor.domain.mentions import Visibility
from monitor.domain.moves import MoveKind
from responders.moves.table import TABLE
from tests.contracts.connectors.steps import call_for
from tests.contracts.moves.cells import Cell, played, possible, row_of
from tests.contracts.moves.plays import NETWORKS

HOUSE_RULES = {
    "these are our own words",
    "it is hidden",
    "it is not known to be hidden",
    "they never wrote privately, and did not address us in public either",
}
"""Rows that we close although the network would take the call: it would be pointless, or against its policy."""

NOBODY_REFUSES = {
    Cell("x", Visibility.PUBLIC, MoveKind.DELETE_OWN, TABLE[MoveKind.DELETE_OWN][0].when),
}
"""What cannot be played: X lets everybody delete their own words, and what is gone counts as taken back."""

EVERY_PLAY = [
    pytest.param(network, play, id=f"{name}: {title}")
    for name, network in NETWORKS.items()
    for title, play in network.plays.items()
]
EVERY_OPEN_MOVE = [
    pytest.param(network, play, kind, id=f"{name}: {title}: {kind}")
    for name, network in NETWORKS.items()
    for title, play in network.plays.items()
    if not play.refused  # what the network took back since, we do not know of
    for kind in MoveKind
    if row_of(play.expected(network.rules), kind).allowed
]


def test_every_cell_of_the_table_is_played():
    assert possible() - played() == NOBODY_REFUSES


def test_nothing_is_played_that_the_planner_never_says():
    assert sorted(played() - possible()) == []


@pytest.mark.parametrize(("network", "play", "kind"), EVERY_OPEN_MOVE)
async def test_the_network_takes_what_is_open(network, play, kind):
    async with network.stage() as stage:
        scene = await play.scene(stage)
        row = decided(stage, scene, play, kind)
        assert await accepted(stage, scene, kind, row), row.when


@pytest.mark.parametrize(("network", "play"), EVERY_PLAY)
async def test_the_network_refuses_what_is_closed(network, play):
    async with network.stage() as stage:
        scene = await play.scene(stage)
        for kind in MoveKind:
            row = decided(stage, scene, play, kind)
            if not row.allowed and row.when not in HOUSE_RULES:
                assert not await accepted(stage, scene, kind, row), (kind, row.when)


def decided(stage, scene, play, kind):
    """The row that decides what the connector read; it must be the one the play was listed for."""
    row = row_of(scene.situation(stage), kind, now=stage.simulated.now)
    assert row.when == row_of(play.expected(stage.plugin.rules), kind).when
    return row


async def accepted(stage, scene, kind, row):
    """Whether the network did it; a removal that it refuses as "not there" the connector takes for done."""
    text = "Atsiprašome, jau ieškome." if kind.carries_text else ""
    addressed = scene.private if kind is MoveKind.MESSAGE and scene.private else scene.mention
    call = call_for(addressed, kind, text, human_agent=row.human_agent)
    journal = stage.simulated.app[JOURNAL]
    journal.clear()
    try:
        await stage.connector.publisher.publish(call, now=stage.simulated.now)
    except (OutcomeUnknown, Retryable, RateLimited):
        raise
    except AsideError:
        return False
    return all(exchange.status < 400 for exchange in journal.all())
