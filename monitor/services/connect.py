"""Connect an account in the browser: off to the network's log-in, back with a code, the token stored, webhooks on.

The state that comes back must be one we gave, to this very person, not long ago, and not used yet; PKCE binds the code
to us. The settings file still names the account: of what a log-in gives, only the token of that remote id is kept.
"""

import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import structlog

from config.settings import AccountSettings
from monitor.domain.errors import AsideError, NotFound, Rejected
from monitor.ports import Connector, LogIn, Now, Store
from monitor.ports.authorising import Door, Draws, Grant, Subscribes
from monitor.services.callbacks import fingerprint
from monitor.services.health import Health
from monitor.services.vault import Vault

log = structlog.get_logger("connect")
LASTS = timedelta(minutes=10)
"""How long a person may take at the network's log-in."""


@dataclass(frozen=True, slots=True)
class Gate:
    """One account that can be connected; `origin` is where its network's callbacks come from."""

    account: AccountSettings
    connector: Connector
    door: Door
    origin: str

    @property
    def draws(self) -> bool:
        """Whether the account uses a stored token: one in the settings goes before it."""
        return isinstance(self.connector, Draws) and self.connector.drawing


@dataclass(frozen=True, slots=True)
class Connected:
    """An account that was connected; `problem` says in words why webhooks could not be switched on."""

    account: str
    problem: str = ""


class Connect:
    """Leads people through the log-ins of networks."""

    def __init__(self, store: Store, vault: Vault, gates: Mapping[str, Gate], health: Health, *, now: Now) -> None:
        self._store = store
        self._vault = vault
        self.gates = gates
        self._health = health
        self._now = now

    async def stored(self) -> frozenset[str]:
        """Names of the accounts a token is stored for."""
        async with self._store.read() as tx:
            return frozenset({name for name in self.gates if await tx.tokens.of(name)})

    async def begin(self, account: str, *, actor: str, redirect_uri: str) -> str:
        """Where to send the person's browser.

        Raises NotFound; Rejected where the settings hold a token; Misconfigured without a key to store tokens with.
        """
        gate = self._gate(account)
        if not gate.draws:
            raise Rejected("this account's token stands in the settings file; take it out first", rule="token_in_file")
        state, verifier, now = secrets.token_urlsafe(32), secrets.token_urlsafe(48), self._now()
        log_in = LogIn(
            state_hash=_hash(state), account=account, actor=actor, sealed=self._vault.seal(verifier), until=now + LASTS
        )
        async with self._store.write() as tx:
            await tx.log_ins.begin(log_in, now=now)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        return gate.door.address(redirect_uri=redirect_uri, state=state, challenge=challenge)

    async def finish(self, *, state: str, code: str, actor: str, redirect_uri: str) -> Connected:
        """Take in what the network sent back, and store the token.

        Raises Rejected when the log-in is not one we began, was refused, or gives no access to this account.
        """
        log_in = await self._log_in(state, actor)
        if not code:
            raise Rejected("the network gave no consent; begin again and agree to everything asked", rule="no_consent")
        gate, verifier = self._gate(log_in.account), self._vault.open(log_in.sealed)
        harvest = await gate.door.redeem(code, redirect_uri=redirect_uri, verifier=verifier, now=self._now())
        grant = harvest.grants.get(gate.account.remote_id)
        if grant is None:
            raise Rejected(
                "this log-in opens other accounts, but not the one the settings name; log in as somebody who may act "
                "for it, and tick it when asked",
                rule="other_account",
            )
        await self._keep(gate, grant, fingerprint(gate.origin, harvest.person), actor)
        return Connected(gate.account.name, await self._subscribed(gate))

    async def _log_in(self, state: str, actor: str) -> LogIn:
        async with self._store.write() as tx:
            log_in = await tx.log_ins.take(_hash(state), now=self._now())
        if log_in is None or log_in.actor != actor:
            raise Rejected("this log-in was not begun here, or took too long; begin again", rule="unknown_log_in")
        return log_in

    async def _keep(self, gate: Gate, grant: Grant, granted_by: str, actor: str) -> None:
        account = gate.account.name
        await self._vault.put(account, grant, granted_by=granted_by)
        async with self._store.write() as tx:
            await tx.events.append("account.connected", now=self._now(), actor=actor, data={"account": account})
            await tx.streams.poll_now(account)
        await self._health.ask(account)

    async def _subscribed(self, gate: Gate) -> str:
        """Switch webhooks on; the token is stored whatever comes of it, and connecting again tries again."""
        if not isinstance(gate.connector, Subscribes):
            return ""
        try:
            await gate.connector.subscribe()
        except AsideError as error:
            log.warning("connect.subscribe_failed", account=gate.account.name, error=type(error).__name__)
            return f"{error}; {error.next_step}"
        return ""

    def _gate(self, account: str) -> Gate:
        gate = self.gates.get(account)
        if gate is None:
            raise NotFound("there is no such account, or its network's app is not set up for log-ins")
        return gate


def _hash(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()
