"""Stored tokens and log-ins under way; everything secret comes in and goes out encrypted."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.ports.accounts import LogIn, SealedToken
from monitor.store.dialect import insert_into
from monitor.store.schema import log_ins, tokens

_FREE = {"lease_owner": None, "lease_until": None}


class SqlTokens:
    """`monitor.ports.accounts.Tokens` on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of(self, account: str) -> SealedToken | None:
        """Return the stored pair."""
        row = (await self._connection.execute(select(tokens).where(tokens.c.account == account))).one_or_none()
        return _as_token(row) if row else None

    async def put(self, token: SealedToken, *, now: datetime) -> SealedToken:
        """Store a pair that a person's consent brought, whatever stood there; returns it with its epoch."""
        values = _news(token, now) | {"granted_by": token.granted_by}
        statement = insert_into(self._connection, tokens).values(account=token.account, epoch=1, **values)
        newer = statement.on_conflict_do_update(
            index_elements=["account"], set_=values | {"epoch": tokens.c.epoch + 1}
        ).returning(tokens)
        return _as_token((await self._connection.execute(newer)).one())

    async def lease(self, token: SealedToken, *, owner: str, now: datetime, until: datetime) -> bool:
        """Take the right to renew this very pair and note that its refresh token is about to be sent."""
        free = or_(tokens.c.lease_until.is_(None), tokens.c.lease_until <= now)
        values = {"lease_owner": owner, "lease_until": until, "renewing_since": now}
        statement = update(tokens).where(_same(token), free, tokens.c.dead.is_(False)).values(**values)
        return (await self._connection.execute(statement)).rowcount == 1

    async def release(self, token: SealedToken, *, owner: str, sent: bool) -> None:
        """Give the right back without a new pair; `sent` False takes the note back: nothing reached the network."""
        values: dict[str, Any] = dict(_FREE) if sent else _FREE | {"renewing_since": token.renewing_since}
        mine = _same(token) & (tokens.c.lease_owner == owner)
        await self._connection.execute(update(tokens).where(mine).values(**values))

    async def rotate(self, old: SealedToken, new: SealedToken, *, now: datetime) -> bool:
        """Replace a pair by the one that came for it; False when it is no longer the stored one."""
        values = _news(new, now) | {"epoch": old.epoch + 1}
        return (await self._connection.execute(update(tokens).where(_same(old)).values(**values))).rowcount == 1

    async def kill(self, token: SealedToken) -> None:
        """Note that the network refuses this pair for good; a newer one is left alone."""
        await self._connection.execute(update(tokens).where(_same(token)).values(dead=True, **_FREE))

    async def drop(self, account: str) -> bool:
        """Forget the stored pair; False when there was none."""
        return (await self._connection.execute(delete(tokens).where(tokens.c.account == account))).rowcount == 1

    async def accounts_of(self, granted_by: str) -> list[str]:
        """Accounts whose token this person gave."""
        theirs = select(tokens.c.account).where(tokens.c.granted_by == granted_by).order_by(tokens.c.account)
        return list(await self._connection.scalars(theirs))


class SqlLogIns:
    """`monitor.ports.accounts.LogIns` on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def begin(self, log_in: LogIn, *, now: datetime) -> None:
        """Remember one; those that are over go."""
        await self._connection.execute(delete(log_ins).where(log_ins.c.until <= now))
        row = {each.name: getattr(log_in, each.name) for each in log_ins.c}
        await self._connection.execute(log_ins.insert(), row)

    async def take(self, state_hash: str, *, now: datetime) -> LogIn | None:
        """Use it up; None when it is unknown, used or over."""
        statement = delete(log_ins).where(log_ins.c.state_hash == state_hash).returning(log_ins)
        row = (await self._connection.execute(statement)).mappings().one_or_none()
        return LogIn(**row) if row and row["until"] > now else None


def _same(token: SealedToken) -> ColumnElement[bool]:
    return (tokens.c.account == token.account) & (tokens.c.epoch == token.epoch)


def _news(token: SealedToken, now: datetime) -> dict[str, Any]:
    new = {"sealed": token.sealed, "expires_at": token.expires_at, "saved_at": now}
    return new | _FREE | {"dead": False, "renewing_since": None}


def _as_token(row: Row[Any]) -> SealedToken:
    return SealedToken(
        account=row.account,
        sealed=bytes(row.sealed),
        epoch=row.epoch,
        expires_at=row.expires_at,
        dead=row.dead,
        granted_by=row.granted_by,
        renewing_since=row.renewing_since,
        lease_until=row.lease_until,
    )
