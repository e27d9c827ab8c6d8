"""Users and sessions."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from monitor.ports.people import User
from monitor.store.dialect import insert_into
from monitor.store.schema import sessions, users

_CHANGEABLE = ("role", "password_hash", "language")


class SqlUsers:
    """`monitor.ports.people.Users` on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, user: User) -> None:
        """Insert or replace by name; a new password ends the user's sessions: the old one may have been stolen."""
        known = await self.get(user.name)
        if known and known.password_hash != user.password_hash:
            await self._end_sessions(user.name)
        row = {"name": user.name, **{name: getattr(user, name) for name in _CHANGEABLE}}
        statement = insert_into(self._connection, users)
        new = {name: statement.excluded[name] for name in _CHANGEABLE}
        await self._connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_=new), row)

    async def get(self, name: str) -> User | None:
        """One user."""
        row = (await self._connection.execute(select(users).where(users.c.name == name))).one_or_none()
        return _as_user(row) if row else None

    async def remove(self, name: str) -> None:
        """Take the user away and end their sessions; what they did keeps their name."""
        await self._end_sessions(name)
        await self._connection.execute(delete(users).where(users.c.name == name))

    async def _end_sessions(self, name: str) -> None:
        await self._connection.execute(delete(sessions).where(sessions.c.user_name == name))

    async def of_roles(self, roles: Collection[str]) -> list[str]:
        """Names of those who have one of the roles, in order."""
        theirs = select(users.c.name).where(users.c.role.in_(sorted(roles))).order_by(users.c.name)
        return list(await self._connection.scalars(theirs))

    async def count(self) -> int:
        """How many there are."""
        return await self._connection.scalar(select(func.count()).select_from(users)) or 0

    async def open_session(self, token_hash: str, name: str, *, now: datetime, until: datetime) -> None:
        """Remember a log-in by the hash of its token; sessions that are over go."""
        await self._connection.execute(delete(sessions).where(sessions.c.until <= now))
        row = {"token_hash": token_hash, "user_name": name, "opened_at": now, "until": until}
        await self._connection.execute(sessions.insert(), row)

    async def session_user(self, token_hash: str, *, now: datetime) -> User | None:
        """Whose session it is, None when unknown or over."""
        statement = select(users).join(sessions, sessions.c.user_name == users.c.name)
        live = statement.where(sessions.c.token_hash == token_hash, sessions.c.until > now)
        row = (await self._connection.execute(live)).one_or_none()
        return _as_user(row) if row else None

    async def close_session(self, token_hash: str) -> None:
        """Log out."""
        await self._connection.execute(delete(sessions).where(sessions.c.token_hash == token_hash))


def _as_user(row: Row[Any]) -> User:
    return User(name=row.name, role=row.role, password_hash=row.password_hash, language=row.language)
