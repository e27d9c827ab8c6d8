"""The completeness ledger: per stream, up to when everything is here, and what is not; pure.

A source promises with `Page.up_to`; what it cannot promise, it names as gaps. Failures and silence of our own open
gaps too. A gap that ends before the promise has been read again and closes; one the network can never fill stays.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.domain.gaps import OUTAGES, Cause, Gap
from monitor.domain.streams import Page, StreamRef

LATE = timedelta(minutes=5)
"""A poll later than planned by this much means that nobody looked."""
NOTABLE = timedelta(minutes=5)
"""Shorter gaps leave no trace once they are closed."""
CONFIRMED_WITHIN = timedelta(hours=1)
"""How long polling and webhooks have to show the same; Meta repeats a failed webhook within minutes at first."""
COMPARED_FOR = timedelta(days=7)
"""How long polling has to show what a webhook told, before nobody waits for it any more."""
_KEPT = 50  # gaps of each list


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """One stream's row.

    `due_at` is when it was to be polled next, `looked_at` when that was last tried; `pushed_since` and `pushed_at` are
    when a webhook first and last brought something of this stream.
    """

    ref: StreamRef
    up_to: datetime | None = None
    looked_at: datetime | None = None
    due_at: datetime | None = None
    pushed_at: datetime | None = None
    pushed_since: datetime | None = None
    open: tuple[Gap, ...] = ()
    closed: tuple[Gap, ...] = ()

    def seconds_behind(self, now: datetime) -> float | None:
        """How far the promise lies back; None while there is none."""
        return None if self.up_to is None else max(0.0, (now - self.up_to).total_seconds())


@dataclass(frozen=True, slots=True)
class Alone:
    """Mentions that came by one way only: how many, and when the first and the last of them were written."""

    count: int = 0
    first: datetime | None = None
    last: datetime | None = None


def polled(old: Ledger, page: Page, *, now: datetime, due_at: datetime, quarantined: int = 0) -> Ledger:
    """Take in a page that was stored; `quarantined` is how many of its records could not be read."""
    ledger = _missed_while_down(old, now)
    gaps = [replace(gap, end=now) if _outage(gap) and gap.end is None else gap for gap in ledger.open]
    for gap in page.gaps:
        gaps = _with(gaps, _trimmed(gap, ledger.up_to), now)
    if quarantined:
        unread = Gap(cause=Cause.QUARANTINED, start=ledger.up_to, end=now, count=quarantined)
        gaps = _with(gaps, unread, now)
    reached = max((moment for moment in (ledger.up_to, page.up_to) if moment), default=None)
    ledger = replace(ledger, open=tuple(gaps), up_to=reached, looked_at=now, due_at=due_at)
    return _settled(ledger, now)


def failed(old: Ledger, cause: Cause, *, now: datetime, due_at: datetime) -> Ledger:
    """Take in a failed poll: one outage is open at a time, from the last promise on."""
    ledger = _missed_while_down(old, now)
    same = any(gap.cause is cause and gap.end is None for gap in ledger.open)
    gaps = [
        replace(gap, end=now) if _outage(gap) and gap.end is None and gap.cause is not cause else gap
        for gap in ledger.open
    ]
    if not same:
        gaps.append(Gap(cause=cause, start=ledger.up_to, noticed_at=now))
    return replace(ledger, open=_newest(gaps), looked_at=now, due_at=due_at)


def pushed(old: Ledger, *, now: datetime) -> Ledger:
    """Take in a webhook: it promises nothing, but shows that webhooks are on."""
    return replace(old, pushed_at=now, pushed_since=old.pushed_since or now)


def compared(old: Ledger, *, by_webhook: Alone, by_poll: Alone, now: datetime) -> Ledger:
    """Take in what came by one way only although the other had its time.

    `by_webhook`: polling should have shown them by now. `by_poll`: today's that no webhook told of.
    """
    gaps = [gap for gap in old.open if gap.cause is not Cause.WEBHOOK_UNCONFIRMED]
    before = [gap for gap in old.open if gap.cause is Cause.WEBHOOK_UNCONFIRMED]
    closed = old.closed
    if by_webhook.count:
        noticed = before[0].noticed_at if before else now
        unconfirmed = Gap(
            cause=Cause.WEBHOOK_UNCONFIRMED, start=by_webhook.first, count=by_webhook.count, noticed_at=noticed
        )
        gaps.append(unconfirmed)
    else:
        closed = _closing(closed, before, now)
    return replace(old, open=_newest(gaps), closed=_newest(_missed_today(closed, by_poll, now)))


def reread(old: Ledger, *, left: Sequence[datetime], now: datetime) -> Ledger:
    """Take in that quarantined records were read after all; `left` tells when those came that are still kept aside."""
    unread, gaps = [gap for gap in old.open if gap.cause is Cause.QUARANTINED], list(old.open)
    for gap in unread:
        count = sum((gap.start is None or at >= gap.start) and (gap.end is None or at <= gap.end) for at in left)
        place = gaps.index(gap)
        gaps[place : place + 1] = [replace(gap, count=min(count, gap.count or count))] if count else []
    filled = [
        replace(gap, end=gap.end or now, filled_at=now, filled_by="reread")
        for gap in unread
        if not any((gap.cause, gap.start, gap.end) == (each.cause, each.start, each.end) for each in gaps)
    ]
    return replace(old, open=tuple(gaps), closed=_newest([*old.closed, *filled]))


def _missed_today(closed: Iterable[Gap], by_poll: Alone, now: datetime) -> list[Gap]:
    """One closed gap a day for all that webhooks kept back: polling has filled it already."""
    gaps = list(closed)
    if not by_poll.count or by_poll.first is None:
        return gaps
    day = by_poll.first.date()
    same = [gap for gap in gaps if gap.cause is Cause.WEBHOOK_MISSED and gap.start and gap.start.date() == day]
    told = Gap(
        cause=Cause.WEBHOOK_MISSED,
        start=by_poll.first,
        end=by_poll.last,
        count=by_poll.count,
        noticed_at=same[0].noticed_at if same else now,
        filled_at=now,
        filled_by="poll",
    )
    unchanged = [gap for gap in same if (gap.start, gap.end, gap.count) == (told.start, told.end, told.count)]
    return gaps if unchanged else [*(gap for gap in gaps if gap not in same), told]


def _missed_while_down(ledger: Ledger, now: datetime) -> Ledger:
    if ledger.due_at is None or now - ledger.due_at <= LATE:
        return ledger
    down = Gap(cause=Cause.SERVICE_DOWN, start=ledger.up_to or ledger.looked_at, end=now)
    return replace(ledger, open=tuple(_with(list(ledger.open), down, now)))


def _outage(gap: Gap) -> bool:
    return gap.cause in OUTAGES


def _trimmed(gap: Gap, up_to: datetime | None) -> Gap | None:
    """What a source can no longer reach matters only where it has not been read before."""
    if up_to is None or gap.cause not in (Cause.BACKFILL, Cause.NETWORK_DAYS):
        return gap
    if gap.end is not None and gap.end <= up_to:
        return None
    return replace(gap, start=max(gap.start, up_to) if gap.start else up_to)


def _with(gaps: list[Gap], new: Gap | None, now: datetime) -> list[Gap]:
    """Add a gap, or widen the open one of the same cause that it touches."""
    if new is None:
        return gaps
    for place, gap in enumerate(gaps):
        if gap.cause is new.cause and _touch(gap, new):
            return [*gaps[:place], _joined(gap, new), *gaps[place + 1 :]]
    return [*gaps, replace(new, noticed_at=new.noticed_at or now)]


def _touch(one: Gap, other: Gap) -> bool:
    if one.cause is Cause.QUARANTINED:
        return True
    starts_before_end = one.end is None or other.start is None or other.start <= one.end
    ends_after_start = other.end is None or one.start is None or one.start <= other.end
    return starts_before_end and ends_after_start


def _joined(one: Gap, other: Gap) -> Gap:
    count = (one.count or 0) + (other.count or 0) if one.cause is Cause.QUARANTINED else other.count
    start = None if one.start is None or other.start is None else min(one.start, other.start)
    end = None if one.end is None or other.end is None else max(one.end, other.end)
    return replace(one, start=start, end=end, count=count)


def _settled(ledger: Ledger, now: datetime) -> Ledger:
    """Close what the promise has passed."""
    reached = ledger.up_to
    done = [gap for gap in ledger.open if _passed(gap, reached)]
    left = [gap for gap in ledger.open if not _passed(gap, reached)]
    return replace(ledger, open=_newest(left), closed=_closing(ledger.closed, done, now))


def _passed(gap: Gap, reached: datetime | None) -> bool:
    if gap.lasting or gap.end is None or reached is None:
        return False
    return gap.end <= reached


def _closing(closed: Iterable[Gap], done: Iterable[Gap], now: datetime) -> tuple[Gap, ...]:
    notable = [
        replace(gap, end=gap.end or now, filled_at=now, filled_by="poll")
        for gap in done
        if gap.noticed_at is None or now - gap.noticed_at >= NOTABLE or gap.cause is Cause.SERVICE_DOWN
    ]
    return _newest([*closed, *notable])


def _newest(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    return tuple(gaps)[-_KEPT:]
