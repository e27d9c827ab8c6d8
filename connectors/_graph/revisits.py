"""Which posts to read comments of, and how far: a cursor over many posts, as pure functions.

Networks give no list of new comments, only comments by post. One round: look at the newest posts, then at one page
of the older ones (a sweep that goes round and round), read those where something moved, in turns, so that neither a
huge thread nor many old posts keep new ones waiting.

Something moved when the count or the time of the last change is another. Since edits and un-hidings change neither,
posts that were lively lately are read again after a while. State is one short mark for each post the sweep covers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import msgspec

from connectors._graph.paging import EdgePage
from connectors._graph.walks import Progress, decoded, in_a_circle, stepped

DAY = 86_400
_OVERLAP = DAY
_LIVELY = 2 * DAY
_SHORTEST_RECHECK = 60
_RECHECK_SHARE = 8
"""A post is read again when an eighth of the time since its newest comment has passed: most edits come early."""
_RECHECK_BACK = 7 * DAY
_BIG_THREAD = 100
_CLOCK_SKEW = 120
_PAGES_A_READING = 200
_READS_BETWEEN_LOOKS = 20


class Mark(msgspec.Struct, array_like=True):
    """What was known of a post when its comments were last read; times in epoch seconds, 0 = never."""

    count: int
    updated: int
    read: int
    newest: int
    listed: int


class Reading(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Comments of `post` being read from `node` (the post, or a comment with very many replies)."""

    post: str
    node: str
    count: int
    updated: int
    bound: int
    want: int
    fresh: int
    walk: Progress
    found: int = 0
    newest: int = 0


class RoundCursor(msgspec.Struct, kw_only=True, omit_defaults=True):
    """The whole cursor. `step` is "" between rounds; `swept` is when the last complete sweep began."""

    floor: int
    swept: int = 0
    step: str = ""
    began: int = 0
    reads: int = 0
    gap: bool = False
    size: int = 0
    marks: dict[str, Mark] = {}
    sweep: Progress | None = None
    passed: int = 0
    queue: list[Reading] = []


@dataclass(frozen=True, slots=True)
class Listed:
    """A post as its list shows it; `updated` None where the network does not tell, `count` where it is unknown."""

    id: str
    created: int
    count: int | None
    updated: int | None

    def same_as(self, mark: Mark) -> bool:
        """Whether nothing visible moved since."""
        return self.counted == mark.count and (self.updated or 0) <= mark.updated

    @property
    def counted(self) -> int:
        """Count for the mark, -1 where it is unknown."""
        return -1 if self.count is None else self.count


def begin(cursor: str | None, *, now: datetime, backfill_hours: float) -> RoundCursor:
    """Read a stored cursor, or start at the backfill bound; a round is under way in what is returned."""
    floor = int((now - timedelta(hours=backfill_hours)).timestamp())
    found = decoded(cursor, RoundCursor) or RoundCursor(floor=floor)
    if not found.step:
        found.step, found.began, found.reads, found.gap = "head", int(now.timestamp()), 0, False
    return found


def news_of(cursor: RoundCursor, posts: Iterable[Listed]) -> frozenset[str]:
    """Ids of listed posts that are new to us or were changed, and not older than the backfill bound."""
    return frozenset(
        post.id
        for post in posts
        if post.created >= cursor.floor
        and ((mark := cursor.marks.get(post.id)) is None or (post.updated or 0) > mark.updated)
    )


def listed(cursor: RoundCursor, posts: Sequence[Listed], page: EdgePage, *, depth: int, threaded: bool) -> None:
    """Take in a page of posts: queue what moved, remember the rest, move the sweep.

    `threaded`: replies hang on old comments, which no order by time brings to the front (Instagram).
    """
    head = cursor.step == "head"
    queued = {reading.post for reading in cursor.queue}
    for post in posts:
        if post.id not in queued:
            _take(cursor, post, threaded=threaded)
    cursor.size = page.size
    _move_sweep(cursor, page, len(posts), depth=depth, head=head)
    cursor.step = "sweep" if cursor.sweep and (head or not cursor.swept) else "read"
    _end_if_idle(cursor)


def read(cursor: RoundCursor, page: EdgePage, times: Sequence[float]) -> None:
    """Take in a page of comments of the first reading in the queue; `times` holds those of replies too."""
    reading = cursor.queue.pop(0)
    reading.found += sum(time >= reading.fresh for time in times)
    reading.newest = max(reading.newest, int(max(times, default=0)))
    known = bool(times) and max(times) < reading.bound and reading.found >= reading.want
    circle = in_a_circle(reading.walk, page)
    if known or page.after is None or reading.walk.pages >= _PAGES_A_READING:
        _finish(cursor, reading)
    elif circle:
        cursor.gap = True  # the mark stays, so that the post is read again
    else:
        reading.walk = stepped(reading.walk, page)
        cursor.queue.append(reading)  # others have their turn first
    cursor.reads += 1
    if cursor.reads % _READS_BETWEEN_LOOKS == 0 and cursor.queue:
        cursor.step = "head"
    _end_if_idle(cursor)


def read_replies(cursor: RoundCursor, parent: Reading, comment: str, after: str) -> None:
    """Queue the rest of one comment's replies."""
    walk = Progress(began=cursor.began, after=after)
    cursor.queue.append(
        Reading(post=parent.post, node=comment, count=0, updated=0, bound=0, want=0, fresh=parent.fresh, walk=walk)
    )
    cursor.step = cursor.step or "read"


def forget(cursor: RoundCursor) -> None:
    """Drop the first reading: its post is gone."""
    reading = cursor.queue.pop(0)
    if reading.node == reading.post:
        cursor.marks.pop(reading.post, None)
    _end_if_idle(cursor)


def break_off(cursor: RoundCursor) -> None:
    """Give up a page cursor the network no longer accepts; the list is read from its beginning again."""
    if cursor.step == "read" and cursor.queue:
        cursor.queue.pop(0)
        cursor.gap = True
    else:
        cursor.sweep = None
        cursor.step = "read"
    _end_if_idle(cursor)


def up_to(cursor: RoundCursor) -> datetime | None:
    """Moment up to which everything is here; None in the middle of a round, or with a gap in it."""
    if cursor.step or cursor.gap or not cursor.swept:
        return None
    return datetime.fromtimestamp(cursor.swept, UTC)


def _take(cursor: RoundCursor, post: Listed, *, threaded: bool) -> None:
    mark = cursor.marks.get(post.id)
    if mark:
        mark.listed = cursor.began
    reading = _reading_of(post, mark, cursor, threaded=threaded)
    if reading:
        cursor.queue.append(reading)
    elif mark is None:
        cursor.marks[post.id] = Mark(post.counted, post.updated or 0, cursor.began, 0, cursor.began)
    else:
        mark.count, mark.updated = post.counted, post.updated or 0


def _reading_of(post: Listed, mark: Mark | None, cursor: RoundCursor, *, threaded: bool) -> Reading | None:
    now, floor, want, since = cursor.began, cursor.floor, 0, cursor.floor
    if mark is None:
        if post.count == 0 or (post.updated is not None and post.updated < floor):
            return None
    elif not post.same_as(mark):
        since = mark.read
        want = max(0, post.counted - max(mark.count, 0)) if post.count is not None else 0
    elif _is_due_again(mark, now, threaded=threaded):
        since = now - _RECHECK_BACK
        want = post.counted if threaded else 0
    else:
        return None
    return Reading(
        post=post.id,
        node=post.id,
        count=post.counted,
        updated=post.updated or 0,
        bound=max(floor, since - _OVERLAP),
        want=want,
        fresh=since - _CLOCK_SKEW,
        walk=Progress(began=now),
    )


def _is_due_again(mark: Mark, now: int, *, threaded: bool) -> bool:
    pause = max(_SHORTEST_RECHECK, (now - mark.newest) // _RECHECK_SHARE)
    whole = 1 + max(mark.count, 0) // _BIG_THREAD if threaded else 1  # threads that must be read to their end
    return mark.newest >= now - _LIVELY and now - mark.read >= pause * whole


def _move_sweep(cursor: RoundCursor, page: EdgePage, passed: int, *, depth: int, head: bool) -> None:
    if head and (cursor.sweep is None or page.after is None):
        cursor.sweep, cursor.passed = Progress(began=cursor.began), 0
    elif head:
        return
    assert cursor.sweep is not None
    cursor.passed += passed
    if page.after is None or cursor.passed >= depth or in_a_circle(cursor.sweep, page):
        cursor.swept, cursor.sweep = cursor.sweep.began, None
        cursor.marks = {post: mark for post, mark in cursor.marks.items() if mark.listed >= cursor.swept}
    else:
        cursor.sweep = stepped(cursor.sweep, page)


def _finish(cursor: RoundCursor, reading: Reading) -> None:
    if reading.node != reading.post:
        return
    old = cursor.marks.get(reading.post)
    newest = max(reading.newest, old.newest if old else 0)
    cursor.marks[reading.post] = Mark(reading.count, reading.updated, reading.walk.began, newest, cursor.began)


def _end_if_idle(cursor: RoundCursor) -> None:
    if cursor.step == "read" and not cursor.queue:
        cursor.step = ""
