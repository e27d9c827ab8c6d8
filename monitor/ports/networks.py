"""What a network must offer: a source, a publisher, a plug-in around both, and its webhooks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Protocol, runtime_checkable

from config.settings import AccountSettings
from monitor.domain.moves import NetworkRules
from monitor.domain.outbox import Receipt, RemoteCall
from monitor.domain.streams import Page, Record


class Source(Protocol):
    """Reads one account's streams."""

    @property
    def streams(self) -> Sequence[str]:
        """Names of the streams this account has."""
        ...

    async def fetch(self, stream: str, cursor: str | None, *, now: datetime) -> Page:
        """Fetch one page after `cursor` (None = first run: reach back as far as the backfill bound).

        Raises RateLimited, Retryable, AuthExpired, PermissionMissing, BadPayload.
        """
        ...


class Publisher(Protocol):
    """Makes one remote call, or finds out whether it was made."""

    async def publish(self, call: RemoteCall, *, now: datetime) -> Receipt:
        """Make the call once.

        Raises RateLimited, Retryable (certainly no effect), OutcomeUnknown (perhaps an effect), Rejected, Gone,
        AuthExpired, PermissionMissing.
        """
        ...

    async def look_up(self, call: RemoteCall, *, now: datetime) -> Receipt | None:
        """Look on the network for the effect of an earlier attempt; None = certainly not there.

        Raises RateLimited, Retryable, AuthExpired when the network cannot tell now; OutcomeUnknown where it never
        tells. An act that may be repeated (`MoveKind.repeatable`) is looked up only after its last attempt.
        """
        ...


@dataclass(frozen=True, slots=True)
class Probe:
    """What an account's token says of itself: whose it is, until when, and what it lacks.

    `expires_at` is the nearer of the token's end and the end of access to data, where a network has both; the latter
    stands in `data_access_expires_at` too. What is `missing` are permissions, and `webhook field <name>`.
    """

    remote_id: str
    name: str
    expires_at: datetime | None = None
    missing: tuple[str, ...] = ()
    data_access_expires_at: datetime | None = None


class Connector(Protocol):
    """One account's connection to its network."""

    @property
    def source(self) -> Source:
        """Where its mentions come from."""
        ...

    @property
    def publisher(self) -> Publisher:
        """Where its replies go."""
        ...

    async def probe(self) -> Probe:
        """Ask the network whose token this is, without sending anything. Raises like `fetch`."""
        ...

    async def aclose(self) -> None:
        """Give back connections."""
        ...


class WebhookReceiver(Protocol):
    """Answers a network's handshake and checks its signatures; one per route `/webhooks/<route>`."""

    def challenge(self, query: Mapping[str, str]) -> str | Mapping[str, str] | None:
        """Answer to the network's GET: text as it is, a mapping as JSON, None = refuse with 403."""
        ...

    def verify(self, headers: Mapping[str, str], body: bytes) -> bool:
        """Whether the signature over the raw bytes is right (constant time)."""
        ...


@runtime_checkable
class CallsBack(Protocol):
    """A receiver whose network also calls back about people who logged in to the app."""

    def caller(self, form: Mapping[str, str]) -> str:
        """Return the id of the person whom a signed form is about. Raises BadPayload when it is not rightly signed."""
        ...


@runtime_checkable
class Speaks(Protocol):
    """A network plug-in with words of its own for people, in the languages of the screens ("lt", "pl", "en")."""

    def words(self, language: str) -> Mapping[str, str]:
        """Give words by key: `stream_<name>` is what people call a stream."""
        ...

    def sentences(self, language: str) -> Mapping[str, str]:
        """Give sentences of its errors by their English form, with {slots} for what varies."""
        ...


class NetworkPlugin(Protocol):
    """All that the core knows of a network; found by the entry point group `aside.networks`."""

    name: ClassVar[str]
    rules: ClassVar[NetworkRules]
    poll_seconds: ClassVar[float]
    network_settings: ClassVar[type]  # msgspec Struct of [networks.<name>]
    account_settings: ClassVar[type]  # msgspec Struct of the account's own keys
    webhook_route: ClassVar[str | None]

    def connect(self, account: AccountSettings, options: Any, network: Any) -> Connector:
        """Make the connection of one account; no network I/O here."""
        ...

    def receiver(self, network: Any) -> WebhookReceiver | None:
        """Return the receiver for `webhook_route`, None when its secrets are not set."""
        ...

    def read_webhook(self, body: bytes, accounts: Sequence[AccountSettings]) -> tuple[Record, ...]:
        """Read a verified body into records for those of `accounts` it concerns; what cannot be read is Unreadable."""
        ...


@runtime_checkable
class Rereads(Protocol):
    """A plug-in that can read a record from quarantine again, without the page or webhook it came in."""

    def reread(self, raw: str, account: AccountSettings, *, at: datetime) -> tuple[Record, ...]:
        """Read a quarantined record that came at that moment; none where it concerns nobody.

        Raises BadPayload while it still cannot be read; what cannot be read may also come back as Unreadable.
        """
        ...
