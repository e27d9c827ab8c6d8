"""Streams: how far each has read and how it does; polling now by a person's wish."""

from datetime import datetime

import msgspec
from aiohttp import web

from monitor.domain.errors import NotFound
from monitor.domain.streams import StreamStatus
from monitor.web.answers import as_json
from monitor.web.api.routes import Route
from monitor.web.desk import DESK, Desk


class StreamView(msgspec.Struct, frozen=True):
    """One stream's health; `seconds_behind` is the age of its last good poll.

    `pause_reason` is what decided the pause before the next poll, as a stable code; null before the first one.
    """

    account: str
    stream: str
    health: str
    reason: str
    next_step: str
    next_poll_at: datetime
    last_ok_at: datetime | None
    up_to: datetime | None
    seconds_behind: int | None
    pause_seconds: float | None
    pause_reason: str | None


class StreamsView(msgspec.Struct, frozen=True):
    """All streams."""

    streams: list[StreamView]


class Polling(msgspec.Struct, frozen=True):
    """The account whose streams are due now."""

    account: str


async def read_streams(desk: Desk) -> StreamsView:
    """Read the health of all streams."""
    async with desk.store.read() as tx:
        statuses = await tx.streams.statuses()
    return StreamsView([_view(status, desk.now()) for status in statuses])


def _view(status: StreamStatus, now: datetime) -> StreamView:
    behind = int((now - status.last_ok_at).total_seconds()) if status.last_ok_at else None
    return StreamView(
        account=status.ref.account,
        stream=status.ref.stream,
        health=status.health.value,
        reason=status.reason,
        next_step=status.next_step,
        next_poll_at=status.next_poll_at,
        last_ok_at=status.last_ok_at,
        up_to=status.up_to,
        seconds_behind=behind,
        pause_seconds=status.extra.get("pause_seconds"),
        pause_reason=status.extra.get("pause_reason"),
    )


async def list_streams(request: web.Request) -> web.Response:
    """Answer the health of all streams."""
    return as_json(await read_streams(request.app[DESK]))


async def poll_now(request: web.Request) -> web.Response:
    """Make an account's streams due at once, and look whether its token works: a person may just have repaired it."""
    account = request.match_info["account"]
    desk = request.app[DESK]
    if account not in desk.situations.accounts:
        raise NotFound("there is no such account")
    async with desk.store.write() as tx:
        await tx.streams.poll_now(account)
    await desk.health.ask(account)
    desk.wake("probe")
    desk.wake("poll")
    return as_json(Polling(account))


ROUTES = (
    Route("GET", "/api/v1/streams", list_streams, "Health of every stream", StreamsView),
    Route("POST", "/api/v1/accounts/{account}/poll", poll_now, "Poll the account's streams now", Polling),
)
