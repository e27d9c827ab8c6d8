"""Accounts of the settings and the networks they name: typed by their plug-ins, connected, checked."""

from typing import Any

from msgspec import structs

from config.loading import ConfigError, convert
from config.settings import AccountSettings, Settings
from monitor.domain.spending import Tariff
from monitor.plugins import broken, networks
from monitor.ports import Billed, Connector, NetworkPlugin


def plugin_of(account: AccountSettings) -> NetworkPlugin:
    """Return the account's network.

    Raises ConfigError when no installed package offers it.
    """
    plugin = networks().get(account.network)
    if plugin is None:
        known = ", ".join(networks())
        raise ConfigError(
            f"accounts.{account.name}.network: there is no network {account.network!r}; there are {known}"
        )
    return plugin


def network_settings(settings: Settings, plugin: NetworkPlugin) -> Any:
    """Type `[networks.<name>]` by its plug-in.

    Raises ConfigError naming the key.
    """
    table = settings.networks.get(plugin.name, {})
    return convert(table, plugin.network_settings, where=f"networks.{plugin.name}")


def connect(settings: Settings, account: AccountSettings) -> Connector:
    """Make one account's connection.

    Raises ConfigError naming the key that is wrong or missing.
    """
    plugin = plugin_of(account)
    options: Any = convert(account.options, plugin.account_settings, where=f"accounts.{account.name}")
    return plugin.connect(account, options, network_settings(settings, plugin))


def tariff_of(settings: Settings, account: AccountSettings) -> Tariff | None:
    """How the account's network bills it, None where it bills nothing. Raises ConfigError."""
    plugin = plugin_of(account)
    if not isinstance(plugin, Billed):
        return None
    options: Any = convert(account.options, plugin.account_settings, where=f"accounts.{account.name}")
    return plugin.tariff(account.name, options, network_settings(settings, plugin))


def usable(settings: Settings) -> Settings:
    """Leave out accounts and sections of networks whose package could not be loaded; `unusable` names them."""
    return structs.replace(
        settings,
        accounts=tuple(account for account in settings.accounts if account.network not in broken()),
        networks={name: table for name, table in settings.networks.items() if name not in broken()},
    )


def unusable(settings: Settings) -> list[str]:
    """One line for each network that could not be loaded, with the accounts that therefore stand still."""
    return [
        f"networks.{name}: {reason}; mend or remove the package{_standing_still(settings, name)}"
        for name, reason in broken().items()
    ]


def _standing_still(settings: Settings, network: str) -> str:
    names = [account.name for account in settings.accounts if account.network == network]
    return f"; these accounts stand still: {', '.join(names)}" if names else ""


def check_networks(settings: Settings) -> None:
    """Check what plug-ins type: unknown networks, unknown keys, missing secrets.

    Raises ConfigError.
    """
    for name in settings.networks:
        if name not in networks():
            raise ConfigError(f"networks.{name}: there is no such network; there are {', '.join(networks())}")
    for account in settings.accounts:
        plugin = plugin_of(account)
        network_settings(settings, plugin)
        convert(account.options, plugin.account_settings, where=f"accounts.{account.name}")
