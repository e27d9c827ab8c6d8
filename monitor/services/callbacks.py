"""Callbacks about people who logged in to our app: one wants their data deleted, or takes the app's access back.

Such a person is one of us who connected an account, seldom a customer: the network names them by an id of the app's
own. Both is done: whatever they granted is forgotten, and whatever stands under that id as an author is erased.
"""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.domain.errors import AuthExpired
from monitor.ports import Deletion, Now, Store, Transaction
from monitor.services.erase import Erase
from monitor.services.health import Health

STEP = "connect the account again under Settings, Accounts, as somebody who may give access to it"


def fingerprint(origin: str, person: str) -> str:
    """Know a person again without keeping their id; `origin` is the webhook route, or the network without one."""
    return hashlib.sha256(f"{origin}\0{person}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Origin:
    """One route by which networks call back: their names, and the names of our accounts on them."""

    route: str
    networks: Sequence[str]
    accounts: Sequence[str]


class Callbacks:
    """Acts on callbacks whose signature has been checked."""

    def __init__(self, store: Store, origins: Mapping[str, Origin], health: Health, *, now: Now) -> None:
        self._store = store
        self._origins = origins
        self._health = health
        self._now = now
        self._erase = Erase(store, now=now)

    async def delete(self, route: str, person: str) -> str:
        """Delete what is kept of the person and return the code under which the status can be read."""
        origin, now = self._origins[route], self._now()
        code = secrets.token_hex(12)
        async with self._store.write() as tx:
            networks = origin.networks
            erased = sum([await self._erase.within(tx, each, person, actor=f"callback:{route}") for each in networks])
            stopped = await self._forget(tx, origin, person)
            done = Deletion(code=code, network=route, requested_at=now, done_at=now, erased=erased + len(stopped))
            await tx.erasures.keep(done)
        await self._stop(stopped)
        return code

    async def deauthorise(self, route: str, person: str) -> int:
        """Stop the accounts this person connected and return how many.

        Where none is known to be theirs, the token stands in the settings: every account of the route is probed now,
        and a dead one stops by that.
        """
        origin = self._origins[route]
        async with self._store.write() as tx:
            stopped = await self._forget(tx, origin, person)
            data = {"route": route, "accounts": list(stopped)}
            await tx.events.append("app.deauthorised", now=self._now(), actor=f"callback:{route}", data=data)
        await self._stop(stopped)
        for account in () if stopped else origin.accounts:
            await self._health.ask(account)
        return len(stopped)

    async def status(self, code: str) -> Deletion | None:
        """Look up a request to delete."""
        async with self._store.read() as tx:
            return await tx.erasures.of(code)

    async def _forget(self, tx: Transaction, origin: Origin, person: str) -> list[str]:
        theirs = await tx.tokens.accounts_of(fingerprint(origin.route, person))
        return [account for account in theirs if await tx.tokens.drop(account)]

    async def _stop(self, accounts: Sequence[str]) -> None:
        for account in accounts:
            error = AuthExpired("the person who connected the account has taken the app's access back")
            error.next_step = STEP
            await self._health.stop(account, error)
