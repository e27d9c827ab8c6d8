"""The accounts of the simulated X."""

import re
from collections.abc import Iterable
from datetime import datetime

from connectors.simulator.identities import BRANDS, SimulatedBrand
from connectors.simulator.x.model import User

HANDLE = re.compile(r"[A-Za-z0-9_]{1,15}")
FIRST_ID = 1_600_000_000_000_000_001


class People:
    """All accounts, the brands' among them from the start. Brands take messages from anyone."""

    def __init__(self, opened_at: datetime, brands: Iterable[SimulatedBrand] = BRANDS) -> None:
        self._by_id: dict[str, User] = {}
        self._by_handle: dict[str, User] = {}
        self._opened_at = opened_at
        for brand in brands:
            self.add(brand.x_handle, name=brand.name, user_id=brand.x_user_id, accepts_dms=True)

    def add(
        self,
        username: str,
        *,
        name: str | None = None,
        user_id: str | None = None,
        description: str = "",
        accepts_dms: bool = False,
    ) -> User:
        """Open an account. Raises ValueError for a handle X would not allow or that is taken."""
        if HANDLE.fullmatch(username) is None or username.lower() in self._by_handle:
            raise ValueError("a handle is 1 to 15 of A-Z, a-z, 0-9 and _, and nobody else's")
        user = User(
            id=user_id or str(FIRST_ID + len(self._by_id)),
            username=username,
            name=name or username,
            created_at=self._opened_at,
            description=description,
            accepts_dms=accepts_dms,
        )
        self._by_id[user.id] = self._by_handle[username.lower()] = user
        return user

    def get(self, user_id: str) -> User | None:
        """Find an account by id."""
        return self._by_id.get(user_id)

    def by_handle(self, username: str) -> User | None:
        """Find an account by handle, however it is capitalised."""
        return self._by_handle.get(username.removeprefix("@").lower())

    def known_or_new(self, username: str) -> User:
        """Find an account by handle and open it when nobody has it yet."""
        return self.by_handle(username) or self.add(username.removeprefix("@"))

    def all(self) -> list[User]:
        """List everybody, brands first."""
        return list(self._by_id.values())
