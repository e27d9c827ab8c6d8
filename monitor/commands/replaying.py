"""`aside replay`: the last week under other weights, before they go live."""

import asyncio
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

import click

from config.settings import Settings
from monitor.commands.house_without_networks import quiet_house
from monitor.commands.options import config_option, settings_of
from monitor.domain.errors import Misconfigured
from monitor.domain.replay import Comparison
from monitor.services.replay import weights_of


@click.command("replay")
@click.option(
    "--weights",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="TOML file with the weights to try, as under [priority] of the settings",
)
@click.option("--days", type=click.FloatRange(0.1, 366), default=7.0, show_default=True, help="How far back")
@config_option
def replay_command(weights: Path, days: float, config: Path | None) -> None:
    """Rank the cases of the last days under the weights in use and under those of a file; nothing is changed."""
    found = asyncio.run(_replay(settings_of(config, needed=False), _read(weights), timedelta(days=days)))
    click.echo(as_text(found), nl=False)


def _read(path: Path) -> dict[str, Any]:
    """Return the weights of a file. Raises Misconfigured when it is no TOML."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Misconfigured(f"{path.name} cannot be read as TOML: {error}") from None
    weights: dict[str, Any] = found.get("priority", found)
    return weights


async def _replay(settings: Settings, weights: dict[str, Any], period: timedelta) -> Comparison:
    other = weights_of(settings.priority, weights)
    async with quiet_house(settings) as house:
        return await house.replay.run(other, period=period)


def as_text(found: Comparison) -> str:
    """Return a comparison for people."""
    lines = [
        f"{found.cases} cases, {found.moved} in another place",
        f"into the top {found.top}: {_ids(found.into_top)}",
        f"out of the top {found.top}: {_ids(found.out_of_top)}",
        f"median place of {found.complaints} complaints: {_change(found.complaints_before, found.complaints_after)}",
        f"median place of {found.corrected} corrected cases: {_change(found.corrected_before, found.corrected_after)}",
        "",
        *([f"{'case':>8} {'place':>16} {'points':>12}"] if found.shown else []),
        *(
            f"{each.case_id:>8} {f'{each.place_before} → {each.place_after}':>16} "
            f"{f'{each.points_before} → {each.points_after}':>12}"
            for each in found.shown
        ),
    ]
    return "\n".join(lines) + "\n"


def _ids(ids: tuple[int, ...]) -> str:
    return ", ".join(map(str, ids)) or "none"


def _change(before: float | None, after: float | None) -> str:
    return "–" if before is None or after is None else f"{before:g} → {after:g}"
