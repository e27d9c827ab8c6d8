"""What the core sees of X: one plug-in, one connection per handle."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import ClassVar

from config.settings import AccountSettings
from connectors._http.sayings import sayings
from connectors.x.billing import tariff_of
from connectors.x.rereading import reread
from connectors.x.rules import POLL_SECONDS, RULES
from connectors.x.settings import XAccount, XNetwork
from connectors.x.webhook import XReceiver, read_webhook
from monitor.domain.errors import Misconfigured
from monitor.domain.moves import NetworkRules
from monitor.domain.spending import Tariff
from monitor.domain.streams import Record
from monitor.ports.authorising import Door
from monitor.ports.networks import Connector


class XPlugin:
    """Implements the port NetworkPlugin."""

    name: ClassVar[str] = "x"
    rules: ClassVar[NetworkRules] = RULES
    poll_seconds: ClassVar[float] = POLL_SECONDS
    network_settings: ClassVar[type] = XNetwork
    account_settings: ClassVar[type] = XAccount
    webhook_route: ClassVar[str | None] = "x"

    def words(self, language: str) -> Mapping[str, str]:  # noqa: ARG002 - our streams have their names on the screens
        """Name streams: none that other networks do not have too."""
        return {}

    def sentences(self, language: str) -> Mapping[str, str]:
        """Say what its errors say."""
        return sayings(language, "connectors.x")

    def connect(self, account: AccountSettings, options: XAccount, network: XNetwork) -> Connector:
        """Make the connection of one handle. Raises Misconfigured when it has no keys at all."""
        # tweepy costs a quarter of a second to import: only those who talk to X pay for it
        from connectors.x.connector import XConnector  # noqa: PLC0415

        _check(account, options, network)
        return XConnector(account, options, network)

    def tariff(self, account: str, options: XAccount, network: XNetwork) -> Tariff:
        """How X bills this handle."""
        return tariff_of(account, options, network)

    def door(self, network: XNetwork) -> Door | None:
        """X's log-in, None without a client id."""
        from connectors.x.door import XDoor  # noqa: PLC0415 - for those who connect an account only

        return XDoor(network) if network.client_id else None

    def receiver(self, network: XNetwork) -> XReceiver | None:
        """Return the webhook receiver, None without the app's secret."""
        secret = network.consumer_secret
        return XReceiver(secret.reveal()) if secret else None

    def read_webhook(self, body: bytes, accounts: Sequence[AccountSettings]) -> tuple[Record, ...]:
        """Read a verified push into records for the account it is addressed to."""
        return read_webhook(body, accounts)

    def reread(self, raw: str, account: AccountSettings, *, at: datetime) -> tuple[Record, ...]:
        """Read a quarantined record again. Raises BadPayload."""
        return reread(raw, account, at=at)


def _check(account: AccountSettings, options: XAccount, network: XNetwork) -> None:
    if not account.remote_id.isascii() or not account.remote_id.isdecimal():
        raise Misconfigured(f"accounts.{account.name}.remote_id: an X account's id is a number, not its handle")
    pair = (options.access_token, options.access_secret)
    if any(pair) and not all((*pair, network.consumer_key, network.consumer_secret)):
        raise Misconfigured(
            f"accounts.{account.name}: access_token, access_secret, networks.x.consumer_key and consumer_secret "
            "go together; one of them is missing"
        )
    if network.webhook_url and not network.bearer_token:
        raise Misconfigured("networks.x.webhook_url needs networks.x.bearer_token: X lists webhooks to the app itself")
    if not any(pair) and not network.bearer_token and not network.client_id:
        raise Misconfigured(
            f"accounts.{account.name}: give access_token and access_secret, networks.x.client_id to connect it in the "
            "browser, or networks.x.bearer_token for reading only"
        )
