"""Laiptinė as the core sees it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import ClassVar

from config.settings import AccountSettings
from laiptine.client import LaiptineClient
from laiptine.connector import LaiptineConnector
from laiptine.normalise import again
from laiptine.publisher import LaiptinePublisher
from laiptine.rules import POLL_SECONDS, RULES
from laiptine.sayings import in_language
from laiptine.settings import LaiptineAccount, LaiptineNetwork
from laiptine.source import LaiptineSource
from laiptine.webhook import LaiptineReceiver, read_webhook
from monitor.domain.moves import NetworkRules
from monitor.domain.streams import Record


class LaiptinePlugin:
    """Implements the port NetworkPlugin."""

    name: ClassVar[str] = "laiptine"
    rules: ClassVar[NetworkRules] = RULES
    poll_seconds: ClassVar[float] = POLL_SECONDS
    network_settings: ClassVar[type] = LaiptineNetwork
    account_settings: ClassVar[type] = LaiptineAccount
    webhook_route: ClassVar[str | None] = "laiptine"

    def words(self, language: str) -> Mapping[str, str]:
        """What people call its streams."""
        return in_language(language).words

    def sentences(self, language: str) -> Mapping[str, str]:
        """What its errors say."""
        return in_language(language).sentences

    def connect(
        self, account: AccountSettings, options: LaiptineAccount, network: LaiptineNetwork
    ) -> LaiptineConnector:
        """Make the connection of one member."""
        client = LaiptineClient(network, options.key.reveal())
        return LaiptineConnector(client, LaiptineSource(client, account, network.page_size), LaiptinePublisher(client))

    def receiver(self, network: LaiptineNetwork) -> LaiptineReceiver | None:
        """Return the receiver for `/webhooks/laiptine`, None without the seal."""
        return LaiptineReceiver(network.seal) if network.seal else None

    def read_webhook(self, body: bytes, accounts: Sequence[AccountSettings]) -> tuple[Record, ...]:
        """Read a verified push."""
        return read_webhook(body, accounts)

    def reread(self, raw: str, account: AccountSettings, *, at: datetime) -> tuple[Record, ...]:
        """Read a record from quarantine again. Raises BadPayload."""
        return (again(account, raw),)
