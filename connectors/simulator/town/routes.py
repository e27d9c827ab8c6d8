"""Brings the town into the simulator when its options ask for it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta
from random import Random

from aiohttp import web

from connectors.simulator.clock import CLOCK
from connectors.simulator.graph.state import GRAPH_STATE
from connectors.simulator.options import OPTIONS
from connectors.simulator.town.ears import Ears
from connectors.simulator.town.filling import Filling
from connectors.simulator.town.living import Life
from connectors.simulator.town.script import shipped_scripts
from connectors.simulator.town.stages import stages_of
from connectors.simulator.town.talks import Casting
from connectors.simulator.x.state import X_STATE

LIFE = web.AppKey("LIFE", Life)
_STEP = 1.0  # seconds between two looks at who wants to say something


async def _live(app: web.Application) -> None:
    """Write every `writes_every` seconds, give or take a half, and say what is due."""
    life, clock, every = app[LIFE], app[CLOCK], app[OPTIONS].writes_every
    chance = Random(app[OPTIONS].seed)  # noqa: S311 - for a play, not for secrets
    following = clock.now() + timedelta(seconds=every * chance.uniform(0.5, 1.5))
    while True:
        await asyncio.sleep(min(_STEP, every))
        now = clock.now()
        life.follow_up(now)
        if now >= following:
            life.write(now)
            following = now + timedelta(seconds=every * chance.uniform(0.5, 1.5))


async def _living(app: web.Application) -> AsyncIterator[None]:
    task = asyncio.create_task(_live(app))
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


def setup(app: web.Application) -> None:
    """Fill the networks with the last four days, and let the town go on while the server runs."""
    if not app[OPTIONS].filled:
        return
    casting = Casting.of(Random(app[OPTIONS].seed))  # noqa: S311 - for a play, not for secrets
    stages, scripts = stages_of(app[X_STATE], app[GRAPH_STATE]), shipped_scripts()
    filling = Filling(casting, stages, app[CLOCK].now())
    filling.play(scripts)
    app[LIFE] = Life(casting, scripts, stages, filling.wall)
    Ears(app[LIFE], app[X_STATE], app[GRAPH_STATE], app[CLOCK])
    if app[OPTIONS].writes_every > 0:
        app.cleanup_ctx.append(_living)
