"""OAuth 2.0 user tokens: two hours of access, refresh tokens that work once."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import web

from connectors.simulator.clock import SimulatedClock
from connectors.simulator.identities import BRANDS, SimulatedBrand

CLIENT_ID = "simulated-x-client-id"
CLIENT_SECRET = "simulated-x-client-secret"  # noqa: S105 -- opens nothing but the simulator
ACCESS_LASTS = timedelta(hours=2)
SCOPES = frozenset(
    {
        "tweet.read",
        "tweet.write",
        "tweet.moderate.write",
        "users.read",
        "dm.read",
        "dm.write",
        "offline.access",
    }
)


class SpentToken(Exception):
    """A refresh token that is unknown, was used before, or belongs to a revoked family."""


@dataclass(frozen=True, slots=True)
class TokenPair:
    """One grant of a family: all pairs that came from one consent."""

    family: str
    user_id: str
    access: str
    refresh: str
    expires_at: datetime
    scopes: frozenset[str]


class Tokens:
    """All OAuth 2.0 tokens. Each brand has a first pair from the start; see `first_pair`."""

    def __init__(self, clock: SimulatedClock, brands: Iterable[SimulatedBrand] = BRANDS) -> None:
        self._clock = clock
        self._by_access: dict[str, TokenPair] = {}
        self._by_refresh: dict[str, TokenPair] = {}
        self._spent: set[str] = set()
        self._revoked: set[str] = set()
        self._made = 0
        for brand in brands:
            self.grant(brand.x_user_id)

    def grant(self, user_id: str, *, scopes: frozenset[str] = SCOPES, family: str | None = None) -> TokenPair:
        """Make a new pair, of a new consent unless `family` says of which."""
        self._made += 1
        random = hashlib.sha256(f"{user_id}/{self._made}".encode()).hexdigest()
        pair = TokenPair(
            family=family or random[:12],
            user_id=user_id,
            access=f"simulated-x-access-{random[:24]}",
            refresh=f"simulated-x-refresh-{random[24:48]}",
            expires_at=self._clock.now() + ACCESS_LASTS,
            scopes=scopes,
        )
        self._by_access[pair.access] = self._by_refresh[pair.refresh] = pair
        return pair

    def first_pair(self, user_id: str) -> TokenPair:
        """Give the oldest pair of a user: what was put into a client's settings on the first day."""
        return next(pair for pair in self._by_access.values() if pair.user_id == user_id)

    def check(self, access: str) -> TokenPair | None:
        """Give the grant of an access token that still works."""
        pair = self._by_access.get(access)
        if pair is None or pair.family in self._revoked or pair.expires_at <= self._clock.now():
            return None
        return pair

    def refresh(self, token: str) -> TokenPair:
        """Trade a refresh token for a new pair. A second use revokes the whole family. Raises SpentToken."""
        pair = self._by_refresh.get(token)
        if pair is None or pair.family in self._revoked:
            raise SpentToken
        if token in self._spent:
            self._revoked.add(pair.family)
            raise SpentToken
        self._spent.add(token)
        return self.grant(pair.user_id, scopes=pair.scopes, family=pair.family)

    def revoke(self, user_id: str) -> None:
        """End every grant of a user, as when access is withdrawn in the settings."""
        self._revoked |= {pair.family for pair in self._by_access.values() if pair.user_id == user_id}


TOKENS = web.AppKey("TOKENS", Tokens)
