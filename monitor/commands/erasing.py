"""`aside erase-author`: everything of one author goes, the figures stay."""

import asyncio
from pathlib import Path

import click

from config.settings import Settings
from monitor.bootstrap.house import migrate_database, store_of
from monitor.bootstrap.judgement import now
from monitor.commands.options import config_option, settings_of
from monitor.domain.errors import Misconfigured
from monitor.plugins import networks
from monitor.services.erase import Erase


@click.command("erase-author")
@click.argument("network")
@click.argument("author_id", metavar="ID")
@config_option
def erase_author_command(network: str, author_id: str, config: Path | None) -> None:
    """Erase texts, names, links, raw records and drafts of the author ID on NETWORK; the audit trail says so."""
    if network not in networks():
        raise Misconfigured(f"there is no network {network!r}; there are {', '.join(networks())}")
    erased = asyncio.run(_erase(settings_of(config, needed=False), network, author_id))
    click.echo(f"{erased} mentions erased" if erased else "nothing of this author is kept here")


async def _erase(settings: Settings, network: str, author_id: str) -> int:
    await migrate_database(settings)
    store = store_of(settings)
    try:
        return await Erase(store, now=now).author(network, author_id, actor="command line")
    finally:
        await store.aclose()
