"""How an account is connected in the browser: a network's log-in, the token it gives, and who draws it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, runtime_checkable

from config.secret import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A token a network gave; `refresh`, where there is one, works once and brings the next pair."""

    access: Secret
    refresh: Secret | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Harvest:
    """What one log-in gave: who it was (the network's id for them), and a token for each account by its remote id."""

    person: str
    grants: Mapping[str, Grant]


class Door(Protocol):
    """A network's log-in for our app. All of it raises RateLimited, Retryable, BadPayload, Misconfigured."""

    def address(self, *, redirect_uri: str, state: str, challenge: str) -> str:
        """Where the person's browser goes; `challenge` is the PKCE challenge (S256). No I/O."""
        ...

    async def redeem(self, code: str, *, redirect_uri: str, verifier: str, now: datetime) -> Harvest:
        """Trade the code of one log-in. Raises Rejected when it is refused, OutcomeUnknown without an answer."""
        ...

    async def renew(self, grant: Grant, *, now: datetime) -> Grant:
        """Trade a refresh token for the next pair.

        Raises AuthExpired when the network refuses the token for good, OutcomeUnknown when it may be used up.
        """
        ...


Tokens = Callable[[], Awaitable[Secret | None]]
"""Gives the stored token as it is now, renewed if need be; None while the account is not connected."""


@runtime_checkable
class Authorises(Protocol):
    """A network plug-in whose accounts can be connected in the browser."""

    def door(self, network: Any) -> Door | None:
        """Its log-in, by the typed settings of the network; None while the app's id or secret is not set."""
        ...


@runtime_checkable
class Draws(Protocol):
    """A connector that can do without a token in its settings."""

    @property
    def drawing(self) -> bool:
        """Whether it needs a stored token."""
        ...

    def draw(self, tokens: Tokens) -> None:
        """Ask `tokens` before each call from now on."""
        ...


@runtime_checkable
class Subscribes(Protocol):
    """A connector whose network sends webhooks only to whom the account has subscribed."""

    async def subscribe(self) -> None:
        """Subscribe the account; again is harmless. Raises like `Publisher.publish`."""
        ...
