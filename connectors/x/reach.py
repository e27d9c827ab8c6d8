"""What X keeps out of reach of a run: named as gaps when it is learnt; pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from connectors.x.cursor import Cursor, Run
from monitor.domain.gaps import Cause, Gap
from monitor.domain.streams import Record, Seen


def out_of_reach(cursor: Cursor, run: Run, *, backfill: timedelta, reach: timedelta | None) -> tuple[Gap, ...]:
    """What lies before a run that has just begun: the backfill bound, or the days the endpoint can be asked for."""
    if cursor.run is not None:
        return ()
    days = None if reach is None else reach.days
    if cursor.up_to is None:
        bounded = reach is not None and reach < backfill
        cause = Cause.NETWORK_DAYS if bounded else Cause.BACKFILL
        return (Gap(cause=cause, end=run.since, count=days if bounded else None),)
    if run.since <= cursor.up_to:
        return ()
    return (Gap(cause=Cause.NETWORK_DAYS, start=cursor.up_to, end=run.since, count=days),)


def cut_off(run: Run, records: Iterable[Record], *, most: int) -> tuple[Gap, ...]:
    """What lies between a run's bound and the oldest of the `most` records X gave."""
    oldest = min((record.mention.created_at for record in records if isinstance(record, Seen)), default=run.started)
    return (Gap(cause=Cause.NETWORK_COUNT, start=run.since, end=_not_before(oldest, run.since), count=most),)


def _not_before(moment: datetime, bound: datetime) -> datetime:
    return max(moment, bound)
