"""The two kinds of streams on the Graph API: a list that shows the newest first, and the comments of many posts."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from connectors._graph import revisits, walks
from connectors._graph.client import GraphClient
from connectors._graph.errors import consequences
from connectors._graph.paging import EdgePage, next_cursor, read_edge
from connectors._graph.payloads import Json, id_or_none, objects
from connectors._graph.usage import Budget, Usage, rates_of, read_usage
from monitor.domain.errors import AsideError, Gone, RateLimited, Rejected
from monitor.domain.gaps import Cause, Gap
from monitor.domain.streams import Page, Record, Standing
from monitor.ports.pace import note

Read = Callable[[Json], tuple[Record, ...]]
_CALLS_A_FETCH = 10
_SECONDS_A_FETCH = 20.0
"""A fetch that goes on without finding anything ends by then, so that its lease outlives it on a slow day."""


class Stream(Protocol):
    """One stream of one account."""

    async def fetch(self, cursor: str | None, *, now: datetime) -> Page:
        """Fetch the next page; raises what `Source.fetch` raises."""
        ...


@dataclass(frozen=True, slots=True)
class Reach:
    """Who reads, how far back, how much at once, and under which budget (`kind` as in Meta's usage header)."""

    client: GraphClient
    ids: tuple[str, ...]
    kind: str
    backfill_hours: float
    page_size: int
    budget: Budget = field(default_factory=Budget)

    @contextmanager
    def calls(self, now: datetime) -> Iterator[None]:
        """Let the calls inside happen while the budget is open; failures leave as errors that name what to do."""
        self.budget.check(now)
        try:
            with consequences(now=now):
                yield
        except RateLimited as refused:
            self.budget.close(refused.until)
            note(*rates_of(Usage(100.0, refused.until - now), self.kind))
            raise

    def page(
        self,
        records: tuple[Record, ...],
        cursor: str,
        *,
        more: bool,
        headers: Mapping[str, str],
        up_to: datetime | None = None,
        gaps: tuple[Gap, ...] = (),
    ) -> Page:
        """Make a page; when the budget is spent it asks for a pause instead of more (the cursor goes on from there)."""
        usage = read_usage(headers, ids=self.ids, kind=self.kind)
        note(*rates_of(usage, self.kind))
        more = more and not usage.spent
        return Page(records, cursor, more=more, up_to=up_to, next_poll_after=usage.pause, gaps=gaps)


@dataclass(frozen=True, slots=True)
class ListStream:
    """A list that shows the newest first: conversations, tagged posts.

    `time` tells when an item last moved (None where it cannot be read), `ordered` that the list strictly follows it;
    `overlap` is how far behind its mark each walk still goes; `withheld` tells what of an item Meta keeps back since
    that mark (epoch seconds); `standing` what of an item is shown, so that the rest of it is known to be gone.
    """

    reach: Reach
    node: str
    edge: str
    args: Mapping[str, Any]
    size: int
    read: Read
    time: Callable[[Json], float | None]
    overlap: timedelta
    ordered: bool = False
    withheld: Callable[[Json, int], Gap | None] | None = None
    standing: Callable[[Json], Standing | None] | None = None

    async def fetch(self, cursor: str | None, *, now: datetime) -> Page:
        """Fetch one page of the walk."""
        state = walks.begin(cursor, now=now, backfill_hours=self.reach.backfill_hours)
        assert state.walk is not None
        try:
            with self.reach.calls(now):
                page = await read_edge(
                    self.reach.client,
                    self.node,
                    self.edge,
                    size=state.walk.size or self.size,
                    after=state.walk.after,
                    **self.args,
                )
        except Rejected as refused:
            if refused.rule != "invalid_request" or state.walk.after is None:
                raise
            state.walk = None  # the page cursor has grown too old; the mark has not moved, so the walk begins again
            return Page((), walks.encoded(state))
        floor = state.floor
        records = tuple(record for item in page.items for record in self.read(item) if is_recent(record, floor))
        times = [time for item in page.items if (time := self.time(item)) is not None]
        after = walks.turned(state, page, times, overlap=self.overlap, ordered=self.ordered)
        over = after.walk is None
        whole = datetime.fromtimestamp(after.since, UTC) if over and after.since > state.since else None
        gaps = behind(cursor, floor) + self._withheld(page.items, state.since)
        found = self.reach.page(
            records, walks.encoded(after), more=not over, headers=page.headers, up_to=whole, gaps=gaps
        )
        shown = (self.standing(item) for item in page.items) if self.standing else ()
        return replace(found, standing=tuple(each for each in shown if each))

    def _withheld(self, items: Sequence[Json], since: int) -> tuple[Gap, ...]:
        if self.withheld is None:
            return ()
        return tuple(gap for item in items if (gap := self.withheld(item, since)) is not None)


@dataclass(frozen=True, slots=True)
class PostStream:
    """The comments of an account's posts, and the posts themselves where others wrote them.

    `read_post` is None where the posts are our own. `depth` is how many posts are looked at again.
    """

    reach: Reach
    node: str
    edge: str
    args: Mapping[str, Any]
    size: int
    listed: Callable[[Json], revisits.Listed]
    comment_args: Mapping[str, Any]
    comment_size: int
    read_comment: Callable[[Json, str], tuple[Record, ...]]
    times: Callable[[Json], list[float]]
    depth: int
    read_post: Read | None = None
    threaded: bool = False
    replies_size: int = field(default=50)

    async def fetch(self, cursor: str | None, *, now: datetime) -> Page:
        """Look at posts and fetch one page of comments; a round of many pages asks for more.

        An error after the first call of a fetch gives way to what was reached until then; it comes back by itself.
        """
        state = revisits.begin(cursor, now=now, backfill_hours=self.reach.backfill_hours)
        ends = time.monotonic() + _SECONDS_A_FETCH
        gaps = behind(cursor, state.floor)
        page = replace(await self._step(state, now=now), gaps=gaps)
        for _ in range(_CALLS_A_FETCH - 1):
            if page.records or not state.step or time.monotonic() > ends:
                break
            try:
                page = replace(await self._step(state, now=now), gaps=gaps)
            except AsideError:
                return Page((), page.cursor, more=True, gaps=gaps)
        return page

    async def _step(self, state: revisits.RoundCursor, *, now: datetime) -> Page:
        after = self._after(state)
        try:
            with self.reach.calls(now):
                page = await self._next_page(state, after)
        except Gone:
            if state.step != "read":
                raise
            revisits.forget(state)
            return self._page(state, (), {})
        except Rejected as refused:
            if refused.rule != "invalid_request" or after is None:
                raise
            revisits.break_off(state)
            return self._page(state, (), {})
        records = self._take_comments(state, page) if state.step == "read" else self._take_posts(state, page)
        return self._page(state, records, page.headers)

    def _after(self, state: revisits.RoundCursor) -> str | None:
        match state.step:
            case "read":
                return state.queue[0].walk.after
            case "sweep":
                return state.sweep.after if state.sweep else None
        return None

    async def _next_page(self, state: revisits.RoundCursor, after: str | None) -> EdgePage:
        client = self.reach.client
        if state.step != "read":
            return await read_edge(client, self.node, self.edge, size=state.size or self.size, after=after, **self.args)
        reading = state.queue[0]
        size = reading.walk.size or self.comment_size
        edge = "comments" if reading.node == reading.post else "replies"
        return await read_edge(client, reading.node, edge, size=size, after=after, **self.comment_args)

    def _take_posts(self, state: revisits.RoundCursor, page: EdgePage) -> tuple[Record, ...]:
        posts = [self.listed(item) for item in page.items if id_or_none(item.get("id"))]
        news = revisits.news_of(state, posts) if self.read_post else frozenset()
        revisits.listed(state, posts, page, depth=self.depth, threaded=self.threaded)
        if self.read_post is None:
            return ()
        return tuple(
            record for item in page.items if id_or_none(item.get("id")) in news for record in self.read_post(item)
        )

    def _take_comments(self, state: revisits.RoundCursor, page: EdgePage) -> tuple[Record, ...]:
        reading = state.queue[0]
        found = [record for item in page.items for record in self.read_comment(item, reading.post)]
        times = [time for item in page.items for time in self.times(item)]
        revisits.read(state, page, times)
        for item in page.items if self.threaded else ():
            behind = self._more_replies(item)
            comment = id_or_none(item.get("id"))
            if behind and comment:
                revisits.read_replies(state, reading, comment, behind)
        return tuple(record for record in found if is_recent(record, state.floor))

    def _more_replies(self, comment: Json) -> str | None:
        """Cursor behind a comment's first replies: Meta may leave `next` out of nested lists, so a full one counts."""
        replies = comment.get("replies")
        if replies is None or len(objects(replies)) < self.replies_size:
            return next_cursor(replies)
        after = replies.get("paging", {}).get("cursors", {}).get("after")
        return after if isinstance(after, str) else next_cursor(replies)

    def _page(self, state: revisits.RoundCursor, records: tuple[Record, ...], headers: Mapping[str, str]) -> Page:
        more = bool(state.step)
        return self.reach.page(records, walks.encoded(state), more=more, headers=headers, up_to=revisits.up_to(state))


def behind(cursor: str | None, floor: int) -> tuple[Gap, ...]:
    """What lies behind the first fetch of a stream: everything before the backfill bound."""
    return () if cursor else (Gap(cause=Cause.BACKFILL, end=datetime.fromtimestamp(floor, UTC)),)


def is_recent(record: Record, floor: int) -> bool:
    """Whether a record is not older than the backfill bound; what has no time of its own always counts."""
    mention = getattr(record, "mention", None)
    return mention is None or mention.created_at.timestamp() >= floor
