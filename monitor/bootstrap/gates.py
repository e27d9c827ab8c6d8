"""Accounts that can be connected in the browser, and connectors that draw their tokens from the vault."""

from collections.abc import Mapping
from functools import partial

from config.secret import Secret
from config.settings import Settings
from monitor.bootstrap.accounts import network_settings, plugin_of
from monitor.bootstrap.judgement import now
from monitor.ports import Connector, Store
from monitor.ports.authorising import Authorises, Door, Draws, Grant
from monitor.services.connect import Gate
from monitor.services.vault import Renew, Vault


def vault_of(settings: Settings, store: Store) -> Vault:
    """Open the vault with the key of the settings; a missing key is told when a token is to be stored or read."""
    return Vault(store, settings.store.token_key, now=now)


def gates_of(settings: Settings, connectors: Mapping[str, Connector]) -> dict[str, Gate]:
    """Make a gate for each account whose network's app is set up for log-ins. Raises ConfigError."""
    found = {}
    for account in settings.accounts:
        plugin = plugin_of(account)
        door = plugin.door(network_settings(settings, plugin)) if isinstance(plugin, Authorises) else None
        if door:
            origin = plugin.webhook_route or plugin.name
            found[account.name] = Gate(account, connectors[account.name], door, origin)
    return found


def draw(vault: Vault, gates: Mapping[str, Gate], connectors: Mapping[str, Connector]) -> None:
    """Let connectors without a token in the settings ask the vault."""
    for name, connector in connectors.items():
        if isinstance(connector, Draws) and connector.drawing:
            gate = gates.get(name)
            connector.draw(partial(_token, vault, name, partial(_renewed, gate.door) if gate else None))


async def _token(vault: Vault, account: str, renew: Renew | None) -> Secret | None:
    grant = await vault.fresh(account, renew)
    return grant.access if grant else None


async def _renewed(door: Door, grant: Grant) -> Grant:
    return await door.renew(grant, now=now())
