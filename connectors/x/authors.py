"""Who writes: accounts of X kept for a week, because each one read costs twice a post, and names change seldom."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from connectors.x.answers import read
from connectors.x.client import XClient
from connectors.x.includes import Includes
from connectors.x.shapes import User
from connectors.x.vocabulary import USERS
from monitor.domain.errors import AsideError

KEPT_FOR = timedelta(days=7)
KEPT_AT_MOST = 20_000
PER_CALL = 100


class Authors:
    """Looks accounts up by id; an account X does not show, or a failing look-up, leaves an author without a name."""

    def __init__(self, client: XClient) -> None:
        self._client = client
        self._known: dict[str, tuple[datetime, User | None]] = {}

    async def of(self, ids: Collection[str], *, now: datetime) -> Mapping[str, User]:
        """Give the accounts that can be had; reads only those not read lately."""
        self._forget(now)
        missing = sorted(set(ids) - self._known.keys())
        for start in range(0, len(missing), PER_CALL):
            await self._look_up(missing[start : start + PER_CALL], now)
        return {one: user for one in ids if one in self._known and (user := self._known[one][1]) is not None}

    async def _look_up(self, ids: list[str], now: datetime) -> None:
        try:
            answer = await self._client.get_users(ids=ids, user_auth=self._client.signs, **USERS)
            payload = read(answer, now=now)
        except AsideError:
            return  # names are a comfort: the posts themselves must come in; the next page asks again
        users = Includes.of({"includes": {"users": payload.get("data")}}).users
        self._known |= {one: (now, users.get(one)) for one in ids}

    def _forget(self, now: datetime) -> None:
        if len(self._known) > KEPT_AT_MOST:
            self._known.clear()
        oldest = now - KEPT_FOR
        self._known = {one: entry for one, entry in self._known.items() if entry[0] > oldest}
