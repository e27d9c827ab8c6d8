"""`aside check`: settings and playbooks are right, and each account's token works; nothing is sent."""

import asyncio
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import click

from config.playbooks.shapes import Playbook
from config.settings import AccountSettings, AnalysisSettings, Settings
from monitor.bootstrap.accounts import check_networks, connect, unusable, usable
from monitor.bootstrap.bookshelf import bookshelf
from monitor.bootstrap.gates import draw, gates_of, vault_of
from monitor.bootstrap.house import migrate_database, store_of
from monitor.bootstrap.judgement import ear
from monitor.commands.options import config_option, settings_of
from monitor.domain.account_health import WEBHOOK_FIELD
from monitor.domain.errors import AsideError
from monitor.ports import Connector, Store
from monitor.ports.authorising import Draws, Subscribes
from monitor.ports.networks import Probe
from monitor.ports.playbooks import Shelf

_SHIPPED_ONLY = "playbooks changed in the web could not be read, the shipped ones are looked at instead"
_STANDS_IN = "the built-in model stands in for it"


@click.command("check")
@config_option
@click.option("--subscribe", is_flag=True, help="Also subscribe accounts to webhooks that are found missing.")
def check_command(config: Path | None, subscribe: bool) -> None:  # noqa: FBT001 - click gives it so
    """Validate settings and playbooks, and ask each network whose token it is; one line per account.

    With --subscribe the service must be running where the networks can reach it: some try its address at once.
    """
    written = settings_of(config, needed=True)
    settings, broken = usable(written), unusable(written)
    check_networks(settings)
    click.echo(f"settings: {len(written.brands)} brands, {len(written.accounts)} accounts")
    for warning in warnings_of(settings, datetime.now(UTC).date()):
        click.echo(f"warning: {warning}")
    for line in broken:
        click.echo(line)
    sys.exit(asyncio.run(_check(settings, subscribe=subscribe)) or int(bool(broken)))


def warnings_of(settings: Settings, today: date) -> list[str]:
    """What is lawful and yet probably not meant, of playbooks as they stand in the database among others."""
    found: list[str] = []
    shelf = asyncio.run(bookshelf(settings, missed=lambda error: found.append(f"{_SHIPPED_ONLY}: {error}")))
    found += playbook_warnings([each.book for each in shelf.values() if each.enabled], today)
    return [*found, *policy_warnings(settings, shelf), *transformer_warnings(settings.analysis)]


def playbook_warnings(books: Sequence[Playbook], today: date) -> list[str]:
    """Playbooks whose review is over, or whose languages have drifted apart; a warning stops nothing."""
    expired = [
        f"playbook {book.name}: expired on {book.expires} and is not proposed any more; {book.owner} reviews it"
        for book in books
        if book.expires < today
    ]
    drifted = [
        f"playbook {book.name}: the texts in {', '.join(book.drifted())} are older than the others; "
        f"{book.owner} brings them up to date"
        for book in books
        if book.drifted()
    ]
    return expired + drifted


def policy_warnings(settings: Settings, shelf: Shelf) -> list[str]:
    """Playbooks that the approval policy names and that do not exist, or are switched off."""
    missing = "approval.automatic: there is no playbook {!r}; nothing is sent for it"
    off = "approval.automatic: playbook {!r} is switched off; nothing is sent for it"
    named = settings.approval.automatic
    return [
        *(missing.format(name) for name in named if name not in shelf),
        *(off.format(name) for name in named if name in shelf and not shelf[name].enabled),
    ]


def transformer_warnings(settings: AnalysisSettings) -> list[str]:
    """Transformers that cannot be used; the built-in models stand in for them."""
    found: list[str] = []
    if settings.transformers:
        ear(settings, lambda lang, error: found.append(f"analysis.transformers.{lang}: {error}; {_STANDS_IN}"))
    return found


async def _check(settings: Settings, *, subscribe: bool) -> int:
    connectors = {account.name: connect(settings, account) for account in settings.accounts}
    store = await _drawn(settings, connectors)
    try:
        lines = await asyncio.gather(
            *(_probe(each, connectors[each.name], subscribe=subscribe) for each in settings.accounts)
        )
    finally:
        if store:
            await store.aclose()
    for _failed, line in lines:
        click.echo(line)
    return int(any(failed for failed, _line in lines))


async def _drawn(settings: Settings, connectors: Mapping[str, Connector]) -> Store | None:
    """Let accounts that were connected in the browser use their stored tokens; the database is opened only for them."""
    if not any(isinstance(each, Draws) and each.drawing for each in connectors.values()):
        return None
    await migrate_database(settings)
    store = store_of(settings)
    draw(vault_of(settings, store), gates_of(settings, connectors), connectors)
    return store


async def _probe(account: AccountSettings, connector: Connector, *, subscribe: bool = False) -> tuple[bool, str]:
    try:
        probe = await connector.probe()
        if subscribe and isinstance(connector, Subscribes) and _unsubscribed(probe):
            await connector.subscribe()
            probe = await connector.probe()
    except AsideError as error:
        return True, f"{account.name}: {error}; {error.next_step}"
    except Exception as error:  # noqa: BLE001 - one account's broken package keeps no other from its line
        return True, f"{account.name}: unexpected {type(error).__name__}; report it to who made the network's package"
    finally:
        await connector.aclose()
    if probe.remote_id != account.remote_id:
        return True, f"{account.name}: the token belongs to another account; mend remote_id or the token"
    if probe.missing:
        return True, f"{account.name}: these permissions are missing: {', '.join(probe.missing)}; grant them to the app"
    until = f", token until {probe.expires_at:%Y-%m-%d}" if probe.expires_at else ""
    return False, f"{account.name}: ok ({account.network}{until})"


def _unsubscribed(probe: Probe) -> bool:
    return any(name.startswith(WEBHOOK_FIELD) for name in probe.missing)
