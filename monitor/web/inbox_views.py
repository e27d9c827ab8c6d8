"""Reads a page of the inbox for the page and the API, and names places in its order."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

from config.settings import AccountSettings
from monitor.domain.cases import Case, CaseState
from monitor.domain.errors import Rejected
from monitor.web.answers import BAD_REQUEST
from monitor.web.desk import Desk
from monitor.web.views import InboxView, row_view

FOR_APPROVAL = "for_approval"
"""Not a state of cases: those with a draft that waits for somebody's approval."""
_POSITION = re.compile(r"(?P<moment>[0-9]{4}-[0-9-]{5}T[0-9:.]{15}Z)~(?P<id>[0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class Sieve:
    """Which brand and network a person wants to see, empty for all, and what there is to choose from."""

    brand: str
    network: str
    brands: tuple[str, ...]
    networks: tuple[str, ...]
    accounts: list[str] | None  # None when nothing is left out

    @property
    def query(self) -> str:
        """What an address carries of it; starts with `&`, empty when nothing is left out."""
        chosen = {"brand": self.brand, "network": self.network}
        return "".join(f"&{name}={quote(value)}" for name, value in chosen.items() if value)


def sieve_of(accounts: Mapping[str, AccountSettings], brand: str, network: str) -> Sieve:
    """Read what was chosen; a brand or network that is not there leaves nothing out."""
    brands = tuple(sorted({account.brand for account in accounts.values()}))
    networks = tuple(sorted({account.network for account in accounts.values()}))
    brand, network = brand if brand in brands else "", network if network in networks else ""
    kept = [
        name for name, account in accounts.items() if brand in {"", account.brand} and network in {"", account.network}
    ]
    return Sieve(brand, network, brands, networks, kept if brand or network else None)


async def read_inbox(desk: Desk, state: str, accounts: list[str] | None, after: str, limit: int = 50) -> InboxView:
    """Read a page of the inbox, by time due moved ahead by gravity.

    Raises Rejected for a state or position that cannot be read.
    """
    if state not in {*CaseState, "all", FOR_APPROVAL}:
        known = ", ".join((*CaseState, "all", FOR_APPROVAL))
        raise Rejected(f"there is no state {state!r}; there are {known}", rule=BAD_REQUEST)
    states = [CaseState(state)] if state in set(CaseState) else list(CaseState)
    waiting = state == FOR_APPROVAL
    async with desk.store.read() as tx:
        rows = await tx.cases.inbox(
            states=states, accounts=accounts, after=_position(after), limit=limit + 1, for_approval=waiting
        )
        counts = dict(await tx.cases.counts(now=desk.now(), accounts=accounts, states=[CaseState.OPEN]))
        needs = await desk.sign_off.needs(tx, [row.case for row in rows[:limit]])
    last = rows[limit - 1].case if len(rows) > limit else None
    return InboxView(
        rows=[row_view(row, desk.now(), needs.get(row.case.id)) for row in rows[:limit]],
        counts=counts,
        next=_position_of(last) if last else "",
    )


def _position_of(case: Case) -> str:
    """Name the place of a case in the order; ends in Z, as a plus sign does not survive in an address."""
    return f"{case.priority.rank_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}~{case.id}"


def _position(after: str) -> tuple[datetime, int] | None:
    if not after:
        return None
    found = _POSITION.fullmatch(after)
    try:
        moment = datetime.fromisoformat(found["moment"]) if found else None
    except ValueError:
        moment = None
    if found is None or moment is None:
        raise Rejected("`after` is not a position this API gave", rule=BAD_REQUEST)
    return moment, int(found["id"])
