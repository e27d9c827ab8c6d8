"""Facebook's streams: comments under our posts and ads, visitors' posts, posts that tag us, conversations."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from connectors._graph.messages import Own
from connectors._graph.payloads import Json, moment_or_none, readable
from connectors._graph.source import GraphSource, conversations
from connectors._graph.streams import ListStream, PostStream, Reach, Read, Stream
from connectors.facebook import normalise

_COMMENT_ARGS = {"filter": "stream", "order": "reverse_chronological", "fields": normalise.COMMENT_FIELDS}
"""`stream` brings replies too; without it Meta shows top-level comments only."""
_ADVERTS = {"fields": normalise.POST_FIELDS, "include_inline_create": "true"}
"""Also those made while the advertisement was set up, not only those made as posts first."""
_TAG_OVERLAP = timedelta(hours=24)
"""A post can tag us by an edit, long after it was written."""


def facebook_source(
    reach: Reach, messages: Reach, own: Own, *, depth: int, advertisements: bool = False
) -> GraphSource:
    """Make the source of one Page; `depth` is how many posts are looked at again for late comments.

    Advertisements that were never published on the Page are in none of its lists but one, whose reading needs rights
    of its own; so it is a stream of its own, and a right that lapses stops nothing else.
    """
    others = {"fields": normalise.OTHERS_POST_FIELDS}
    streams: dict[str, Stream] = {
        "comments": _posts(reach, own, "published_posts", {"fields": normalise.POST_FIELDS}, None, depth),
        "visitor_posts": _posts(reach, own, "visitor_posts", others, _others(own, "visitor_posts"), depth),
        "tagged": _tagged(reach, own),
        "messages": conversations(messages, own, page_id=own.id, platform="messenger"),
    }
    if advertisements:
        streams["advertisements"] = _posts(reach, own, "ads_posts", _ADVERTS, None, depth)
    return GraphSource(streams)


def _posts(
    reach: Reach, own: Own, edge: str, args: Mapping[str, Any], read_post: Read | None, depth: int
) -> PostStream:
    return PostStream(
        reach=reach,
        node=own.id,
        edge=edge,
        args=args,
        size=100,
        listed=normalise.listed,
        comment_args=_COMMENT_ARGS,
        comment_size=reach.page_size,
        read_comment=lambda item, post: readable(own.account, lambda it: normalise.comment(own, it, post), [item]),
        times=lambda item: [time for time in [_created(item)] if time is not None],
        depth=depth,
        read_post=read_post,
    )


def _tagged(reach: Reach, own: Own) -> ListStream:
    return ListStream(
        reach=reach,
        node=own.id,
        edge="tagged",
        args={"fields": normalise.TAGGED_FIELDS},
        size=reach.page_size,
        read=_others(own, "tagged"),
        time=_created,
        overlap=_TAG_OVERLAP,
    )


def _others(own: Own, stream: str) -> Read:
    return lambda item: readable(own.account, lambda it: normalise.post(own, it, stream), [item])


def _created(item: Json) -> float | None:
    found = moment_or_none(item.get("created_time"))
    return found.timestamp() if found else None
