"""Stored tokens: encrypted at rest, renewed under one lock that all processes share, the new pair stored at once.

A refresh token works once, and its second use may end the whole consent. So before it is sent, a lease and a note are
committed; whoever comes later waits, or goes on with the old access token while that still works. Where a process died
between sending and storing, the note stays: the refresh token may be used up. Then the old access token is used to
its end, and only after that the refresh token is tried once more; a refusal is kept, and nobody sends it again.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec
import structlog

from config.secret import Secret
from monitor.domain.errors import AsideError, AuthExpired, BadPayload, Misconfigured, OutcomeUnknown, Retryable
from monitor.ports import Now, SealedToken, Store
from monitor.ports.authorising import Grant

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

log = structlog.get_logger("vault")
EARLY = timedelta(minutes=10)
"""How long before its end a token is renewed: room for a network that fails, and for a lost answer."""
CALL = timedelta(seconds=30)
LEASE = timedelta(seconds=90)
"""Outlives the call, so that nobody sends the same refresh token while its answer may still come."""
WAIT = 0.2
Renew = Callable[[Grant], Awaitable[Grant]]
_NO_KEY = (
    "tokens can be stored only with a key: set [store] token_key to a secret made by "
    '`python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"`'
)


class _Kept(msgspec.Struct, frozen=True):
    access: str
    refresh: str | None = None


class Vault:
    """Keeps tokens that people's consent brought."""

    def __init__(self, store: Store, key: Secret | None, *, now: Now) -> None:
        self._store = store
        self._key = key
        self._now = now
        self._name = secrets.token_hex(8)  # of this vault in leases

    def seal(self, text: str) -> bytes:
        """Encrypt. Raises Misconfigured without a key, or with one that is none."""
        return self._fernet().encrypt(text.encode())

    def open(self, sealed: bytes) -> str:
        """Decrypt. Raises Misconfigured when it was encrypted with another key."""
        from cryptography.fernet import InvalidToken  # noqa: PLC0415 - 6 MB that only stored tokens need

        try:
            return self._fernet().decrypt(sealed).decode()
        except InvalidToken:
            raise Misconfigured(
                "[store] token_key is not the key the tokens were stored with; put the old key back, "
                "or connect the accounts again"
            ) from None

    async def put(self, account: str, grant: Grant, *, granted_by: str) -> None:
        """Store what a person's consent brought. Raises Misconfigured without a key."""
        sealed = self._sealed(grant)
        token = SealedToken(account=account, sealed=sealed, expires_at=grant.expires_at, granted_by=granted_by)
        async with self._store.write() as tx:
            await tx.tokens.put(token, now=self._now())

    async def fresh(self, account: str, renew: Renew | None) -> Grant | None:
        """The token as it is now, renewed if its end is near; None while none is stored.

        Raises AuthExpired when a person must connect the account again, Retryable while it cannot be told.
        """
        end = self._now() + LEASE
        while True:
            async with self._store.read() as tx:
                token = await tx.tokens.of(account)
            if token is None:
                return None
            grant = self._grant(token)
            if renew is None or not self._due(token, grant):
                return grant
            if await self._leased(token):
                new = await self._renewed(token, grant, renew)
                if new:
                    return new
            elif self._works(token):
                return grant
            elif self._now() >= end:
                raise Retryable("another process has been renewing the account's token for too long")
            else:
                await asyncio.sleep(WAIT)

    def _due(self, token: SealedToken, grant: Grant) -> bool:
        if token.dead:
            raise _refused()
        if token.expires_at is None or grant.refresh is None:
            return False
        return self._now() >= token.expires_at - (timedelta() if token.renewing_since else EARLY)

    def _works(self, token: SealedToken) -> bool:
        return token.expires_at is None or self._now() < token.expires_at

    async def _leased(self, token: SealedToken) -> bool:
        now = self._now()
        async with self._store.write() as tx:
            return await tx.tokens.lease(token, owner=self._name, now=now, until=now + LEASE)

    async def _renewed(self, token: SealedToken, grant: Grant, renew: Renew) -> Grant | None:
        """Send the refresh token and store what comes; None when the pair was replaced meanwhile."""
        try:
            new = await asyncio.wait_for(renew(grant), CALL.total_seconds())
        except AuthExpired:
            async with self._store.write() as tx:
                await tx.tokens.kill(token)
            raise _refused() from None
        except (OutcomeUnknown, BadPayload, TimeoutError):
            return await self._unknown(token, grant)
        except AsideError:
            await self._release(token, sent=False)
            if self._works(token):
                return grant
            raise
        storing = asyncio.ensure_future(self._stored(token, new))
        return new if await asyncio.shield(storing) else None  # a caller out of patience must not lose the pair

    async def _stored(self, token: SealedToken, new: Grant) -> bool:
        """Store the new pair, whatever it takes: nobody else will ever get it."""
        pair = SealedToken(account=token.account, sealed=self._sealed(new), expires_at=new.expires_at)
        for pause in (0.2, 0.5, 1, 2, 5, None):
            try:
                async with self._store.write() as tx:
                    return await tx.tokens.rotate(token, pair, now=self._now())
            except Retryable:
                if pause is None:
                    raise
                await asyncio.sleep(pause)
        return False

    async def _unknown(self, token: SealedToken, grant: Grant) -> Grant:
        log.warning("vault.renewal_unknown", account=token.account)
        await self._release(token, sent=True)
        if self._works(token):
            return grant
        raise Retryable("the network did not say whether it renewed the account's token")

    async def _release(self, token: SealedToken, *, sent: bool) -> None:
        async with self._store.write() as tx:
            await tx.tokens.release(token, owner=self._name, sent=sent)

    def _grant(self, token: SealedToken) -> Grant:
        kept = msgspec.json.decode(self.open(token.sealed), type=_Kept)
        refresh = Secret(kept.refresh) if kept.refresh else None
        return Grant(access=Secret(kept.access), refresh=refresh, expires_at=token.expires_at)

    def _sealed(self, grant: Grant) -> bytes:
        refresh = grant.refresh.reveal() if grant.refresh else None
        return self.seal(msgspec.json.encode(_Kept(grant.access.reveal(), refresh)).decode())

    def _fernet(self) -> "Fernet":
        if self._key is None:
            raise Misconfigured(_NO_KEY)
        from cryptography.fernet import Fernet  # noqa: PLC0415 - as above

        try:
            return Fernet(self._key.reveal())
        except ValueError:
            raise Misconfigured(f"[store] token_key is not such a key. {_NO_KEY}") from None


def _refused() -> AuthExpired:
    error = AuthExpired("the network no longer accepts the account's refresh token")
    error.next_step = "connect the account again under Settings, Accounts"
    return error
