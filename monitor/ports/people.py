"""The store's doors for who did what: users, sessions, events."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, for live screens and the audit trail; `data` holds ids and codes only."""

    seq: int
    at: datetime
    kind: str
    case_id: int | None
    actor: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody who may log in."""

    name: str
    role: str  # agent | lead | manager | admin
    password_hash: str
    language: str = "en"


class Users(Protocol):
    """People who may log in, and their sessions."""

    async def add(self, user: User) -> None:
        """Insert or replace by name; a new password ends the user's sessions."""
        ...

    async def get(self, name: str) -> User | None:
        """One user."""
        ...

    async def remove(self, name: str) -> None:
        """Take the user away and end their sessions; what they did keeps their name."""
        ...

    async def of_roles(self, roles: Collection[str]) -> list[str]:
        """Names of those who have one of the roles, in order."""
        ...

    async def count(self) -> int:
        """How many there are."""
        ...

    async def open_session(self, token_hash: str, name: str, *, now: datetime, until: datetime) -> None:
        """Remember a log-in by the hash of its token."""
        ...

    async def session_user(self, token_hash: str, *, now: datetime) -> User | None:
        """Whose session it is, None when unknown or over."""
        ...

    async def close_session(self, token_hash: str) -> None:
        """Log out."""
        ...


class Events(Protocol):
    """The audit trail, which live screens read too."""

    async def append(
        self,
        kind: str,
        *,
        now: datetime,
        case_id: int | None = None,
        actor: str = "aside",
        data: Mapping[str, Any] | None = None,
    ) -> None:
        """Record that something happened."""
        ...

    async def after(self, seq: int, *, limit: int = 500) -> list[Event]:
        """Events after `seq`, in order."""
        ...

    async def last_seq(self) -> int:
        """The newest sequence number, 0 when there is none."""
        ...
