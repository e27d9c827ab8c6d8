"""Looks posts up by their ids, to learn which of them their authors deleted.

A post that is looked up costs what a post read costs, so the budget is a setting; a missing one costs nothing. Only
ids are asked for: no author, no picture. What comes back is not read: an edited post looked up by its first id shows
its first words.
"""

from collections.abc import Sequence
from datetime import datetime

from connectors.x.answers import read
from connectors.x.client import XClient
from connectors.x.includes import fitting
from connectors.x.shapes import PartialError
from monitor.ports.recheck import Scope

BATCH = 100
"""Ids X takes at once."""


class XRechecker:
    """Implements the port Rechecker."""

    def __init__(self, client: XClient, streams: Sequence[str], *, a_day: int) -> None:
        self._client = client
        self.scope = Scope(streams=tuple(streams), batch=BATCH, a_day=a_day)

    async def gone(self, remote_ids: Sequence[str], *, now: datetime) -> frozenset[str]:
        """Ask for a batch. A protected author's post is another error and counts as standing.

        Raises RateLimited, Retryable, AuthExpired, PermissionMissing, BadPayload.
        """
        answer = await self._client.get_tweets(ids=list(remote_ids), user_auth=self._client.signs)
        payload = answer.json_object() if answer.ok else read(answer, now=now)
        return frozenset(remote_ids) & {
            error.resource_id
            for error in fitting(payload.get("errors"), PartialError)
            if error.resource_type in {"tweet", "post"} and error.type.endswith("/resource-not-found")
        }
