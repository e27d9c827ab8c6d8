"""Reads a page of the inbox for the page and the API, and names places in its order."""

import re
from datetime import UTC, datetime

from monitor.domain.cases import Case, CaseState
from monitor.domain.errors import Rejected
from monitor.web.answers import BAD_REQUEST
from monitor.web.desk import Desk
from monitor.web.views import InboxView, row_view

FOR_APPROVAL = "for_approval"
"""Not a state of cases: those with a draft that waits for somebody's approval."""
_POSITION = re.compile(r"(?P<moment>[0-9]{4}-[0-9-]{5}T[0-9:.]{15}Z)~(?P<id>[0-9]{1,18})")


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
        counts = dict(await tx.cases.counts(now=desk.now()))
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
