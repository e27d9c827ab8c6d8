"""Asks Meta about a token: whose it is, until when it works, which permissions and webhook fields are missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from config.secret import Secret
from connectors._graph.client import GraphClient
from connectors._graph.errors import consequences
from connectors._graph.payloads import Json, id_or_none, obj, objects
from monitor.domain.errors import AuthExpired, Misconfigured
from monitor.ports.networks import Probe


@dataclass(frozen=True, slots=True)
class Examiner:
    """Examines one Page token.

    `wanted` are the permissions this network needs, `fields` the webhook fields the Page must be subscribed to (none
    where no webhooks are set up). `app_id` and `app_secret` open `debug_token`, which Page tokens may not call.
    """

    network: str
    client: GraphClient
    page_id: str
    account_id: str
    wanted: tuple[str, ...]
    fields: tuple[str, ...]
    app_id: str
    app_secret: Secret | None

    async def probe(self, node: str, fields: str) -> Probe:
        """Ask the account `node` who it is, and examine our token. Raises what `Source.fetch` raises."""
        with consequences(now=datetime.now(UTC)):
            who = await self.client.get_object(node, fields=fields)
            token = await self._token()
            subscribed = await self._subscribed()
        self._check_version(who.version)
        if token.get("is_valid") is False:
            raise AuthExpired("Meta calls this token invalid")
        return Probe(
            remote_id=id_or_none(who.get("id")) or "",
            name=str(who.get("username") or who.get("name") or ""),
            expires_at=_ends_at(token),
            missing=(*self._missing(token), *(f"webhook field {name}" for name in subscribed)),
            data_access_expires_at=_moment(token.get("data_access_expires_at")),
        )

    async def lacking(self) -> tuple[str, ...]:
        """Permissions the token lacks. Raises what `Source.fetch` raises."""
        with consequences(now=datetime.now(UTC)):
            return tuple(self._missing(await self._token()))

    async def subscribe(self) -> None:
        """Subscribe the Page to our webhook fields; without it Meta sends nothing, whatever the app is set to.

        Fields the app has already stay: Meta replaces the whole list, and a Page serves two networks.
        """
        if not self.fields:
            return
        with consequences(now=datetime.now(UTC)):
            fields = sorted({*await self._have(), *self.fields})
        with consequences(now=datetime.now(UTC), writing=True):
            await self.client.put_object(self.page_id, "subscribed_apps", subscribed_fields=",".join(fields))

    def _check_version(self, served: str | None) -> None:
        """Tell of an ended version: Meta answers as a newer one without an error, with other fields and rules."""
        if served and served != self.client.version:
            raise Misconfigured(
                f"networks.{self.network}.version: Meta has ended {self.client.version} and answers as {served}"
            )

    async def _token(self) -> Json:
        if not (self.app_id and self.app_secret):
            return {}
        answer = await self.client.debug_access_token(self.client.access_token, self.app_id, self.app_secret.reveal())
        return obj(answer.get("data"), "debug_token")

    def _missing(self, token: Json) -> Iterable[str]:
        """Permissions not granted, or granted for other Pages only: `scopes` lists those as well."""
        granted = token.get("scopes")
        if not isinstance(granted, list):
            return []
        elsewhere = self._granted_elsewhere(token)
        return [name for name in self.wanted if name not in granted or name in elsewhere]

    def _granted_elsewhere(self, token: Json) -> set[str]:
        """Permissions whose `target_ids` name neither our account nor its Page; no targets means all."""
        entries = ((entry.get("scope"), entry.get("target_ids")) for entry in objects(token.get("granular_scopes")))
        named = {scope: ids for scope, ids in entries if isinstance(scope, str) and isinstance(ids, list) and ids}
        ours = {self.page_id, self.account_id}
        return {scope for scope, ids in named.items() if not ours & {id_or_none(each) for each in ids}}

    async def _subscribed(self) -> list[str]:
        """Webhook fields that are wanted and not subscribed."""
        if not self.fields:
            return []
        have = await self._have()
        return [name for name in self.fields if name not in have]

    async def _have(self) -> set[str]:
        answer = await self.client.get_connections(self.page_id, "subscribed_apps")
        apps = [app for app in objects(answer) if not self.app_id or id_or_none(app.get("id")) == self.app_id]
        return {name for app in apps for name in _names(app.get("subscribed_fields"))}


def _names(value: object) -> list[str]:
    return [name for name in value if isinstance(name, str)] if isinstance(value, list) else []


def _ends_at(token: Json) -> datetime | None:
    """The nearer of the token's end and the end of data access."""
    ends = [_moment(token.get(name)) for name in ("expires_at", "data_access_expires_at")]
    return min((end for end in ends if end), default=None)


def _moment(value: object) -> datetime | None:
    """Read an epoch second; Meta writes 0 for "never"."""
    if not isinstance(value, int) or isinstance(value, bool) or value <= 0:
        return None
    return datetime.fromtimestamp(value, UTC)
