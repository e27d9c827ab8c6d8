"""Where reading a stream stands: pure rules over the JSON kept as its cursor.

A *run* reads from the newest record back to `since`, page by page. Only the last page promotes it: then everything
created before `up_to` is here. Each run reaches back over `overlap` before the last `up_to`, because X shows some
posts late; natural keys absorb what comes twice. Time, not `since_id`, bounds a run: X refuses ids older than a week
for ever, and ids of late posts lie behind the newest one seen.
"""

from datetime import datetime, timedelta
from hashlib import sha256

import msgspec
from msgspec import Struct, structs

SETTLE = timedelta(seconds=30)
"""X's search ends this long before now by default; nothing younger is promised to be there."""
_ROUNDING = timedelta(minutes=1)


class Run(Struct, frozen=True, kw_only=True):
    """A run under way: its bounds, the token of its next page, how many pages and records it had.

    `mark` is the digest of an earlier token: one that comes again is a circle (Brent's method, so that the cursor
    does not grow with the run).
    """

    since: datetime
    started: datetime
    token: str = ""
    pages: int = 0
    found: int = 0
    mark: str = ""


class Cursor(Struct, frozen=True, kw_only=True):
    """`asked` is the digest of what the stream asks for: another question begins anew."""

    asked: str = ""
    up_to: datetime | None = None
    run: Run | None = None

    @classmethod
    def read(cls, text: str | None, asked: str) -> "Cursor":
        """Read a stored cursor; a missing, unreadable or outdated one starts from the beginning."""
        fresh = cls(asked=digest(asked))
        try:
            cursor = msgspec.json.decode(text or "{}", type=cls)
        except msgspec.DecodeError:
            return fresh
        return cursor if cursor.asked == fresh.asked else fresh

    def text(self) -> str:
        """Write it for the store."""
        return msgspec.json.encode(self).decode()

    def with_run(self, run: Run | None) -> "Cursor":
        """Keep the promise so far and go on with `run`."""
        return structs.replace(self, run=run)

    def promoted(self, run: Run) -> "Cursor":
        """Promise what a finished run has read; never less than before."""
        reached = run.started - SETTLE
        return structs.replace(self, up_to=max(reached, self.up_to or reached), run=None)


def begin(cursor: Cursor, *, now: datetime, overlap: timedelta, backfill: timedelta, reach: timedelta | None) -> Run:
    """Begin a run: from the last promise less the overlap, or from `backfill` ago on the first one.

    `reach` is how far back the endpoint can be asked at all.
    """
    since = cursor.up_to - overlap if cursor.up_to else now - backfill
    if reach is not None:
        since = max(since, now - reach + _ROUNDING)
    return Run(since=since, started=now)


def turned(run: Run, token: str, found: int) -> Run | None:
    """Turn to the page of `token` after a page with `found` records; None when the pages go in a circle."""
    seen = digest(token)
    if seen in (run.mark, digest(run.token)):
        return None
    pages = run.pages + 1
    mark = seen if pages & (pages - 1) == 0 else run.mark
    return structs.replace(run, token=token, pages=pages, found=run.found + found, mark=mark)


def restarted(run: Run, *, now: datetime) -> Run:
    """Begin the same run again from its newest page, after X forgot its page token."""
    return Run(since=run.since, started=now)


def digest(text: str) -> str:
    """Shorten a token or question to 12 characters that tell it from others."""
    return sha256(text.encode()).hexdigest()[:12]
