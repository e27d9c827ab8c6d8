"""Live updates over a WebSocket: events after a sequence number, gathered for 200 ms."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import datetime, timedelta

import msgspec
from aiohttp import WSCloseCode, WSMsgType, web

from monitor.domain.errors import AsideError
from monitor.ports import Store
from monitor.web.desk import DESK, SEEN
from monitor.web.guarding import COOKIE, Handler

GATHER = 0.2
"""Seconds; measured: gathering lowers the cost of a thousand screens from most of a core to a tenth."""
PAGE = 500
GOODBYE = 3.0
"""Seconds screens have, all together, to answer that we go down; a dead one never does."""
SESSION_LOOK = timedelta(minutes=1)
"""How long a screen may be told more after its session has ended."""
_encoder = msgspec.json.Encoder(enc_hook=str)


class Screens(set[web.WebSocketResponse]):
    """The sockets that are open."""


class Feed:
    """Watches the newest sequence number once for all screens of this process; 0 until it has looked."""

    def __init__(self) -> None:
        self.newest = 0
        self._changed = asyncio.Condition()
        self._stopped = asyncio.Event()

    async def beyond(self, seq: int, socket: web.WebSocketResponse) -> None:
        """Wait until something newer than `seq` has happened, or the socket is closed."""
        async with self._changed:
            await self._changed.wait_for(lambda: self.newest > seq or socket.closed)

    async def look_up(self) -> None:
        """Have everybody who waits look again: a socket was closed."""
        async with self._changed:
            self._changed.notify_all()

    def stop(self) -> None:
        """End `watch` after the look it is at: a read that is cut off would leave its connection hanging."""
        self._stopped.set()

    async def watch(self, store: Store) -> None:
        """Look every 200 ms, until stopped; a database that does not answer is asked again."""
        while not self._stopped.is_set():
            with suppress(AsideError):
                async with store.read() as tx:
                    newest = await tx.events.last_seq()
                if newest != self.newest:
                    async with self._changed:
                        self.newest = newest
                        self._changed.notify_all()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopped.wait(), GATHER)


async def watching(app: web.Application) -> AsyncIterator[None]:
    """Run the feed as long as the application runs."""
    task = asyncio.create_task(app[FEED].watch(app[DESK].store))
    yield
    app[FEED].stop()
    await task


@web.middleware
async def note_newest(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Note before a page is read what has happened by then: its screen asks for all that came after."""
    request[SEEN] = request.app[FEED].newest
    return await handler(request)


async def live(request: web.Request) -> web.WebSocketResponse:
    """`/api/v1/live?after=<seq>`: replay what was missed, then what happens, as {"events": [...], "seq": n}."""
    socket = web.WebSocketResponse(heartbeat=30)
    looked, seq = request.app[DESK].now(), await _start(request)  # what happens once it is open is told already
    await socket.prepare(request)
    request.app[SOCKETS].add(socket)
    teller = asyncio.create_task(_tell_or_hang_up(request, socket, seq, looked))
    try:
        async for message in socket:
            if message.type in {WSMsgType.ERROR, WSMsgType.CLOSE}:
                break
    finally:
        request.app[SOCKETS].discard(socket)
        await socket.close()
        await request.app[FEED].look_up()
        with suppress(ConnectionError):
            await teller
    return socket


async def _tell_or_hang_up(request: web.Request, socket: web.WebSocketResponse, seq: int, looked: datetime) -> None:
    """Tell until told to stop; when the database fails, the screen is hung up on and comes back by itself."""
    try:
        await _tell(request, socket, seq, looked)
    except AsideError:
        await socket.close(code=WSCloseCode.TRY_AGAIN_LATER, message=b"try again")


async def _tell(request: web.Request, socket: web.WebSocketResponse, seq: int, looked: datetime) -> None:
    """Tell what happens after `seq`; whether the session still holds was looked at last at `looked`."""
    desk = request.app[DESK]
    store = desk.store
    while not socket.closed:
        if desk.now() - looked > SESSION_LOOK:
            looked = desk.now()
            if await desk.access.user_of(request.cookies.get(COOKIE, "")) is None:
                await socket.close(code=WSCloseCode.POLICY_VIOLATION, message=b"log in again")
                return
        async with store.read() as tx:
            events = await tx.events.after(seq, limit=PAGE)
        if events:
            seq = events[-1].seq
            shown = [{"seq": e.seq, "at": e.at, "kind": e.kind, "case": e.case_id, "data": e.data} for e in events]
            await socket.send_str(_encoder.encode({"events": shown, "seq": seq}).decode())
        await request.app[FEED].beyond(seq, socket)


async def _start(request: web.Request) -> int:
    """Where to begin: after the number given, else from now on; never after what has not happened yet."""
    given = request.query.get("after", "")
    async with request.app[DESK].store.read() as tx:
        newest = await tx.events.last_seq()
    known = given.isascii() and given.isdecimal() and len(given) < 19
    return min(int(given), newest) if known else newest


async def close_all(app: web.Application) -> None:
    """Tell every screen that the service goes down, so that it comes back by itself."""
    going = [socket.close(code=WSCloseCode.SERVICE_RESTART, message=b"the service restarts") for socket in app[SOCKETS]]
    with suppress(TimeoutError):
        await asyncio.wait_for(asyncio.gather(*going, return_exceptions=True), GOODBYE)


FEED = web.AppKey("FEED", Feed)
SOCKETS = web.AppKey("SOCKETS", Screens)
