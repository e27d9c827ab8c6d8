"""`aside run` and `aside migrate`."""

import asyncio
from pathlib import Path

import click

from monitor.bootstrap.house import migrate_database
from monitor.commands.options import config_option, settings_of
from monitor.log import configure
from monitor.service import serve


@click.command("run")
@config_option
def run_command(config: Path | None) -> None:
    """Start the service: clock, inbox and API, until interrupted."""
    settings = settings_of(config, needed=True)
    configure(settings.log)
    asyncio.run(serve(settings))


@click.command("migrate")
@config_option
def migrate_command(config: Path | None) -> None:
    """Bring the database to this version's schema; safe to run again."""
    settings = settings_of(config, needed=False)
    asyncio.run(migrate_database(settings))
    click.echo(f"{settings.store.url.partition('://')[0]} database is up to date")
