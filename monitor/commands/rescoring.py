"""`aside rescore`: assess stored texts anew after an upgrade."""

import asyncio
from pathlib import Path

import click

from config.settings import Settings
from monitor.bootstrap.house import House
from monitor.bootstrap.judgement import now
from monitor.commands.house_without_networks import quiet_house
from monitor.commands.options import config_option, settings_of
from monitor.domain.rescoring import Rescoring, RescoringState
from monitor.services.rescore import PER_SECOND

ACTOR = "command line"


@click.command("rescore")
@click.option(
    "--per-second",
    type=click.IntRange(1, 100_000),
    default=PER_SECOND,
    show_default=True,
    help="Texts a second at most",
)
@click.option("--stop", is_flag=True, help="Stop the one under way, wherever it runs")
@config_option
def rescore_command(per_second: int, stop: bool, config: Path | None) -> None:  # noqa: FBT001 - click's signature
    """Assess all texts of customers anew, newest first; old assessments stay, only open cases change place.

    One that was interrupted is taken up where it stopped.
    """
    settings = settings_of(config, needed=False)
    asyncio.run(_stop(settings) if stop else _walk(settings, per_second))


async def _stop(settings: Settings) -> None:
    async with quiet_house(settings) as house:
        await house.rescore.stop(actor=ACTOR)
    click.echo("stopped")


async def _walk(settings: Settings, per_second: int) -> None:
    async with quiet_house(settings) as house:
        await house.learn.refresh()
        job = await house.rescore.begin(actor=ACTOR, per_second=per_second)
        while job.state is RescoringState.WAITING:
            await house.rescore.sweep()
            job = await _news(house, job)
        click.echo(f"{job.state}: looked at {job.seen}, assessed anew {job.assessed}, open cases moved {job.moved}")


async def _news(house: House, before: Rescoring) -> Rescoring:
    """Say how far it is, and wait until more is due."""
    job = await house.rescore.latest() or before
    if job.seen != before.seen:
        click.echo(f"{job.seen} of {job.total}", err=True)
    wait = (job.next_at - now()).total_seconds()
    if job.state is RescoringState.WAITING:
        await asyncio.sleep(min(1.0, max(0.01, wait)))
    return job
