"""`aside user add` and `aside user remove`: people who may log in."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import click

from config.settings import Settings
from monitor.bootstrap.house import migrate_database, store_of
from monitor.bootstrap.judgement import now
from monitor.commands.options import config_option, settings_of
from monitor.domain.errors import NotFound, Rejected
from monitor.services.access import ROLES, Access


@click.group("user")
def user_command() -> None:
    """People who may log in."""


@user_command.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default="agent", show_default=True)
@click.option("--language", type=click.Choice(["lt", "pl", "en"]), default="en", show_default=True)
@click.password_option(help="Asked for when not given", envvar="ASIDE_NEW_USER_PASSWORD")
@config_option
def add(name: str, role: str, language: str, password: str, config: Path | None) -> None:
    """Add NAME, or give an existing user a new role and password."""
    asyncio.run(add_users(settings_of(config, needed=False), [NewUser(name, role, password, language)]))
    click.echo(f"{name} may log in as {role}")


@user_command.command("remove")
@click.argument("name")
@config_option
def remove(name: str, config: Path | None) -> None:
    """Let NAME in no more, at once; what they approved and did keeps their name."""
    try:
        asyncio.run(_remove_user(settings_of(config, needed=False), name))
    except (NotFound, Rejected) as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{name} may not log in any more")


class NewUser(NamedTuple):
    """Somebody who may log in from now on."""

    name: str
    role: str
    password: str
    language: str


async def add_users(settings: Settings, users: Iterable[NewUser]) -> None:
    """Add users to the database of these settings, at once: hashing passwords takes its time. Raises Misconfigured."""
    async with _access(settings) as access:
        await asyncio.gather(
            *(access.add_user(user.name, user.role, user.password, language=user.language) for user in users)
        )


async def _remove_user(settings: Settings, name: str) -> None:
    async with _access(settings) as access:
        await access.remove_user(name)


@asynccontextmanager
async def _access(settings: Settings) -> AsyncIterator[Access]:
    await migrate_database(settings)
    store = store_of(settings)
    try:
        yield Access(store, now=now, lasts=timedelta(hours=settings.web.session_hours))
    finally:
        await store.aclose()
