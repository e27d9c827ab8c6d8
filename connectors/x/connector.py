"""One handle's connection to X."""

from datetime import UTC, datetime

from config.settings import AccountSettings
from connectors._http import Answer
from connectors.x.answers import Payload, read
from connectors.x.client import XClient
from connectors.x.includes import fit
from connectors.x.publisher import XPublisher
from connectors.x.recheck import XRechecker
from connectors.x.settings import XAccount, XNetwork
from connectors.x.shapes import User
from connectors.x.source import XSource
from connectors.x.subscriptions import XSubscriptions
from monitor.domain.errors import PermissionMissing
from monitor.ports.authorising import Tokens
from monitor.ports.networks import Probe

_ACCESS = "x-access-level"


class XConnector:
    """Implements the port Connector."""

    def __init__(self, account: AccountSettings, options: XAccount, network: XNetwork) -> None:
        self._account = account
        self._client = XClient(network, options)
        self.source = XSource(self._client, account, options, network)
        self.publisher = XPublisher(self._client, account, network)
        public = [stream for stream in self.source.streams if stream != "messages"]
        self._subscriptions = XSubscriptions(self._client, account.remote_id, network.webhook_url)
        self.rechecker = XRechecker(self._client, public, a_day=options.recheck_posts_a_day)

    async def probe(self) -> Probe:
        """Ask X whose keys these are. OAuth 1.0a keys do not expire; an app-only token belongs to nobody.

        Raises RateLimited, Retryable, AuthExpired, PermissionMissing, BadPayload.
        """
        now = datetime.now(UTC)
        if not self._client.signs:
            await self._read_ours(now)
            return Probe(self._account.remote_id, self._account.handle, missing=("access_token", "access_secret"))
        answer = await self._client.get_me()
        user = fit(read(answer, now=now).get("data"), User)
        if str(user.id) != self._account.remote_id:
            wrong = PermissionMissing("the access token belongs to another X account than remote_id")
            wrong.next_step = f"set accounts.{self._account.name}.remote_id and access_token to the same account"
            raise wrong
        unpushed = (f"webhook field {event}" for event in await self._subscriptions.missing())
        missing = (*_missing_rights(answer), *unpushed)
        return Probe(str(user.id), user.username or user.name or "", missing=missing)

    async def subscribe(self) -> None:
        """Subscribe the handle to X's pushes. Raises like `Publisher.publish`."""
        await self._subscriptions.subscribe()

    @property
    def drawing(self) -> bool:
        """Whether it needs a stored token."""
        return self._client.drawing

    def draw(self, tokens: Tokens) -> None:
        """Ask `tokens` before each call from now on."""
        self._client.tokens = tokens

    async def aclose(self) -> None:
        """Give back connections."""
        await self._client.aclose()

    async def _read_ours(self, now: datetime) -> Payload:
        return read(await self._client.get_users(ids=[self._account.remote_id]), now=now)


def _missing_rights(answer: Answer) -> tuple[str, ...]:
    """Name what the token may not do: X tells with each answer to a signed call (`read-write-directmessages`)."""
    level = answer.headers.get(_ACCESS)
    if level is None:
        return ()
    return tuple(
        right for right, word in (("write", "write"), ("direct messages", "directmessages")) if word not in level
    )
