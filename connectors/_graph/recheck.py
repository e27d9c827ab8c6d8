"""Looks public texts up one by one, to learn which of them are no more; Meta bills no calls, but counts them."""

from collections.abc import Sequence
from datetime import datetime

from connectors._graph.client import GraphClient
from connectors._graph.errors import consequences
from connectors._graph.payloads import id_or_none
from monitor.domain.errors import BadPayload, Gone, PermissionMissing
from monitor.ports.recheck import Scope

BATCH = 20
A_DAY = 480
"""Look-ups a day: a tenth of what Meta grants a Page for each single engaged user."""


class GraphRechecker:
    """Implements the port Rechecker. `streams` are those under our own posts: others' posts may vanish from our sight.

    100/33 means gone, or out of sight. So a batch counts only if the account itself can still be seen after it.
    """

    def __init__(self, client: GraphClient, own_id: str, streams: Sequence[str]) -> None:
        self._client = client
        self._own_id = own_id
        self.scope = Scope(streams=tuple(streams), batch=BATCH, a_day=A_DAY)

    async def gone(self, remote_ids: Sequence[str], *, now: datetime) -> frozenset[str]:
        """Ask for each. Raises RateLimited, Retryable, AuthExpired, PermissionMissing, BadPayload."""
        missing = frozenset([remote_id for remote_id in remote_ids if not await self._stands(remote_id, now)])
        if missing and not await self._stands(self._own_id, now):
            raise PermissionMissing("the account itself cannot be seen, so nothing can be said of its comments")
        return missing

    async def _stands(self, remote_id: str, now: datetime) -> bool:
        try:
            with consequences(now=now):
                answer = await self._client.get_object(remote_id, fields="id")
        except Gone:
            return False
        if id_or_none(answer.get("id")) is None:
            raise BadPayload("an object without an id")
        return True
