"""The store's doors for accounts as a whole: their health, their stored tokens, and log-ins under way."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from monitor.domain.account_health import AccountHealth


class Accounts(Protocol):
    """Health of accounts, by the names of the settings."""

    async def ensure(self, names: Sequence[str], *, now: datetime) -> None:
        """Create the rows that are missing, and make a probe of every named account due: settings may have changed."""
        ...

    async def forget_others(self, names: Collection[str]) -> None:
        """Drop the health of accounts that are not among these: nobody probes them, so no breaker would close again."""
        ...

    async def of(self, account: str, *, now: datetime) -> AccountHealth:
        """Return one account's health, a fresh one at first; nobody else changes it until the transaction ends."""
        ...

    async def save(self, health: AccountHealth) -> None:
        """Insert or replace it."""
        ...

    async def all(self) -> list[AccountHealth]:
        """Return all, by name."""
        ...

    async def get(self, account: str) -> AccountHealth | None:
        """Return one account's health as it stands, without keeping others from it."""
        ...

    async def held(self) -> frozenset[str]:
        """Names of those whose breaker is open."""
        ...

    async def due(self, names: Sequence[str], *, now: datetime) -> list[str]:
        """Those of these accounts whose probe is due, longest due first."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedToken:
    """A stored token pair, encrypted; `epoch` grows with every new pair.

    `renewing_since` is set before a refresh token is sent and cleared with the pair that came back: where it stands
    without a living lease, nobody knows whether the refresh token has been used up. `dead` says that the network
    refused it. `granted_by` is a hash of who gave it (for the network's callbacks), empty when not known.
    """

    account: str
    sealed: bytes
    epoch: int = 0
    expires_at: datetime | None = None
    dead: bool = False
    granted_by: str = ""
    renewing_since: datetime | None = None
    lease_until: datetime | None = None


class Tokens(Protocol):
    """Encrypted tokens of accounts that were connected in the browser."""

    async def of(self, account: str) -> SealedToken | None:
        """Return the stored pair."""
        ...

    async def put(self, token: SealedToken, *, now: datetime) -> SealedToken:
        """Store a pair that a person's consent brought, whatever stood there; returns it with its epoch."""
        ...

    async def lease(self, token: SealedToken, *, owner: str, now: datetime, until: datetime) -> bool:
        """Take the right to renew this very pair and note that its refresh token is about to be sent.

        False when somebody else holds it, or the pair is no longer the stored one.
        """
        ...

    async def release(self, token: SealedToken, *, owner: str, sent: bool) -> None:
        """Give the right back without a new pair; `sent` False takes the note back: nothing reached the network."""
        ...

    async def rotate(self, old: SealedToken, new: SealedToken, *, now: datetime) -> bool:
        """Replace a pair by the one that came for it; False when it is no longer the stored one."""
        ...

    async def kill(self, token: SealedToken) -> None:
        """Note that the network refuses this pair for good; a newer one is left alone."""
        ...

    async def drop(self, account: str) -> bool:
        """Forget the stored pair; False when there was none."""
        ...

    async def accounts_of(self, granted_by: str) -> list[str]:
        """Accounts whose token this person gave."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LogIn:
    """Somebody of ours on the way through a network's log-in; good once, for `actor` only, until `until`.

    `sealed` holds the PKCE verifier, encrypted.
    """

    state_hash: str
    account: str
    actor: str
    sealed: bytes
    until: datetime


class LogIns(Protocol):
    """Log-ins under way."""

    async def begin(self, log_in: LogIn, *, now: datetime) -> None:
        """Remember one; those that are over go."""
        ...

    async def take(self, state_hash: str, *, now: datetime) -> LogIn | None:
        """Use it up; None when it is unknown, used or over."""
        ...
