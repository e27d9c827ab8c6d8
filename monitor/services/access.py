"""Log in and out: passwords as Argon2 hashes, sessions by the hash of a random token."""

import asyncio
import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from monitor.domain.errors import Misconfigured, NotFound, Rejected
from monitor.ports import Now, Store, User

ROLES = ("agent", "lead", "manager", "admin")
SHORTEST_PASSWORD = 12
"""Characters; NIST SP 800-63B asks for at least 8, and for length before composition rules."""

_hasher = PasswordHasher()


@dataclass(frozen=True, slots=True)
class Session:
    """A log-in: the token goes into the cookie, only its hash is stored."""

    token: str
    user: User


class Access:
    """Who may come in."""

    def __init__(self, store: Store, *, now: Now, lasts: timedelta) -> None:
        self._store = store
        self._now = now
        self._lasts = lasts

    async def add_user(self, name: str, role: str, password: str, *, language: str = "en") -> None:
        """Create the user, or give an existing one a new role and password.

        Raises Misconfigured for an unknown role or a short password.
        """
        if role not in ROLES:
            raise Misconfigured(f"there is no role {role!r}; roles are {', '.join(ROLES)}")
        if len(password) < SHORTEST_PASSWORD:
            raise Misconfigured(f"the password is shorter than {SHORTEST_PASSWORD} characters")
        hashed = await asyncio.to_thread(_hasher.hash, password)
        async with self._store.write() as tx:
            await tx.users.add(User(name=name, role=role, password_hash=hashed, language=language))
            await tx.events.append("user.added", now=self._now(), data={"user": name, "role": role})

    async def remove_user(self, name: str) -> None:
        """Let somebody in no more, at once.

        The trail keeps their name; a word they gave to a text that still waits counts as an agent's from now on.

        Raises NotFound, and Rejected for the last admin: nobody else could connect an account.
        """
        async with self._store.write() as tx:
            if await tx.users.get(name) is None:
                raise NotFound(f"there is no user {name!r}")
            if await tx.users.of_roles(["admin"]) == [name]:
                raise Rejected(f"{name} is the last admin; add another first", rule="last_admin")
            await tx.users.remove(name)
            await tx.events.append("user.removed", now=self._now(), data={"user": name})

    async def speak(self, name: str, language: str) -> None:
        """Show this user the screens in another language from now on. Raises NotFound."""
        async with self._store.write() as tx:
            user = await tx.users.get(name)
            if user is None:
                raise NotFound(f"there is no user {name!r}")
            await tx.users.add(replace(user, language=language))

    async def log_in(self, name: str, password: str) -> Session | None:
        """Open a session, or None when name or password is wrong."""
        async with self._store.read() as tx:
            user = await tx.users.get(name)
        if not await asyncio.to_thread(_matches, user, password) or user is None:
            return None
        token = secrets.token_urlsafe(32)
        now = self._now()
        async with self._store.write() as tx:
            await tx.users.open_session(_hash(token), user.name, now=now, until=now + self._lasts)
            await tx.events.append("user.logged_in", now=now, actor=user.name)
        return Session(token, user)

    async def user_of(self, token: str) -> User | None:
        """Whose session the token opens."""
        async with self._store.read() as tx:
            return await tx.users.session_user(_hash(token), now=self._now())

    async def log_out(self, token: str) -> None:
        """End the session."""
        async with self._store.write() as tx:
            await tx.users.close_session(_hash(token))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@cache
def _nobody() -> str:
    return _hasher.hash("nobody")


def _matches(user: User | None, password: str) -> bool:
    """Compare; an unknown name takes as long as a wrong password, so that the time tells nothing."""
    try:
        return _hasher.verify(user.password_hash if user else _nobody(), password)
    except (VerificationError, InvalidHashError):
        return False
