"""What the planner shows as open the simulated network accepts, and what it shows as closed is refused."""

import pytest

from monitor.domain.errors import AsideError, OutcomeUnknown, RateLimited, Retryable
from monitor.domain.moves import MoveKind
from responders.moves import plan_moves
from tests.contracts.connectors.steps import call_for
from tests.contracts.moves.scenes import STAGES

# the network would take these; we close them because nothing would come of them
POINTLESS = {("hidden", MoveKind.HIDE)}


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
        move = next(move for move in plan_moves(case, now=now) if move.kind is kind)
        text = "" if kind is MoveKind.HIDE else "Atsiprašome, jau ieškome."
        addressed = found.private if kind is MoveKind.MESSAGE and found.private else found.mention
        call = call_for(addressed, kind, text, human_agent=move.human_agent)
        agreed = move.allowed or (scene.__name__, kind) in POINTLESS
        assert await accepted(stage, call) is agreed, move.why


async def accepted(stage, call):
    try:
        await stage.connector.publisher.publish(call, now=stage.simulated.now)
    except (OutcomeUnknown, Retryable, RateLimited):
        raise
    except AsideError:
        return False
    return True
