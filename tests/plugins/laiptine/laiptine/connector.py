"""One member's connection."""

from dataclasses import dataclass
from datetime import UTC, datetime

from laiptine.client import LaiptineClient
from laiptine.publisher import LaiptinePublisher
from laiptine.source import LaiptineSource
from monitor.domain.errors import BadPayload
from monitor.ports import Probe

_RIGHTS = ("read", "write", "letters")


@dataclass(frozen=True, slots=True)
class LaiptineConnector:
    """Implements the port Connector."""

    client: LaiptineClient
    source: LaiptineSource
    publisher: LaiptinePublisher

    async def probe(self) -> Probe:
        """Ask whose key it is, until when, and what it may do. Raises like `fetch`."""
        me = await self.client.get("me", now=datetime.now(UTC))
        member, rights = me.get("member"), me.get("rights")
        if not isinstance(member, str) or not isinstance(rights, list):
            raise BadPayload("Laiptinė does not say whose key it is")
        return Probe(
            member,
            str(me.get("name", "")),
            expires_at=_moment(me.get("until")),
            missing=tuple(right for right in _RIGHTS if right not in rights),
        )

    async def aclose(self) -> None:
        """Give back the connections."""
        await self.client.aclose()


def _moment(value: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else None
