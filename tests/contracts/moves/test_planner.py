"""What the planner shows as open the simulated network accepts, and what it shows as closed is refused."""

import pytest

from monitor.domain.errors import AsideError, OutcomeUnknown, RateLimited, Retryable
from monitor.domain.mentions import Direction
from monitor.domain.moves import MoveKind
from responders.moves import plan_moves
from tests.contracts.connectors.steps import call_for
from tests.contracts.moves.scenes import STAGES

# the network would take these; we close them because nothing would come of them
POINTLESS = {("hidden", MoveKind.HIDE), ("hidden_under_our_post", MoveKind.HIDE)}


@pytest.mark.parametrize("kind", MoveKind)
@pytest.mark.parametrize(
    ("network", "scene"),
    [
        pytest.param(name, scene, id=f"{name}: {scene.__name__}")
        for name, (_, scenes) in STAGES.items()
        for scene in scenes
    ],
)
async def test_the_network_agrees_with_the_planner(network, scene, kind):
    async with STAGES[network][0]() as stage:
        found = await scene(stage)
        case = found.situation(stage)
        now = stage.simulated.now
        moves = {move.kind: move for move in plan_moves(case, now=now)}
        move = moves[kind]
        if found.mention.direction is Direction.OUTBOUND and kind is not MoveKind.DELETE_OWN:
            assert not move.allowed  # networks take some of these; nobody answers or hides themselves
            return
        text = "Atsiprašome, jau ieškome." if kind.carries_text else ""
        addressed = found.private if kind is MoveKind.MESSAGE and found.private else found.mention
        call = call_for(addressed, kind, text, human_agent=move.human_agent)
        shown = kind is MoveKind.UNHIDE and not found.mention.hidden
        taken = moves[MoveKind.HIDE].allowed if shown else move.allowed  # one call does both
        agreed = taken or (scene.__name__, kind) in POINTLESS
        assert await accepted(stage, call) is agreed, move.why


async def accepted(stage, call):
    try:
        await stage.connector.publisher.publish(call, now=stage.simulated.now)
    except (OutcomeUnknown, Retryable, RateLimited):
        raise
    except AsideError:
        return False
    return True
