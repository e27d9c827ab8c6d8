"""A source made of named streams, and the streams of conversations both networks share."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from connectors._graph.messages import MESSAGE_FIELDS, NEWEST, Own, read_thread, standing, withheld_since
from connectors._graph.payloads import Json, moment_or_none
from connectors._graph.streams import ListStream, Reach, Stream
from monitor.domain.errors import Misconfigured
from monitor.domain.streams import Page

CONVERSATION_FIELDS = f"id,updated_time,participants,messages.limit({NEWEST}){{{MESSAGE_FIELDS}}}"
_THREAD_OVERLAP = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class GraphSource:
    """One account's streams by name."""

    named: Mapping[str, Stream]

    @property
    def streams(self) -> Sequence[str]:
        """Names of the streams."""
        return tuple(self.named)

    async def fetch(self, stream: str, cursor: str | None, *, now: datetime) -> Page:
        """Fetch one page of the stream. Raises Misconfigured for one that the settings do not want (any more)."""
        wanted = self.named.get(stream)
        if wanted is None:
            raise Misconfigured(f"there is no stream {stream!r} under the settings of this account")
        return await wanted.fetch(cursor, now=now)


@dataclass(slots=True)
class Paced:
    """A stream that is never asked more often than Meta allows for this edge; `pause` in seconds.

    `tick` tells the seconds of a clock that only goes forward, `rest` lets some of them pass.
    """

    stream: Stream
    pause: float
    tick: Callable[[], float] = time.monotonic
    rest: Callable[[float], Awaitable[None]] = asyncio.sleep
    _last: float = field(default=float("-inf"), init=False)

    async def fetch(self, cursor: str | None, *, now: datetime) -> Page:
        """Fetch, after a rest if the last call was just now."""
        now_at = self.tick()
        wait = max(0.0, self._last + self.pause - now_at)
        self._last = now_at + wait
        if wait:
            await self.rest(wait)
        return await self.stream.fetch(cursor, now=now)


def conversations(reach: Reach, own: Own, *, page_id: str, platform: str) -> ListStream:
    """Make the stream of private conversations, newest activity first; Instagram's come through the Page too."""
    return ListStream(
        reach=reach,
        node=page_id,
        edge="conversations",
        args={"platform": platform, "fields": CONVERSATION_FIELDS},
        size=min(reach.page_size, 25),  # each brings its 20 newest messages
        read=lambda thread: read_thread(own, thread),
        time=_updated,
        overlap=_THREAD_OVERLAP,
        ordered=True,
        withheld=withheld_since,
        standing=lambda thread: standing(own, thread),
    )


def _updated(thread: Json) -> float | None:
    found = moment_or_none(thread.get("updated_time"))
    return found.timestamp() if found else None
