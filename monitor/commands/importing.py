"""`aside import`: JSON lines into the store, with progress, resumable and repeat-safe."""

import asyncio
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import click
import msgspec
from tqdm import tqdm

from config.settings import Settings
from monitor.bootstrap.house import migrate_database, store_of
from monitor.bootstrap.judgement import now
from monitor.commands.options import config_option, settings_of
from monitor.domain.errors import Misconfigured
from monitor.plugins import networks
from monitor.services.import_file import Broken, ImportFile


@dataclass
class Tally:
    """What an import has done so far."""

    lines: int = 0
    stored: int = 0
    broken: int = field(default=0)


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--network", required=True, help="x, facebook, instagram, or an installed plug-in's name")
@click.option("--account", required=True, help="Account of the settings, or a new name for these mentions")
@click.option("--again", is_flag=True, help="Read the file from its start even if it was imported before")
@config_option
def import_command(file: Path, network: str, account: str, *, again: bool, config: Path | None) -> None:
    """Take FILE, one JSON object a line, into the store as mentions.

    Lines that cannot be read are printed as {"error", "line"} and kept in quarantine; the exit code is then 1.
    """
    if network not in networks():
        raise Misconfigured(f"there is no network {network!r}; there are {', '.join(networks())}")
    tally = asyncio.run(_import(settings_of(config, needed=False), file, network, account, again=again))
    click.echo(
        f"{tally.lines} lines read, {tally.stored} mentions new, {tally.broken} lines not readable"
        if tally.lines
        else "nothing new: this file was imported to its end before (--again reads it once more)",
        err=True,
    )
    sys.exit(1 if tally.broken else 0)


async def _import(settings: Settings, file: Path, network: str, account: str, *, again: bool) -> Tally:
    await migrate_database(settings)
    store = store_of(settings)
    tally = Tally()
    try:
        steps = ImportFile(store, network=network, account=account, now=now).run(file, again=again)
        with _bar(file) as bar:
            async for step in steps:
                bar.update(step.done - bar.n)
                tally.lines += step.lines
                tally.stored += step.stored
                tally.broken += len(step.broken)
                _print(step.broken)
    finally:
        await store.aclose()
    return tally


def _bar(file: Path) -> "tqdm[NoReturn]":
    return tqdm(total=file.stat().st_size, unit="B", unit_scale=True, desc=file.name, file=sys.stderr)


def _print(broken: tuple[Broken, ...]) -> None:
    for each in broken:
        sys.stdout.buffer.write(msgspec.json.encode({"error": each.reason, "line": each.line}) + b"\n")
    sys.stdout.buffer.flush()
