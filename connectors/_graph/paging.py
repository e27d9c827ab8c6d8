"""Pages of an edge: cursors only, never a `next` link (it holds a token and may lead elsewhere)."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yarl import URL

from connectors._graph.client import GraphAnswer, GraphClient
from connectors._graph.errors import GraphFailure
from connectors._graph.payloads import Json, inner, objects, short_text
from monitor.domain.errors import BadPayload

_SMALLEST = 5


@dataclass(frozen=True, slots=True)
class EdgePage:
    """One page: its objects, the cursor behind it (None on the last page) and the page size that worked."""

    items: tuple[Json, ...]
    after: str | None
    size: int
    headers: Mapping[str, str]

    @property
    def mark(self) -> str:
        """Recognises a page that comes again: Meta has been seen to repeat one for ever."""
        ids = "|".join(str(item.get("id")) for item in self.items)
        return hashlib.sha256(ids.encode()).hexdigest()[:12] if self.items else ""


async def read_edge(
    client: GraphClient, node: str, edge: str, *, size: int, after: str | None = None, **args: Any
) -> EdgePage:
    """Read one page of an edge, in smaller and smaller pages while Meta asks for "less data" (code 1).

    Raises GraphFailure, BadPayload.
    """
    while True:
        try:
            answer = await client.get_connections(node, edge, limit=size, after=after, **args)
        except GraphFailure as failure:
            if failure.code != 1 or size <= _SMALLEST:
                raise
            size = max(_SMALLEST, size // 2)
        else:
            return _page(answer, size)


def next_cursor(listing: object) -> str | None:
    """Cursor behind a list, None when Meta names no next page; an empty page in the middle has one too."""
    following = short_text(inner({"": listing}, "", "paging", "next"))
    if following is None:
        return None
    after = short_text(inner({"": listing}, "", "paging", "cursors", "after"))
    try:
        return after or URL(following).query.get("after")
    except ValueError:
        return None


def _page(answer: GraphAnswer, size: int) -> EdgePage:
    if not isinstance(answer.get("data"), list):
        raise BadPayload("the answer holds no list")
    return EdgePage(objects(answer), next_cursor(answer), size, answer.headers)
