"""Walks through a list that shows the newest first: how a cursor moves, as pure functions.

A walk notes its progress page by page; the mark `since` moves only when the walk has come down to what was known
before, so a walk broken off anywhere loses nothing and nothing is skipped.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypeVar

import msgspec

from connectors._graph.paging import EdgePage

T = TypeVar("T", bound=msgspec.Struct)
_PAGE_CAP = 2000
_MARKS_KEPT = 16


class Progress(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A walk under way: when it began (epoch seconds), where it is, which pages it has met."""

    began: int
    after: str | None = None
    pages: int = 0
    size: int = 0
    met: list[str] = []


class WalkCursor(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Cursor of a simple stream. Nothing before `floor` is ever reported; everything before `since` is here."""

    floor: int
    since: int
    walk: Progress | None = None


def begin(cursor: str | None, *, now: datetime, backfill_hours: float) -> WalkCursor:
    """Read a stored cursor, or start at the backfill bound; a walk is under way in what is returned."""
    floor = int((now - timedelta(hours=backfill_hours)).timestamp())
    found = decoded(cursor, WalkCursor) or WalkCursor(floor=floor, since=floor)
    if found.walk is None:
        found.walk = Progress(began=int(now.timestamp()))
    return found


def turned(
    cursor: WalkCursor, page: EdgePage, times: Sequence[float], *, overlap: timedelta, ordered: bool = False
) -> WalkCursor:
    """Move on behind a page whose items have these times; without `walk` in the result, the walk is over.

    Where the list is known to be `ordered` by these times, one old item tells that all behind it are old.
    """
    walk = cursor.walk
    assert walk is not None
    bound = cursor.since - overlap.total_seconds()
    known = bool(times) and (min(times) if ordered else max(times)) < bound
    if known or page.after is None:
        return WalkCursor(floor=cursor.floor, since=walk.began)
    if in_a_circle(walk, page) or walk.pages >= _PAGE_CAP:
        return WalkCursor(floor=cursor.floor, since=cursor.since)  # what lies behind is not read: the mark stays
    return WalkCursor(floor=cursor.floor, since=cursor.since, walk=stepped(walk, page))


def stepped(walk: Progress, page: EdgePage) -> Progress:
    """Note one more page."""
    met = [*walk.met, page.mark][-_MARKS_KEPT:] if page.mark else walk.met
    return Progress(began=walk.began, after=page.after, pages=walk.pages + 1, size=page.size, met=met)


def in_a_circle(walk: Progress, page: EdgePage) -> bool:
    """Whether this page was met before on this walk."""
    return (page.after is not None and page.after == walk.after) or (bool(page.mark) and page.mark in walk.met)


def decoded(cursor: str | None, into: type[T]) -> T | None:
    """Read a cursor; one that an older or broken version wrote counts as none (overlap absorbs the repeats)."""
    if cursor is None:
        return None
    try:
        return msgspec.json.decode(cursor, type=into)
    except msgspec.DecodeError:
        return None


def encoded(cursor: msgspec.Struct) -> str:
    """Write a cursor."""
    return msgspec.json.encode(cursor).decode()
