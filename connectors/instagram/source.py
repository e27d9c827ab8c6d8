"""Instagram's streams: comments under our media, photo tags, conversations; and @mentions, looked up one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from connectors._graph.messages import Own
from connectors._graph.payloads import Json, moment_or_none, readable
from connectors._graph.source import GraphSource, Paced, conversations
from connectors._graph.streams import ListStream, PostStream, Reach
from connectors.instagram import normalise
from monitor.domain.errors import Gone
from monitor.domain.streams import Page, Record

_MOST = 50
"""Comments and media in one page."""
_CONVERSATIONS_PAUSE = 0.5
"""Seconds between reads of conversations: Meta allows two a second for an account."""
_TAG_OVERLAP = timedelta(hours=24)
"""A photo can tag us by an edit, long after it was published."""


@dataclass(frozen=True, slots=True)
class InstagramSource:
    """The polled streams, and `mention:<media>[:<comment>]` for one @mention a webhook told of.

    Instagram lists no @mentions and its webhook tells only ids, so each is fetched as a stream of its own, once.
    """

    polled: GraphSource
    reach: Reach
    own: Own

    @property
    def streams(self) -> Sequence[str]:
        """Names of the polled streams."""
        return self.polled.streams

    async def fetch(self, stream: str, cursor: str | None, *, now: datetime) -> Page:
        """Fetch one page of a polled stream, or the one mention the name tells."""
        mentioned = normalise.mentioned_in(stream)
        if mentioned is None:
            return await self.polled.fetch(stream, cursor, now=now)
        try:
            with self.reach.calls(now):
                return Page(await self._mention(*mentioned), cursor=None)
        except Gone:
            return Page((), cursor=None)  # deleted, or its owner's account is private

    async def _mention(self, media_id: str, comment_id: str | None) -> tuple[Record, ...]:
        own, client = self.own, self.reach.client
        if comment_id is None:
            fields = f"mentioned_media.media_id({media_id}){{{normalise.MENTIONED_MEDIA_FIELDS}}}"
            answer = await client.get_object(own.id, fields=fields)
            return readable(
                own.account, lambda it: normalise.mentioned_media(own, it, media_id), [answer.get("mentioned_media")]
            )
        fields = f"mentioned_comment.comment_id({comment_id}){{{normalise.MENTIONED_COMMENT_FIELDS}}}"
        answer = await client.get_object(own.id, fields=fields)
        return readable(
            own.account,
            lambda it: normalise.mentioned_comment(own, it, media_id, comment_id),
            [answer.get("mentioned_comment")],
        )


def instagram_source(reach: Reach, messages: Reach, own: Own, *, page_id: str, depth: int) -> InstagramSource:
    """Make the source of one account; `depth` is how many media are looked at again for late comments."""
    talks = conversations(messages, own, page_id=page_id, platform="instagram")
    polled = GraphSource(
        {
            "comments": _comments(reach, own, depth),
            "tags": _tags(reach, own),
            "messages": Paced(talks, _CONVERSATIONS_PAUSE),
        }
    )
    return InstagramSource(polled, reach, own)


def _comments(reach: Reach, own: Own, depth: int) -> PostStream:
    return PostStream(
        reach=reach,
        node=own.id,
        edge="media",
        args={"fields": normalise.MEDIA_FIELDS},
        size=_MOST,
        listed=normalise.listed,
        comment_args={"fields": normalise.COMMENT_FIELDS},
        comment_size=min(reach.page_size, _MOST),
        read_comment=lambda item, media: readable(
            own.account, lambda it: normalise.comment(own, it, media), normalise.with_replies(item)
        ),
        times=_times,
        depth=depth,
        threaded=True,
        replies_size=normalise.REPLIES,
    )


def _tags(reach: Reach, own: Own) -> ListStream:
    return ListStream(
        reach=reach,
        node=own.id,
        edge="tags",
        args={"fields": normalise.TAG_FIELDS},
        size=min(reach.page_size, _MOST),
        read=lambda item: readable(own.account, lambda it: normalise.tag(own, it), [item]),
        time=_written,
        overlap=_TAG_OVERLAP,
    )


def _times(item: Json) -> list[float]:
    return [time for part in normalise.with_replies(item) if (time := _written(part)) is not None]


def _written(item: Json) -> float | None:
    found = moment_or_none(item.get("timestamp"))
    return found.timestamp() if found else None
