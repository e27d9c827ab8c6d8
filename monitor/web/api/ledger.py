"""The completeness ledger: up to when everything is here, what may be missing and why, and by which way things came."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import msgspec
from aiohttp import web

from monitor.domain.completeness import Ledger
from monitor.domain.gaps import Gap
from monitor.ports import Round, WaysOfDay
from monitor.web.answers import as_json
from monitor.web.api.routes import Route
from monitor.web.desk import DESK, Desk

SHOWN = timedelta(days=14)


class GapView(msgspec.Struct, frozen=True):
    """What was written from `start` (null = ever) to `end` (null = still going on) may be missing, or was.

    `cause` is a stable code, `words` say it in English; `lasting` = no later poll can fill it.
    """

    cause: str
    words: str
    count: int | None
    start: datetime | None
    end: datetime | None
    lasting: bool
    noticed_at: datetime | None
    filled_at: datetime | None
    filled_by: str


class LedgerView(msgspec.Struct, frozen=True):
    """One stream: everything up to `up_to` is here except what `gaps` name; `filled` are closed gaps, newest first."""

    account: str
    stream: str
    up_to: datetime | None
    seconds_behind: int | None
    last_webhook_at: datetime | None
    gaps: list[GapView]
    filled: list[GapView]


class WaysView(msgspec.Struct, frozen=True):
    """How many mentions of one day came by polling only, by webhook only, and by both."""

    account: str
    stream: str
    day: date
    poll_only: int
    webhook_only: int
    both: int


class RoundView(msgspec.Struct, frozen=True):
    """Looking again for deletions: when the round under way began, the last ended, how many were looked up today."""

    account: str
    began_at: datetime
    finished_at: datetime | None
    looked_up_today: int


class LedgersView(msgspec.Struct, frozen=True):
    """The whole ledger."""

    streams: list[LedgerView]
    ways: list[WaysView]
    rounds: list[RoundView]


async def read_ledgers(desk: Desk) -> LedgersView:
    """Read it."""
    now = desk.now()
    async with desk.store.read() as tx:
        ledgers, rounds = await tx.ledger.all(), await tx.ledger.rounds()
        ways = await tx.ledger.ways(since=now - SHOWN)
    return LedgersView(
        [_ledger(ledger, now) for ledger in ledgers],
        [_ways(each) for each in ways],
        [_round(each, now) for each in rounds],
    )


def _ledger(ledger: Ledger, now: datetime) -> LedgerView:
    behind = ledger.seconds_behind(now)
    return LedgerView(
        account=ledger.ref.account,
        stream=ledger.ref.stream,
        up_to=ledger.up_to,
        seconds_behind=None if behind is None else int(behind),
        last_webhook_at=ledger.pushed_at,
        gaps=_gaps(ledger.open),
        filled=_gaps(reversed(ledger.closed)),
    )


def _gaps(gaps: Iterable[Gap]) -> list[GapView]:
    return [
        GapView(
            cause=gap.cause.value,
            words=gap.words,
            count=gap.count,
            start=gap.start,
            end=gap.end,
            lasting=gap.lasting,
            noticed_at=gap.noticed_at,
            filled_at=gap.filled_at,
            filled_by=gap.filled_by,
        )
        for gap in gaps
    ]


def _ways(each: WaysOfDay) -> WaysView:
    return WaysView(each.account, each.stream, each.day, each.poll_only, each.webhook_only, each.both)


def _round(each: Round, now: datetime) -> RoundView:
    return RoundView(each.account, each.began_at, each.finished_at, each.spent if each.day == now.date() else 0)


async def show_ledger(request: web.Request) -> web.Response:
    """Answer the ledger."""
    return as_json(await read_ledgers(request.app[DESK]))


ROUTES = (Route("GET", "/api/v1/ledger", show_ledger, "What is here, what may be missing and why", LedgersView),)
